import type { Account, Commit } from './port.ts';

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

export type DeploymentEvent = {
  readonly id: number;
  /** `success`, `failure`, `error`, `inactive`, `in_progress`, `queued`, `pending`. */
  readonly state: string;
  /** RFC 3339, by GitHub's clock. */
  readonly at: string;
  /** Address of the log that the status names; null when it names none. */
  readonly logUrl: string | null;
};
