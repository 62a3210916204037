import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { type Observation, ready, waiting } from './assessment.ts';
import { condition, isUnobserved, ownedBy, type Related } from './facts.ts';
import { podFaults } from './pods.ts';
import { refusal } from './refused-pods.ts';
import type { ReadinessRules } from './rules.ts';

/** A ReplicaSet that someone applies by itself. */
export function observeReplicaSet(set: ReplicaSet, related: Related, rules: ReadinessRules): Observation {
  if (isUnobserved(set)) return waiting('the controller has not seen the newest version yet');
  const wanted = set.spec?.replicas ?? 1;
  const available = set.status?.availableReplicas ?? 0;
  const message = `${available} of ${wanted} available`;
  if (available === wanted && (set.status?.replicas ?? 0) === wanted) return ready(message);
  const refused = condition(set, 'ReplicaFailure');
  const faults = refused?.status === 'True' ? [refusal(set, refused.message ?? '', false, rules)] : [];
  return waiting(message, [...faults, ...podFaults(ownedBy(set, related.pods), related.events, rules)]);
}
