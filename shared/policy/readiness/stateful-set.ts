import type { StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { type Fault, type Observation, ready, waiting } from './assessment.ts';
import { isUnobserved, nameOf, ownedBy, type Related } from './facts.ts';
import { bySurety, counts, podFaults } from './pods.ts';
import { refusedByEvents } from './refused-pods.ts';
import type { ReadinessRules } from './rules.ts';

const HASH = 'controller-revision-hash';

/**
 * A StatefulSet is ready when all its pods are available and those above the partition have the newest revision. Under
 * `OnDelete` the revision is somebody else's business: pods change when someone deletes them.
 */
export function observeStatefulSet(set: StatefulSet, related: Related, rules: ReadinessRules): Observation {
  if (isUnobserved(set)) return waiting('the controller has not seen the newest version yet');
  const { wanted, available, updated, needed, total } = countsOf(set);
  const message = `${updated} of ${needed} updated, ${available} of ${wanted} available`;
  if (available === wanted && updated >= needed && total === wanted) return ready(noteFor(set, message));
  const pods = ownedBy(set, related.pods);
  const newest = pods.filter((pod) => pod.metadata?.labels?.[HASH] === set.status?.updateRevision);
  const refused = refusedByEvents(set, related.events, false, rules);
  const faults = [
    ...podFaults(newest, related.events, rules),
    ...(refused === undefined ? [] : [refused]),
    ...blockers(
      set,
      pods.filter((pod) => !newest.includes(pod)),
      updated < needed,
      related,
      rules,
    ),
  ];
  return waiting(message, bySurety(faults));
}

function countsOf(set: StatefulSet) {
  const wanted = set.spec?.replicas ?? 1;
  const status = set.status;
  const onDelete = set.spec?.updateStrategy?.type === 'OnDelete';
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  // Equal revisions in the status prove nothing: after going back they are equal while the bad pods are still there.
  return {
    wanted,
    available: Math.min(status?.readyReplicas ?? 0, status?.availableReplicas ?? status?.readyReplicas ?? 0),
    updated: status?.updatedReplicas ?? 0,
    needed: onDelete ? 0 : Math.max(0, wanted - partition),
    total: status?.replicas ?? 0,
  };
}

function noteFor(set: StatefulSet, message: string): string {
  const { type } = set.spec?.updateStrategy ?? {};
  return type === 'OnDelete' ? `${message}; OnDelete: a pod changes when someone deletes it` : message;
}

/**
 * With ordered pods the controller waits for ever for a broken pod of an older revision instead of replacing it
 * (kubernetes/kubernetes#67250), also when the newest revision would heal it.
 */
function blockers(
  set: StatefulSet,
  old: readonly Pod[],
  behind: boolean,
  related: Related,
  rules: ReadinessRules,
): readonly Fault[] {
  if (!behind || set.spec?.podManagementPolicy === 'Parallel') return [];
  const broken = podFaults(old.filter(counts), related.events, rules).filter((fault) => fault.grace !== undefined);
  return broken.map((fault) => ({
    ...fault,
    key: `${fault.key}/stuck`,
    code: 'WORKLOAD_STUCK',
    message: `${nameOf(set)}: a pod of an older revision blocks the update: ${fault.message}`,
    grace: Math.max(rules.stuck, fault.grace ?? 0),
  }));
}
