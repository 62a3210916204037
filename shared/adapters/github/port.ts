import type { Digest } from '../../domain/subject.ts';
import type {
  Comparison,
  DeploymentEvent,
  DeploymentList,
  DeploymentRequest,
  DeploymentStatus,
} from './deployments.ts';
import type { Job } from './jobs.ts';
import type {
  Account,
  BranchActivity,
  Commit,
  Opening,
  PullRequest,
  PullRequestInFull,
  Review,
} from './pull-requests.ts';

export type { Comparison, Deployment, DeploymentEvent, DeploymentRequest, DeploymentStatus } from './deployments.ts';
export type { Job } from './jobs.ts';
export type {
  Account,
  BranchActivity,
  Commit,
  Opening,
  PullRequest,
  PullRequestInFull,
  Review,
} from './pull-requests.ts';

/**
 * What Countersign asks GitHub, in our words. Every read pages to the end; a failed read throws
 * `UserError('GITHUB_UNREADABLE')` that names the call and the permission, so that nothing unread can look empty.
 * `undefined` is given only for a 404 where absence is an answer, and the method says so.
 */
export type GitHub = {
  /** Number of requests sent to the API so far, retries included; the store that artifacts are fetched from is none of it. */
  calls(): number;
  /** GitHub's own clock, as its last answer told it, in milliseconds since the epoch; null before any answer told it. */
  time(): number | null;
  /** What is left of each limit that an answer named, as the last one told it; downloads of artifacts tell none. */
  quotas(): readonly Quota[];
  repository(): Promise<Repository>;
  /** A branch with its protection; undefined when there is none of that name. */
  branch(name: string): Promise<Branch | undefined>;
  /** A file at a commit, branch or tag; undefined when it is not there. At most 1 MB. */
  file(path: string, ref: string): Promise<Uint8Array | undefined>;
  commit(sha: string): Promise<Commit>;
  /**
   * The first question of a gate in one request: a commit with the pull requests around it, a file at another commit,
   * and the newest deployments to an environment, if any is named. Undefined when GitHub refuses such a question; each
   * part can then be asked for by itself.
   */
  opening(
    commit: string,
    file: { readonly path: string; readonly ref: string },
    environment: string | null,
  ): Promise<Opening | undefined>;
  /** Pull requests that GitHub relates to a commit: open ones too, so filter by merge facts. */
  pullRequestsOfCommit(sha: string): Promise<readonly PullRequest[]>;
  /**
   * The same for many commits in few requests. What is missing, or has none, was not told: GitHub drops relations here
   * now and then, so that only `pullRequestsOfCommit` can say that there are none.
   */
  pullRequestsOfCommits(shas: readonly string[]): Promise<ReadonlyMap<string, readonly PullRequest[]>>;
  pullRequest(number: number): Promise<PullRequest>;
  /** Many pull requests with their parts in few requests, by number; those that cannot be read this way are left out. */
  pullRequestsInFull(numbers: readonly number[]): Promise<ReadonlyMap<number, PullRequestInFull>>;
  /** All reviews in the order of their submission. */
  reviews(pullRequest: number): Promise<readonly Review[]>;
  /** All commits of a pull request. @throws beyond 250, GitHub's limit, because the list would be cut off. */
  commitsOfPullRequest(pullRequest: number): Promise<readonly Commit[]>;
  /**
   * What was done to a branch, newest first and at least back to when it was last moved to `until`, from the log that
   * GitHub keeps itself; all of it when it was never moved there.
   * @param repository `owner/name` of the repository that has the branch; a fork's log can be read when it is public
   */
  branchActivity(repository: string, branch: string, until: string): Promise<readonly BranchActivity[]>;
  /**
   * How an account stands to a team, sub-teams included. @throws UserError('GITHUB_UNREADABLE') when the token cannot
   * see the team itself: GitHub answers 404 for that too, and it must not look like "not a member".
   */
  membership(team: string, login: string): Promise<'active' | 'pending' | 'none'>;
  /** The same without sub-teams: whether the account belongs to the team itself. @throws as `membership` does */
  immediateMembership(team: string, person: Pick<Account, 'id' | 'login'>): Promise<'active' | 'none'>;
  /** Approvals and rejections of the environments that a run waited for. GitHub tells neither when nor in which attempt. */
  environmentReviews(run: number): Promise<readonly EnvironmentReview[]>;
  /** Artifacts of exactly this name, of any run of the repository; as long as GitHub keeps them. */
  artifactsNamed(name: string): Promise<readonly Artifact[]>;
  /** A run with who started it. */
  startedRun(run: number): Promise<StartedRun>;
  /** Workflow runs whose head is this commit. */
  runsOfCommit(sha: string): Promise<readonly WorkflowRun[]>;
  artifactsOfRun(run: number): Promise<readonly Artifact[]>;
  /** Every execution of every job of a run, those of earlier attempts too. */
  jobsOfRun(run: number): Promise<readonly Job[]>;
  /** The artifact's zip. @throws when its bytes are not the digest that GitHub states. */
  downloadArtifact(artifact: Artifact): Promise<Uint8Array>;
  /** How `to` stands to `from`, and every commit that only `to` has. @throws when there are more than 2500. */
  commitsBetween(from: string, to: string): Promise<Comparison>;
  /** The at most 100 closed pull requests into a branch that were touched last. */
  recentlyClosed(base: string): Promise<readonly PullRequest[]>;
  /** Deployments to an environment, the newest 100, newest first; `complete` when there are no older ones. */
  deployments(environment: string): Promise<DeploymentList>;
  /** Every status that a deployment was given, oldest first. */
  deploymentEvents(deployment: number): Promise<readonly DeploymentEvent[]>;
  /** Writes: sent once, never repeated blindly. */
  createDeployment(request: DeploymentRequest): Promise<number>;
  setDeploymentStatus(deployment: number, status: DeploymentStatus): Promise<void>;
  /** The comments of a pull request's conversation, oldest first. */
  comments(pullRequest: number): Promise<readonly Comment[]>;
  createComment(pullRequest: number, body: string): Promise<void>;
  updateComment(comment: number, body: string): Promise<void>;
};

/** One of GitHub's limits of an hour: `core` counts requests to REST, `graphql` points. */
export type Quota = { readonly resource: string; readonly limit: number; readonly remaining: number };

export type Repository = { readonly id: number; readonly defaultBranch: string };

export type Branch = { readonly name: string; readonly sha: string; readonly protected: boolean };

export type EnvironmentReview = {
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly user: Account | null;
  readonly comment: string;
  /** Names of the environments. */
  readonly environments: readonly string[];
};

export type WorkflowRun = {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  /** Null when the fork that it came from was deleted. */
  readonly headRepositoryId: number | null;
  readonly repositoryId: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly url: string;
};

/** Who started a run first, and who started its last attempt. */
export type StartedRun = WorkflowRun & { readonly actor: Account | null; readonly triggeringActor: Account | null };

export type Comment = { readonly id: number; readonly author: Account | null; readonly body: string };

export type Artifact = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** sha256 of the zip; null for artifacts older than artifact actions v4. */
  readonly digest: Digest | null;
  readonly expired: boolean;
  readonly createdAt: string;
  readonly runId: number;
  readonly headSha: string;
  /** Null when the fork that it came from was deleted. */
  readonly headRepositoryId: number | null;
  readonly repositoryId: number;
};
