import type { ArtifactStore } from '../../results/store.ts';
import type { GitRepository } from '../git.ts';

/** An account of GitHub. `emails` are what its commits are recognised by. */
export type AccountRecord = {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  name: string | null;
  readonly emails: string[];
};

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export type ReviewRecord = {
  readonly id: number;
  /** Account id; the account may be deleted later, and then GitHub says null. */
  readonly by: number;
  state: ReviewState;
  /** What GitHub attributes the review to. It re-points this on its own, so tests may too. */
  commit: string | null;
  submittedAt: string | null;
  body: string;
  /** The last edit of the body. */
  edited?: { readonly at: string; readonly by: number };
};

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export type PullRequestRecord = {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string | null;
  readonly opener: number;
  base: string;
  readonly head: string;
  /** Where the head branch lives; the repository itself unless the pull request comes from a fork, null when that was deleted. */
  headRepository: { readonly id: number; readonly owner: string } | null;
  draft: boolean;
  readonly createdAt: string;
  /** Moves with every review and with the end; pushes are added where it is shown. */
  updatedAt: string;
  /** Set when closed: the head and base that it had then. */
  closed: { readonly at: string; readonly head: string; readonly baseSha: string } | undefined;
  merged: { readonly by: number; readonly commit: string; readonly method: MergeMethod } | undefined;
  readonly reviews: ReviewRecord[];
};

export type ApprovalRecord = {
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected';
  readonly by: number;
  readonly comment: string;
};

export type RunRecord = {
  readonly id: number;
  attempt: number;
  readonly name: string;
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepositoryId: number;
  status: string;
  conclusion: string | null;
  readonly createdAt: string;
  readonly actor: number;
  readonly triggeringActor: number;
  readonly approvals: ApprovalRecord[];
  /** Every execution of every job, those of earlier attempts too. */
  readonly jobs: JobRecord[];
};

export type JobRecord = {
  readonly id: number;
  readonly name: string;
  readonly attempt: number;
  readonly startedAt: string;
  readonly completedAt: string | null;
};

export type ActivityRecord = {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly at: string;
  readonly type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';
  readonly by: number;
};

export type TeamRecord = {
  readonly id: number;
  readonly org: string;
  readonly slug: string;
  /** Slug of the team that this one is a child of. */
  readonly parent: string | null;
  readonly members: {
    readonly account: number;
    readonly role: 'member' | 'maintainer';
    readonly state: 'active' | 'pending';
  }[];
};

export type DeploymentStatusRecord = {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly by: number;
  readonly at: string;
};

export type DeploymentRecord = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly by: number;
  readonly at: string;
  readonly statuses: DeploymentStatusRecord[];
};

export type CommentRecord = {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly by: number;
  readonly at: string;
  updatedAt: string;
};
export type CheckRecord = { readonly id: number; readonly at: string; fields: Readonly<Record<string, unknown>> };

export type RepositoryRecord = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  defaultBranch: string;
  readonly private: boolean;
};

/** Everything that the stand-in knows. Plain and mutable: a test may change any of it at any time. */
export type WorldState = {
  readonly repository: RepositoryRecord;
  readonly git: GitRepository;
  readonly accounts: Map<number, AccountRecord>;
  readonly protections: Set<string>;
  readonly pulls: Map<number, PullRequestRecord>;
  /** Pull requests whose relation to a commit GitHub does not tell, as happens for new and for old commits. */
  readonly dropped: { readonly graphql: Set<number>; readonly rest: Set<number> };
  readonly runs: Map<number, RunRecord>;
  /** Newest last. */
  readonly activities: ActivityRecord[];
  readonly teams: TeamRecord[];
  readonly deployments: DeploymentRecord[];
  readonly comments: CommentRecord[];
  readonly checks: CheckRecord[];
  /** Shared with the results service: what is uploaded there is listed here. */
  readonly artifacts: ArtifactStore;
  /** RFC 3339 in UTC, as GitHub writes it. */
  now(): string;
  /** A second of its own, after every earlier one: when something happens. People never push and approve at once. */
  tick(): string;
  /** A number that was not given out before. */
  nextId(): number;
};

/** `github-actions[bot]`, the account behind a run's own token. */
export const ACTIONS_BOT = 41898282;
/** `ghost`, whom GitHub shows where an account was deleted. */
export const GHOST = 10137;

/** An account by login, without regard to case as on GitHub. @throws when the test did not add it. */
export function accountByLogin(state: WorldState, login: string): AccountRecord {
  const found = [...state.accounts.values()].find((account) => account.login.toLowerCase() === login.toLowerCase());
  if (found === undefined) throw new Error(`the world has no account "${login}": add it with world.addAccount`);
  return found;
}
