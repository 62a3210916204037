import type { RequirementResult } from '../shared/domain/decision.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import { judgeObjections } from '../shared/policy/objections.ts';
import { choosePullRequest, type PullRequestChoice } from '../shared/policy/pull-request-choice.ts';
import { judgeSeats } from '../shared/policy/sign-offs.ts';
import { withEnvironments, withTeams } from '../shared/policy/team-roles.ts';
import { environmentsOf, readSignatures } from './decide-signatures.ts';
import type { GateFacts, PullRequestReading } from './gate-facts.ts';

/** `before-merge`: the decision is about an open pull request, and no deployment may rely on it. */
export type Stage = 'merged' | 'before-merge' | 'none';

/** The choice of the facts' pull request, made again from the facts; undefined when they could not be read. */
const chosenPullRequest = ({ pullRequests }: GateFacts): PullRequestChoice | undefined =>
  pullRequests.related.kind === 'read' ? choosePullRequest(pullRequests.related.value, pullRequests.query) : undefined;

export function stageOf(facts: GateFacts): Stage {
  const choice = chosenPullRequest(facts);
  if (choice?.kind === 'open' || facts.run.event.startsWith('pull_request')) return 'before-merge';
  return choice?.kind === 'merged' ? 'merged' : 'none';
}

type Problem = Pick<RequirementResult, 'status' | 'code' | 'seen'> & { readonly whoCanFix?: readonly string[] };

function problemOf(facts: GateFacts): Problem | undefined {
  const { related, reading } = facts.pullRequests;
  const error = (code: ReasonCode, seen: string): Problem => ({ status: 'ERROR', code, seen });
  if (related.kind === 'unavailable') return error(related.code, related.reason);
  const choice = chosenPullRequest(facts);
  if (choice === undefined) return error('GITHUB_UNREADABLE', 'the pull requests of the commit were not read');
  if (!('pull' in choice)) {
    if (choice.kind === 'ambiguous') return error('PULL_REQUEST_AMBIGUOUS', choice.why);
    return { status: 'UNSATISFIED', code: 'PULL_REQUEST_MISSING', seen: choice.why };
  }
  if (reading === null) return error('PULL_REQUEST_MOVED', `#${choice.pull.number} was not read`);
  if (reading.kind === 'unavailable') return error(reading.code, reading.reason);
  return readingProblem(facts, reading.value, choice.pull.number);
}

function readingProblem(facts: GateFacts, reading: PullRequestReading, number: number): Problem | undefined {
  const { pull, commits, baseProtected } = reading;
  const again = choosePullRequest([pull], facts.pullRequests.query);
  if (pull.number !== number || !('pull' in again)) {
    const why = 'why' in again ? again.why : `#${pull.number} was read for #${number}`;
    return { status: 'ERROR', code: 'PULL_REQUEST_MOVED', seen: why };
  }
  if (!commits.some((commit) => commit.sha === pull.head)) {
    return {
      status: 'ERROR',
      code: 'PULL_REQUEST_MOVED',
      seen: `the head of #${pull.number} is not among its commits`,
    };
  }
  if (!baseProtected) {
    const seen = `#${pull.number} goes into ${pull.base}, which is not protected`;
    return {
      status: 'UNSATISFIED',
      code: 'PULL_REQUEST_MISSING',
      seen,
      whoCanFix: ['whoever administers the repository'],
    };
  }
  return undefined;
}

/** Judges the sign-offs of the checkpoint; nothing when it asks for none. */
export function decideSignOffs(facts: GateFacts): RequirementResult[] {
  const { seats, roles } = facts.rules;
  if (seats.length === 0) return [];
  const choice = chosenPullRequest(facts);
  const problem = problemOf(facts);
  const reading = facts.pullRequests.reading;
  if (problem !== undefined || reading?.kind !== 'read') {
    const base = {
      id: 'sign-offs',
      title: `Sign-offs by ${seats.map((seat) => seat.roles.join(' or ')).join(', ')}`,
      needed:
        'a pull request, merged into a protected branch, or open with this commit as its head, that people approved',
      whoCanFix: [],
      links: choice !== undefined && 'pull' in choice ? [choice.pull.url] : [],
      observations: choice?.observations ?? [],
    };
    return [{ ...base, ...(problem ?? { status: 'ERROR', code: 'PULL_REQUEST_MOVED', seen: 'it was not read' }) }];
  }
  const { pull } = reading.value;
  const { authors, signatures, passedOver } = readSignatures(facts, reading.value);
  const resolved = withEnvironments(withTeams(roles, facts.teams), environmentsOf(facts));
  const { application, checkpoint } = facts.rules;
  const values = { application, checkpoint, number: String(pull.number), head: pull.head.slice(0, 12) };
  const results = [
    ...judgeSeats(seats, { roles: resolved, values }, signatures, pull.url),
    withCandidates(judgeObjections(resolved, signatures, passedOver, pull.url), choice),
  ];
  return authors.unknown.length === 0 ? results : [unknownAuthors(authors.unknown, pull.url), ...results];
}

const withCandidates = (result: RequirementResult, choice: PullRequestChoice | undefined): RequirementResult => ({
  ...result,
  observations: [...result.observations, ...(choice?.observations ?? [])],
});

/** While an author is unknown, any signer could be that author. */
const unknownAuthors = (unknown: readonly string[], url: string): RequirementResult => ({
  id: 'authors',
  title: 'Every author is known',
  status: 'ERROR',
  code: 'AUTHOR_UNKNOWN',
  seen: unknown.slice(0, 3).join('; ') + (unknown.length > 3 ? `; ${unknown.length - 3} more` : ''),
  needed: 'every author, committer and co-author belongs to an account, so that nobody signs their own work',
  whoCanFix: ['whoever wrote those commits: add the address to the account, or write them again'],
  links: [url],
  observations: unknown.map((line) => ({ what: line, counted: true, why: 'it could be anybody, also a signer' })),
});
