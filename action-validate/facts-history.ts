import type { Merges } from '../shared/adapters/git.ts';
import type { Commit, GitHub, PullRequest } from '../shared/adapters/github/port.ts';
import { type Fact, read } from '../shared/domain/fact.ts';
import { isUpToDate } from '../shared/policy/content-link.ts';
import { mayBeRebased } from '../shared/policy/landing.ts';
import type { DeploymentRule } from '../shared/policy/verified-deployment.ts';
import { type Beginning, beginningOf, type Covered, chainOf, countOf, cover } from './changes.ts';
import { readPresent, readUntilVerified } from './facts-deployments.ts';
import { readActivity } from './facts-pull-request.ts';
import { asFact } from './facts-unavailable.ts';
import type { PullRequestReading } from './gate-facts.ts';
import { type ChangeFact, type HistoryFacts, type HistoryRules, mergeKey } from './history-facts.ts';

/** Pull requests whose parts are read at the same time. */
const AT_ONCE = 10;

export type HistoryQuestion = {
  readonly rules: HistoryRules;
  /** Whether the content of the pull request's own merge has to be proved. */
  readonly link: boolean;
  readonly subject: Commit;
  /** Branch whose history it is; null when nothing tells. */
  readonly base: string | null;
  readonly policyBranch: string;
  /** The pull request that made the commit, as it was read for the sign-offs; null when it was not. */
  readonly own: PullRequestReading | null;
  /** What a record of a deployment to the environment has to agree with. */
  readonly deployed: DeploymentRule;
};

async function inGroups<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (let index = 0; index < items.length; index += AT_ONCE)
    done.push(...(await Promise.all(items.slice(index, index + AT_ONCE).map(work))));
  return done;
}

async function readChange(github: GitHub, pull: PullRequest): Promise<ChangeFact> {
  const parts = await asFact(async () => {
    const [reviews, commits, activity] = await Promise.all([
      github.reviews(pull.number),
      github.commitsOfPullRequest(pull.number),
      readActivity(github, pull),
    ]);
    return { reviews, commits, activity };
  });
  return { pull, parts };
}

const ownChange = (own: PullRequestReading | null): ChangeFact[] =>
  own === null
    ? []
    : [{ pull: own.pull, parts: read({ reviews: own.reviews, commits: own.commits, activity: own.activity }) }];

/** The commit after which history is read; null when the subject alone tells enough. */
function readFrom(beginning: Beginning | undefined, { own, subject }: HistoryQuestion): string | null {
  if (beginning?.kind === 'verified' || beginning?.kind === 'configured') return beginning.commit;
  if (own === null || !mayBeRebased(subject, own.commits)) return null;
  // Where a branch that may have been rebased left its base: everything that it became came after that.
  const proposed = new Set(own.commits.map((commit) => commit.sha));
  return own.commits.flatMap((commit) => commit.parents).find((sha) => !proposed.has(sha)) ?? null;
}

type Found = Pick<HistoryFacts, 'changes' | 'related'>;

/** The merged pull request of every commit: by one list of the closed ones, then one question for each that is left. */
async function readChanges(
  github: GitHub,
  { own, base }: HistoryQuestion,
  chain: readonly Commit[],
  count: number,
): Promise<Found> {
  const mine = ownChange(own);
  const open = (changes: readonly ChangeFact[]): string[] =>
    cover(chain, count, changes, base).flatMap(({ landing, change }) =>
      change === null ? landing.commits.map((commit) => commit.sha) : [],
    );
  const wanted = new Set(open(mine));
  if (wanted.size === 0 || base === null) return { changes: [], related: {} };
  const made = (pulls: readonly PullRequest[]): PullRequest[] =>
    pulls.filter(({ mergeCommit }) => mergeCommit !== null && wanted.has(mergeCommit));
  const closed = await asFact(() => github.recentlyClosed(base));
  const listed = closed.kind === 'read' ? made(closed.value) : [];
  const first = await inGroups(listed, (pull) => readChange(github, pull));
  const related = await inGroups(
    open([...mine, ...first]),
    async (sha) => [sha, await asFact(() => github.pullRequestsOfCommit(sha))] as const,
  );
  const known = new Set(first.map(({ pull }) => pull.number));
  const others = related.flatMap(([, fact]) => (fact.kind === 'read' ? made(fact.value) : []));
  const fresh = new Map(others.filter(({ number }) => !known.has(number)).map((pull) => [pull.number, pull]));
  const second = await inGroups([...fresh.values()], (pull) => readChange(github, pull));
  return { changes: [...first, ...second], related: Object.fromEntries(related) };
}

/** Makes those merges again that the commits themselves do not prove. */
async function remake(merges: Merges, covered: readonly Covered[]): Promise<HistoryFacts['merges']> {
  const pairs = new Map<string, { base: string; head: string }>();
  for (const { landing, change } of covered) {
    if (change?.parts.kind !== 'read' || landing.before === null) continue;
    if (isUpToDate(landing.before, change.parts.value.commits)) continue;
    const pair = { base: landing.before, head: change.pull.head };
    pairs.set(mergeKey(pair.base, pair.head), pair);
  }
  const trees = await merges.trees([...pairs.values()]);
  const named = [...pairs.keys()].flatMap((key, index) => {
    const tree = trees[index];
    return tree === undefined ? [] : [[key, tree] as const];
  });
  return Object.fromEntries(named);
}

const protection = async (github: GitHub, base: string, policyBranch: string): Promise<Fact<boolean>> =>
  // The configuration was read from a protected branch or not at all.
  base === policyBranch ? read(true) : asFact(async () => (await github.branch(base))?.protected ?? false);

/** Reads what happened before the commit, as far as the rules ask for it. */
export async function readHistory(
  { github, merges }: { readonly github: GitHub; readonly merges: Merges },
  question: HistoryQuestion,
): Promise<HistoryFacts> {
  const { rules, subject, base, own, deployed } = question;
  const { changes, promotion: from } = rules;
  const [deployments, promotion, baseProtected] = await Promise.all([
    changes === null || changes.since !== null ? null : readUntilVerified(github, deployed),
    from === null
      ? null
      : readPresent(github, { ...deployed, environment: from.environment, checkpoint: from.checkpoint }),
    changes === null || base === null ? null : protection(github, base, question.policyBranch),
  ]);
  const beginning = changes === null ? undefined : beginningOf(changes, deployments, deployed);
  const start = readFrom(beginning, question);
  const between = start === null ? null : await asFact(() => github.commitsBetween(start, subject.sha));
  const chain = chainOf({ subject, between });
  const count = countOf(beginning, chain, ownChange(own), base);
  const found = await readChanges(github, question, chain, count);
  // The subject's own landing comes first, also when no other commit has to be covered.
  const all = [...ownChange(own), ...found.changes];
  const trees = await remake(merges, cover(chain, Math.max(count, question.link ? 1 : 0), all, base));
  return { subject, base, baseProtected, deployments, between, ...found, merges: trees, promotion };
}
