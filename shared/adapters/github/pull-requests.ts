import type { OpenedDeployments } from './deployments.ts';

/** An account; null in the fields below where GitHub knows none (deleted account, unmapped e-mail address). */
export type Account = {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization' | 'Mannequin';
};

export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Account | null;
  readonly committer: Account | null;
  readonly authorEmail: string;
  readonly committerEmail: string;
  readonly message: string;
};

export type Opening = {
  /** Null when GraphQL does not know everybody that it names. */
  readonly commit: Commit | null;
  /** Null when there is none, or when what came is not provably its bytes. */
  readonly file: Uint8Array | null;
  /** `parts` is null where not all of them could be read this way. */
  readonly pulls: readonly { readonly pull: PullRequest; readonly parts: PullRequestInFull | null }[];
  /** Null when no environment was named, or when they could not be read this way. */
  readonly deployments: OpenedDeployments | null;
};

/** A pull request with all its reviews and commits, from this many answers: one answer is of one moment. */
export type PullRequestInFull = {
  readonly pull: PullRequest;
  readonly reviews: readonly Review[];
  readonly commits: readonly Commit[];
  readonly answers: number;
};

export type PullRequest = {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly opener: Account | null;
  readonly base: string;
  readonly head: string;
  /** Name of the head branch. */
  readonly headBranch: string;
  /** `owner/name` of the head branch's repository; null when the fork was deleted. */
  readonly headRepository: string | null;
  /** Repository id of the head branch; null when the fork was deleted. */
  readonly headRepositoryId: number | null;
  /** RFC 3339; null while not merged. */
  readonly mergedAt: string | null;
  readonly mergeCommit: string | null;
  /** RFC 3339: moves with every review, push and change of the pull request. */
  readonly updatedAt: string;
};

export type Review = {
  readonly id: number;
  readonly user: Account | null;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** The commit that GitHub attributes the review to; null when it is gone. Necessary but not sufficient for freshness. */
  readonly commit: string | null;
  /** Tree of `commit`; null when the answer did not say it. */
  readonly tree: string | null;
  /** RFC 3339; null while pending. */
  readonly submittedAt: string | null;
  readonly body: string;
  /** The last edit of the body; null for none. REST does not tell it: `unknown`. */
  readonly edited: { readonly at: string; readonly by: Account | null } | 'unknown' | null;
  readonly url: string;
};

/** One entry of a branch's log. */
export type BranchActivity = {
  /** The commit that the branch was at afterwards; zeros after a deletion. */
  readonly after: string;
  /** RFC 3339, by GitHub's clock. */
  readonly at: string;
  /** `push`, `force_push`, `branch_creation`, `branch_deletion`, `pr_merge`, `merge_queue_merge`. */
  readonly type: string;
  readonly by: Account | null;
};
