import type { Merges } from '../shared/adapters/git.ts';
import type { GitHub, Opening, PullRequest, PullRequestInFull } from '../shared/adapters/github/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import { read, unavailable } from '../shared/domain/fact.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { choosePullRequest, type PullRequestQuery } from '../shared/policy/pull-request-choice.ts';
import { remakeUpdates } from './facts-sign-offs.ts';
import { asFact } from './facts-unavailable.ts';
import type { GateFacts, PullRequestReading } from './gate-facts.ts';
import type { GateRules } from './rules.ts';

/** How often a pull request is read before it is said to move too much. */
const ROUNDS = 3;

/** A member of an event's payload; undefined where the payload has none. */
function member(event: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, event);
}

const ofPullRequest = (run: RunContext): boolean => /^pull_request(_|$)/.test(run.eventName);

/**
 * The commit to decide about: the input's, else the head of the event's pull request, else the run's. On events of a
 * pull request the run's own commit is a merge that nobody has looked at.
 */
export function subjectCommit(run: RunContext, input: string | undefined): string {
  if (input !== undefined) return input;
  if (!ofPullRequest(run)) return run.sha;
  const head = member(run.event, 'pull_request', 'head', 'sha');
  if (typeof head === 'string' && /^[0-9a-f]{40}$/.test(head)) return head;
  throw new UserError('INPUT_INVALID', `the ${run.eventName} event names no head commit; give the input "commit"`);
}

/** What the run itself says about which pull request is meant. */
export function pullRequestQuery(run: RunContext, commit: string): PullRequestQuery {
  const number = member(run.event, 'pull_request', 'number');
  const pushed = run.eventName === 'push' && commit === run.sha ? /^refs\/heads\/(.+)$/.exec(run.ref)?.[1] : undefined;
  return { commit, base: pushed ?? null, number: ofPullRequest(run) && typeof number === 'number' ? number : null };
}

const sameState = (left: PullRequest, right: PullRequest): boolean =>
  (['head', 'base', 'state', 'mergedAt', 'mergeCommit', 'number', 'updatedAt'] as const).every(
    (key) => left[key] === right[key],
  );

/** What the decision about sign-offs needs beyond the pull request itself. */
export type Wanted = {
  readonly rules: GateRules;
  readonly policyBranch: string;
  /** What one request has told already; undefined when each part has to be asked for. */
  readonly opening: Opening | undefined;
  readonly merges: Merges;
};

/** The branch's log; a head whose branch nobody can read has no push time. */
export function readActivity(github: GitHub, pull: PullRequest): Promise<PullRequestReading['activity']> {
  const { headRepository } = pull;
  if (headRepository === null)
    return Promise.resolve(unavailable(`the repository of ${pull.headBranch} was deleted`, 'SIGNOFF_PUSH_UNKNOWN'));
  return asFact(() => github.branchActivity(headRepository, pull.headBranch, pull.head));
}

/** Reads everything about one pull request, then looks whether it is still the same; else once more from the start. */
async function readInOnePiece(github: GitHub, first: PullRequest, wanted: Wanted): Promise<PullRequestReading> {
  let pull = first;
  for (let rounds = 1; rounds <= ROUNDS; rounds += 1) {
    const [reviews, commits, activity, baseProtected] = await Promise.all([
      github.reviews(pull.number),
      github.commitsOfPullRequest(pull.number),
      readActivity(github, pull),
      readProtection(github, pull, wanted),
    ]);
    const after = await github.pullRequest(pull.number);
    const whole = commits.some((commit) => commit.sha === pull.head);
    if (sameState(pull, after) && whole) {
      const updates = await remakeUpdates(wanted.merges, wanted.rules, { pull, commits });
      return { pull: after, reviews, commits, baseProtected, activity, updates, rounds };
    }
    pull = after;
  }
  throw new UserError(
    'PULL_REQUEST_MOVED',
    `#${pull.number} changed each of the ${ROUNDS} times that it was read; its head is now ${pull.head.slice(0, 12)}; run the gate again`,
  );
}

/** The configuration was read from a protected branch or not at all. */
const readProtection = async (github: GitHub, pull: PullRequest, wanted: Wanted): Promise<boolean> =>
  pull.base === wanted.policyBranch || ((await github.branch(pull.base))?.protected ?? false);

/** Whether GitHub's own log says that the branch has moved on since the head was read. */
function movedOn({ pull, activity }: Pick<PullRequestReading, 'pull' | 'activity'>): boolean {
  if (pull.state !== 'open' || activity.kind === 'unavailable') return false;
  const [newest] = activity.value;
  return newest !== undefined && newest.after !== pull.head;
}

/**
 * A pull request whose parts came with the opening. One answer is of one moment, so only what came in several needs a
 * second look. Undefined when it has moved: then it is read from the start.
 */
async function readFromOpening(
  github: GitHub,
  parts: PullRequestInFull,
  wanted: Wanted,
): Promise<PullRequestReading | undefined> {
  const { pull, reviews, commits } = parts;
  const [activity, baseProtected] = await Promise.all([
    readActivity(github, pull),
    readProtection(github, pull, wanted),
  ]);
  if (!commits.some((commit) => commit.sha === pull.head) || movedOn({ pull, activity })) return undefined;
  if (parts.answers > 1 && !sameState(pull, await github.pullRequest(pull.number))) return undefined;
  const updates = await remakeUpdates(wanted.merges, wanted.rules, { pull, commits });
  return { pull, reviews, commits, baseProtected, activity, updates, rounds: 1 };
}

/**
 * Pull requests related to the commit. What the opening relates is enough when the merged one is there, or the one of
 * the event: GitHub's GraphQL drops relations of new and of old commits, so that an open one alone may hide the one that
 * made the commit, and that there is none is only believed of REST and of the list of what was merged last.
 */
async function readRelated(
  github: GitHub,
  query: PullRequestQuery,
  opening: Opening | undefined,
): Promise<GateFacts['pullRequests']['related']> {
  const opened = opening?.pulls.map(({ pull }) => pull) ?? [];
  const { kind } = choosePullRequest(opened, query);
  if (kind === 'merged' || (kind === 'open' && query.number !== null)) return read(opened);
  const { base, commit } = query;
  return asFact(async () => {
    const related = await github.pullRequestsOfCommit(commit);
    if (base === null || choosePullRequest(related, query).kind === 'merged') return related;
    const made = (await github.recentlyClosed(base)).filter((pull) => pull.mergeCommit === commit);
    return [...related.filter(({ number }) => !made.some((one) => one.number === number)), ...made];
  });
}

/** Reads the pull requests of a commit, and the chosen one in full when sign-offs are asked for. */
export async function readPullRequests(
  github: GitHub,
  query: PullRequestQuery,
  wanted: Wanted,
): Promise<GateFacts['pullRequests']> {
  const related = await readRelated(github, query, wanted.opening);
  const choice = related.kind === 'read' ? choosePullRequest(related.value, query) : undefined;
  const needed = wanted.rules.seats.length > 0;
  if (choice === undefined || !('pull' in choice) || !needed) return { query, related, reading: null };
  const { pull } = choice;
  const parts = wanted.opening?.pulls.find((one) => one.pull.number === pull.number)?.parts ?? null;
  const reading = await asFact(async () => {
    const opened = parts === null ? undefined : await readFromOpening(github, parts, wanted);
    if (opened !== undefined) return opened;
    const first = parts === null ? pull : await github.pullRequest(pull.number);
    return readInOnePiece(github, first, wanted);
  });
  return { query, related, reading };
}
