import type { RunReference } from './record.ts';

/** What the runner tells about the run: read once from its environment, then passed as data. */
export type RunContext = {
  /** `owner/name`. */
  readonly repository: string;
  readonly owner: string;
  readonly repo: string;
  /** Numeric id; a fork has another one. */
  readonly repositoryId: number;
  readonly sha: string;
  readonly ref: string;
  readonly eventName: string;
  /** The event's payload. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workflow: string;
  /** File of the workflow with its ref: `acme/tracker/.github/workflows/deploy.yml@refs/heads/main`; older runners do not tell. */
  readonly workflowRef?: string;
  readonly job: string;
  /** Who started the run first, and who started this attempt. */
  readonly actor: string;
  readonly triggeringActor: string;
  /** Numeric id of `actor`. */
  readonly actorId: number;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workspace: string;
  readonly temp: string;
};

/** Address of the run in a browser. */
export const runUrl = (run: RunContext): string =>
  `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}/attempts/${run.runAttempt}`;

/** The run as records and releases name it. */
export const runReference = (run: RunContext): RunReference => ({
  repository: run.repository,
  id: run.runId,
  attempt: run.runAttempt,
  workflow: run.workflow,
  actor: run.actor,
  url: runUrl(run),
});
