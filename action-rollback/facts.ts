import type { Fact } from '../shared/domain/fact.ts';
import type { PolicyReference } from '../shared/domain/record.ts';
import type { RolloutScope, RolloutState } from '../shared/domain/release.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import type { Subject } from '../shared/domain/subject.ts';
import type { RecordCandidate } from '../shared/policy/earlier-record.ts';
import type { PlanProblem } from '../shared/rollout/plan/place.ts';

/** Everything that a rollback is decided by, as plain JSON: it goes into the record. The same facts, the same decision. */
export type RollbackFacts = {
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly repository: { readonly id: number; readonly name: string };
  readonly scope: RolloutScope;
  readonly policy: PolicyReference;
  /** The checkpoint that a rollback has to pass; null for none. */
  readonly checkpoint: { readonly id: string; readonly title: string } | null;
  readonly request: { readonly to: string; readonly reason: string; readonly allowDataLoss: boolean };
  readonly run: Pick<RunContext, 'runId' | 'runAttempt' | 'actor' | 'triggeringActor' | 'eventName' | 'ref' | 'sha'>;
  /** Tree of the commit that the workflow runs at. */
  readonly tree: string;
  readonly server: { readonly version: string; readonly url: string };
  readonly state: RolloutState;
  /** Records of the checkpoint for the workflow's commit. */
  readonly records: Fact<readonly RecordCandidate[]>;
  /** The rest of that commit's records, when those build on some of them. */
  readonly chain?: Fact<readonly RecordCandidate[]>;
  /** The release that was asked for, and what applying it would do; null when there is no such release. */
  readonly target: TargetFacts | null;
};

export type TargetFacts = {
  readonly release: number;
  readonly subject: Subject;
  readonly objects: readonly { readonly what: string; readonly change: 'create' | 'update' | 'none' }[];
  readonly problems: readonly PlanProblem[];
  /** What other releases brought and the target does not have. */
  readonly remove: readonly string[];
};
