import type { BranchActivity, Commit, PullRequest, Review } from '../adapters/github/port.ts';
import type { CarryOver } from '../config/schema/people.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';

/** What the head of a pull request is, and how it became that. */
export type HeadHistory = {
  readonly pull: PullRequest;
  readonly commits: readonly Commit[];
  /** Log of the head branch, newest first, by GitHub's own clock. */
  readonly activity: Fact<readonly BranchActivity[]>;
  /** Merges of the base into the head that were made again: `clean`, or why they are not, by the merge's sha. */
  readonly updates: Readonly<Record<string, string>>;
};

/** Whether an approval is about the head as it is: what a role has to tolerate for it, or which half failed. */
export type Freshness =
  | { readonly kind: 'fresh'; readonly needs: CarryOver; readonly why: string }
  | { readonly kind: 'stale' | 'unknown'; readonly code: ReasonCode; readonly why: string };

export const CLEAN = 'clean';

const short = (sha: string): string => sha.slice(0, 12);
const stale = (code: ReasonCode, why: string): Freshness => ({ kind: 'stale', code, why });
const fresh = (needs: CarryOver, why: string): Freshness => ({ kind: 'fresh', needs, why });

/** Newest first, whatever the order of the list was. Entries after the merge no longer move the pull request's head. */
function upToMerge(activity: readonly BranchActivity[], mergedAt: string | null): readonly BranchActivity[] {
  const end = mergedAt === null ? Number.POSITIVE_INFINITY : Date.parse(mergedAt);
  return activity
    .filter((entry) => Date.parse(entry.at) <= end)
    .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at));
}

/** When the head became the head, by GitHub's clock: the last time, if it was pushed away and back. */
const pushOfHead = (pull: PullRequest, activity: readonly BranchActivity[]): BranchActivity | undefined =>
  upToMerge(activity, pull.mergedAt).find((entry) => entry.after === pull.head);

/**
 * What the branch was at when somebody submitted. Undefined when nothing tells, also when a push has the same second:
 * then it is not known what the person saw.
 */
function headAt(activity: readonly BranchActivity[], submitted: number): string | undefined {
  if (activity.some((entry) => Date.parse(entry.at) === submitted)) return undefined;
  return activity.find((entry) => Date.parse(entry.at) < submitted)?.after;
}

/**
 * Merges of the base into the head, newest first, from the head back to the first commit that is none. A parent that
 * is not among the pull request's commits is on the base: that is what the list leaves out.
 */
export function updateMerges(head: string, commits: readonly Commit[]): readonly Commit[] {
  const own = new Map(commits.map((commit) => [commit.sha, commit]));
  const found: Commit[] = [];
  for (let at = own.get(head); at !== undefined && found.length < commits.length; ) {
    const [first = '', second = '', ...more] = at.parents;
    if (second === '' || more.length > 0 || !own.has(first) || own.has(second)) break;
    found.push(at);
    at = own.get(first);
  }
  return found;
}

/** Whether only clean merges of the base lie between a commit and the head. */
function isUpdatedTo(history: HeadHistory, commit: string): boolean {
  for (const merge of updateMerges(history.pull.head, history.commits)) {
    if (history.updates[merge.sha] !== CLEAN) return false;
    if (merge.parents[0] === commit) return true;
  }
  return false;
}

/**
 * Judges an approval's binding to the head. GitHub re-points the commit of a review on its own, so the commit is
 * necessary and not sufficient: the approval must also have come after the head was pushed, by GitHub's clock and never
 * by a date in a commit. An approval from before that push counts only where a role tolerates it, and only when the
 * branch was at the approved commit when the approval was submitted.
 */
export function freshnessOf(review: Review, history: HeadHistory): Freshness {
  const { pull, commits, activity } = history;
  if (review.commit === null) return stale('SIGNOFF_STALE_COMMIT', 'the commit that it is about is gone');
  const about = review.commit;
  const headTree = commits.find((commit) => commit.sha === pull.head)?.tree;
  const tree = review.tree ?? commits.find((commit) => commit.sha === about)?.tree;
  const same = about === pull.head || (tree !== undefined && tree === headTree);
  const otherContent = stale(
    'SIGNOFF_STALE_COMMIT',
    `it is about ${short(about)}, the head is ${short(pull.head)} with other content`,
  );
  if (activity.kind === 'unavailable') {
    const why = `when the head was pushed is not known (${activity.reason})`;
    return same ? { kind: 'unknown', code: 'SIGNOFF_PUSH_UNKNOWN', why } : otherContent;
  }
  const log = upToMerge(activity.value, pull.mergedAt);
  const push = pushOfHead(pull, log);
  if (push === undefined) {
    const why = `GitHub's log of ${pull.headBranch} does not say when ${short(pull.head)} was pushed`;
    return same ? { kind: 'unknown', code: 'SIGNOFF_PUSH_UNKNOWN', why } : otherContent;
  }
  const submitted = Date.parse(review.submittedAt ?? '');
  if (same && submitted > Date.parse(push.at)) {
    const what = about === pull.head ? 'the head' : 'the same content as the head';
    return fresh('none', `approved ${what} ${short(pull.head)} on ${review.submittedAt}`);
  }
  return carried(review, history, log, push) ?? (same ? tooEarly(review, pull, push) : otherContent);
}

const tooEarly = (review: Review, pull: PullRequest, push: BranchActivity): Freshness =>
  stale(
    'SIGNOFF_STALE_PUSH',
    `it was submitted at ${review.submittedAt}, not after the head ${short(pull.head)} was pushed at ${push.at}`,
  );

function carried(
  review: Review,
  history: HeadHistory,
  log: readonly BranchActivity[],
  push: BranchActivity,
): Freshness | undefined {
  const { pull, commits } = history;
  const about = review.commit ?? '';
  const submitted = Date.parse(review.submittedAt ?? '');
  if (headAt(log, submitted) !== about) return undefined;
  const told = `approved ${short(about)} on ${review.submittedAt}, before the head ${short(pull.head)} was pushed at ${push.at}`;
  const tree = review.tree ?? commits.find((commit) => commit.sha === about)?.tree;
  const headTree = commits.find((commit) => commit.sha === pull.head)?.tree;
  if (tree !== undefined && tree === headTree) return fresh('same-tree', `${told}, which has the same tree`);
  if (isUpdatedTo(history, about))
    return fresh('clean-update', `${told}, which only merges ${pull.base} without a hand`);
  return undefined;
}
