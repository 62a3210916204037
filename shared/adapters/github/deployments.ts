import type { Account, Commit } from './pull-requests.ts';

export type DeploymentRequest = {
  readonly sha: string;
  readonly environment: string;
  readonly description: string;
  readonly payload: Readonly<Record<string, string>>;
};

export type DeploymentStatus = {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl?: string;
};

export type Comparison = {
  /** `ahead`: `to` descends from `from`; `diverged`: each has commits that the other has not. */
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly commits: readonly Commit[];
};

/** A deployment as GitHub keeps it. Anyone with write access can make one: it says where to look, and proves nothing. */
export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  /** Id of the run that says that it deployed; null when it does not say. */
  readonly run: number | null;
  readonly creator: Account | null;
  /** RFC 3339, by GitHub's clock. */
  readonly createdAt: string;
};

/** The newest deployments to an environment, newest first; `complete` when there are no older ones. */
export type DeploymentList = { readonly newest: readonly Deployment[]; readonly complete: boolean };

/** Deployments with what happened to them, by their ids; those whose statuses are not all known, in order, are left out. */
export type OpenedDeployments = DeploymentList & {
  readonly environment: string;
  readonly events: ReadonlyMap<number, readonly DeploymentEvent[]>;
};

export type DeploymentEvent = {
  /** GraphQL has none: there it is the place among the deployment's statuses. */
  readonly id: number;
  /** `success`, `failure`, `error`, `inactive`, `in_progress`, `queued`, `pending`. */
  readonly state: string;
  /** RFC 3339, by GitHub's clock. */
  readonly at: string;
  /** Address of the log that the status names; null when it names none. */
  readonly logUrl: string | null;
};
