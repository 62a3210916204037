import type { Fact } from '../shared/domain/fact.ts';
import type { PolicyReference } from '../shared/domain/record.ts';
import type { RolloutScope, RolloutState } from '../shared/domain/release.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import type { RecordCandidate } from '../shared/policy/earlier-record.ts';
import type { PlanProblem } from '../shared/rollout/plan/place.ts';

/** A checkpoint as a deployment knows it. */
export type CheckpointRule = { readonly id: string; readonly title: string; readonly after: readonly string[] };

/** What the configuration asks of a deployment to this environment. */
export type DeployRules = {
  /** Null: the record of the build is enough. */
  readonly before: CheckpointRule | null;
  readonly during: CheckpointRule | null;
  readonly after: CheckpointRule | null;
  readonly probes: number;
};

/** One object of the plan, as the record keeps it: what, from where, and the hash of exactly what is applied. */
type PlannedObject = {
  readonly what: string;
  readonly file: string;
  readonly line: number;
  readonly step: string;
  readonly change: 'create' | 'update' | 'none';
  readonly sha256: string;
};

export type PlanFacts = {
  readonly release: number;
  readonly objects: readonly PlannedObject[];
  readonly problems: readonly PlanProblem[];
  readonly prune: readonly string[];
  /** Not in the manifests any more, left in the cluster because data would go with them. */
  readonly keep: readonly string[];
  /** Earlier releases that could not be read, so that what they brought is not known. */
  readonly unreadable: readonly string[];
};

/** Everything that the deployment is decided by, as plain JSON: it goes into the record. The same facts, the same decision. */
export type DeployFacts = {
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly repository: { readonly id: number; readonly name: string };
  readonly scope: RolloutScope;
  readonly policy: PolicyReference;
  readonly rules: DeployRules;
  readonly subject: { readonly commit: string; readonly tree: string };
  /** HEAD of the workspace; null when it is no repository. */
  readonly checkout: string | null;
  readonly run: Pick<RunContext, 'runId' | 'runAttempt' | 'actor' | 'triggeringActor' | 'eventName' | 'ref'>;
  readonly server: { readonly version: string; readonly url: string };
  /** Records of the commit by checkpoint; `build` for the build's. */
  readonly records: Readonly<Record<string, Fact<readonly RecordCandidate[]>>>;
  /** The rest of the commit's records, when those build on some of them. */
  readonly chain?: Fact<readonly RecordCandidate[]>;
  readonly state: RolloutState;
  /** Null while the checkpoint before is not passed: nothing is planned with images that nobody validated. */
  readonly plan: PlanFacts | null;
};
