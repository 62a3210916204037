import type { RequirementResult } from '../shared/domain/decision.ts';
import type { Fact } from '../shared/domain/fact.ts';
import { judgeLink, type LinkAnswer } from '../shared/policy/content-link.ts';
import { type Covered, chainOf, coverFirst } from './changes.ts';
import type { GateFacts, PullRequestReading } from './gate-facts.ts';
import { type ChangeFact, type HistoryFacts, mergeKey } from './history-facts.ts';

/** Whether commits are what their pull request gives. */
export function linkOf(history: HistoryFacts, { landing, change }: Covered): LinkAnswer {
  if (change === null) return { kind: 'broken', why: 'no pull request was merged as this commit' };
  if (change.parts.kind === 'unavailable') return { kind: 'unproven', why: change.parts.reason };
  const remade = history.merges[mergeKey(landing.before ?? '', change.pull.head)];
  return judgeLink({ landing, pull: change.pull, proposed: change.parts.value.commits, remade });
}

/** The pull request that the sign-offs are counted on, in the form of a change. */
export const ownChanges = (reading: Fact<PullRequestReading> | null): ChangeFact[] =>
  reading?.kind === 'read' ? [{ pull: reading.value.pull, parts: reading }] : [];

/** What did not make the commit, or was read without its own head, is refused with the sign-offs already. */
const isWhole = ({ pull, parts }: ChangeFact, commit: string): boolean =>
  pull.mergeCommit === commit && parts.kind === 'read' && parts.value.commits.some(({ sha }) => sha === pull.head);

/** The content of the merge that the sign-offs are counted for; nothing when there is none to prove. */
export function decideLink(facts: GateFacts): RequirementResult[] {
  const { history } = facts;
  const [own] = ownChanges(facts.pullRequests.reading);
  if (own === undefined || !isWhole(own, facts.subject.commit)) return [];
  const name = `#${own.pull.number}`;
  const base = {
    id: 'link',
    title: 'The commit is what was signed',
    needed: 'the tree that merging the head of the pull request gives, and nothing else',
    whoCanFix: ['whoever can merge the difference by a pull request of its own'],
    links: [own.pull.url],
    observations: [],
  };
  if (history === undefined)
    return [{ ...base, status: 'ERROR', code: 'LINK_UNPROVEN', seen: `${name}: the history was not read` }];
  const answer = linkOf(history, coverFirst(chainOf(history), [own], own.pull.base));
  if (answer.kind === 'proved')
    return [{ ...base, status: 'SATISFIED', code: 'OK', seen: `${name}: ${answer.how}`, whoCanFix: [] }];
  const seen = `${name}: ${answer.why}`;
  return answer.kind === 'broken'
    ? [{ ...base, status: 'UNSATISFIED', code: 'LINK_BROKEN', seen }]
    : [{ ...base, status: 'ERROR', code: 'LINK_UNPROVEN', seen }];
}
