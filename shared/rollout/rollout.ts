import type { Artifacts } from '../adapters/artifacts/port.ts';
import type { Clock } from '../adapters/clock.ts';
import type { Files } from '../adapters/files.ts';
import type { GitHub } from '../adapters/github/port.ts';
import type { Kubernetes, KubernetesObject } from '../adapters/kubernetes/port.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { RolloutScope, StepOutcome } from '../domain/release.ts';
import type { PlannedFrom } from './plan/standing.ts';

/** What effects of a rollout need to act. */
export type RolloutPorts = {
  readonly kubernetes: Kubernetes;
  readonly clock: Clock;
  /** One line of progress for the job's log. */
  readonly say: (line: string) => void;
};

/** What an action needs that changes an environment and records it. */
export type RecordingPorts = RolloutPorts & {
  readonly github: GitHub;
  readonly artifacts: Artifacts;
  readonly files: Files;
};

/** One rollout under way. */
export type Rollout = RolloutPorts & {
  readonly scope: RolloutScope;
  readonly release: number;
  /** Every object of the release, as it is applied. */
  readonly objects: readonly KubernetesObject[];
  /** An object that stands differently by now is not applied. Null for a restore, which takes over whatever is there. */
  readonly plannedFrom: PlannedFrom | null;
  /** Aborted when the lock was lost: nothing may be changed any more. */
  readonly signal: AbortSignal;
};

/** What was collected about a failure before anything was touched. */
export type Evidence = {
  readonly what: string;
  readonly code: ReasonCode;
  readonly message: string;
  /** Where the lines come from: `pod backend-6c9, container backend`. */
  readonly logsOf: string | null;
  readonly lines: readonly string[];
  readonly events: readonly string[];
};

export type StepResult = { readonly outcome: StepOutcome; readonly evidence: readonly Evidence[] };
