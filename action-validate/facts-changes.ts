import type { Commit, GitHub, PullRequest, PullRequestInFull } from '../shared/adapters/github/port.ts';
import { type Fact, read } from '../shared/domain/fact.ts';
import { latestOpinions } from '../shared/policy/latest-opinion.ts';
import type { Roles } from '../shared/policy/roles.ts';
import type { TeamQuestion } from '../shared/policy/team-roles.ts';
import { cover } from './changes.ts';
import { readActivity } from './facts-pull-request.ts';
import { readMembers } from './facts-sign-offs.ts';
import { asFact } from './facts-unavailable.ts';
import type { PullRequestReading } from './gate-facts.ts';
import type { ChangeFact, HistoryFacts } from './history-facts.ts';

/** Questions about single pull requests or commits that are asked at the same time. */
const AT_ONCE = 10;

async function inGroups<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (let index = 0; index < items.length; index += AT_ONCE)
    done.push(...(await Promise.all(items.slice(index, index + AT_ONCE).map(work))));
  return done;
}

/** The pull request that the sign-offs are counted on, as one of the changes. */
export const ownChange = (own: PullRequestReading | null): ChangeFact[] =>
  own === null
    ? []
    : [{ pull: own.pull, parts: read({ reviews: own.reviews, commits: own.commits, activity: own.activity }) }];

/** The parts as they came with many others; undefined when they are of another state of the pull request. */
function fitting(pull: PullRequest, full: PullRequestInFull | undefined): PullRequestInFull | undefined {
  if (full === undefined) return undefined;
  const same = (['head', 'base', 'mergedAt', 'mergeCommit'] as const).every((key) => full.pull[key] === pull[key]);
  return same && full.commits.some(({ sha }) => sha === pull.head) ? full : undefined;
}

async function readParts(
  github: GitHub,
  pull: PullRequest,
  full: PullRequestInFull | undefined,
): Promise<ChangeFact['parts']> {
  const told = fitting(pull, full);
  return asFact(async () => {
    const [reviews, commits, activity] = await Promise.all([
      told?.reviews ?? github.reviews(pull.number),
      told?.commits ?? github.commitsOfPullRequest(pull.number),
      readActivity(github, pull),
    ]);
    return { reviews, commits, activity };
  });
}

/** Many pull requests in few questions; what does not come that way is asked for part by part. */
async function readParted(github: GitHub, pulls: readonly PullRequest[]): Promise<ChangeFact[]> {
  if (pulls.length === 0) return [];
  const many = await asFact(() => github.pullRequestsInFull(pulls.map(({ number }) => number)));
  if (many.kind === 'unavailable') return pulls.map((pull) => ({ pull, parts: many }));
  return inGroups(pulls, async (pull) => ({ pull, parts: await readParts(github, pull, many.value.get(pull.number)) }));
}

type Related = readonly (readonly [string, Fact<readonly PullRequest[]>])[];

/** What is related to commits. That one has no pull request of its own is only believed of the question about it alone. */
async function readRelated(
  github: GitHub,
  shas: readonly string[],
  made: (pulls: readonly PullRequest[]) => readonly PullRequest[],
): Promise<Related> {
  const many = shas.length < 2 ? undefined : await asFact(() => github.pullRequestsOfCommits(shas));
  return inGroups(shas, async (sha) => {
    const told = many?.kind === 'read' ? (many.value.get(sha) ?? []) : [];
    return [sha, made(told).length > 0 ? read(told) : await asFact(() => github.pullRequestsOfCommit(sha))] as const;
  });
}

/** The merged pull request of every commit: by one list of the closed ones, then by what each commit left is related to. */
export async function readChanges(
  github: GitHub,
  { own, base }: { readonly own: readonly ChangeFact[]; readonly base: string | null },
  chain: readonly Commit[],
  count: number,
): Promise<Pick<HistoryFacts, 'changes' | 'related'>> {
  const open = (changes: readonly ChangeFact[]): string[] =>
    cover(chain, count, changes, base).flatMap(({ landing, change }) =>
      change === null ? landing.commits.map((commit) => commit.sha) : [],
    );
  const wanted = new Set(open(own));
  if (wanted.size === 0 || base === null) return { changes: [], related: {} };
  const made = (pulls: readonly PullRequest[]): PullRequest[] =>
    pulls.filter(({ mergeCommit }) => mergeCommit !== null && wanted.has(mergeCommit));
  const closed = await asFact(() => github.recentlyClosed(base));
  const first = await readParted(github, closed.kind === 'read' ? made(closed.value) : []);
  const related = await readRelated(github, open([...own, ...first]), made);
  const known = new Set(first.map(({ pull }) => pull.number));
  const others = related.flatMap(([, fact]) => (fact.kind === 'read' ? made(fact.value) : []));
  const fresh = new Map(others.filter(({ number }) => !known.has(number)).map((pull) => [pull.number, pull]));
  const second = await readParted(github, [...fresh.values()]);
  return { changes: [...first, ...second], related: Object.fromEntries(related) };
}

/** Whether those who requested changes of some pull request, and are listed in no role, belong to a role's team. */
export async function readObjectors(
  github: GitHub,
  roles: Roles,
  changes: readonly ChangeFact[],
): Promise<Pick<HistoryFacts, 'objectors'>> {
  const reviews = changes.flatMap(({ parts }) =>
    parts.kind === 'read' ? [...latestOpinions(parts.value.reviews).latest.values()] : [],
  );
  const listed = new Set(Object.values(roles).flatMap(({ holders }) => holders.map(({ id }) => id)));
  const people = new Map(
    reviews.flatMap(({ state, user }) =>
      state === 'CHANGES_REQUESTED' && user !== null && !listed.has(user.id) ? [[user.id, user] as const] : [],
    ),
  );
  const questions = Object.entries(roles).flatMap(([role, { team }]): TeamQuestion[] =>
    team === null ? [] : [...people.values()].map(({ id, login }) => ({ role, team, person: { id, login } })),
  );
  return questions.length === 0 ? {} : { objectors: await readMembers(github, roles, questions) };
}
