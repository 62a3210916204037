import type { DaemonSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { type Observation, ready, waiting } from './assessment.ts';
import { isUnobserved, ownedBy, type Related } from './facts.ts';
import { bySurety, podFaults } from './pods.ts';
import { refusedByEvents } from './refused-pods.ts';
import type { ReadinessRules } from './rules.ts';

/** The controller counts templates in this annotation and writes the number on each pod. */
const TEMPLATE = 'deprecated.daemonset.template.generation';
const POD_TEMPLATE = 'pod-template-generation';

/**
 * A DaemonSet is ready when every node that should have its pod has one of the newest revision that is available. The
 * controller takes away nodes that leave and adds those that join, so the live count is compared.
 */
export function observeDaemonSet(set: DaemonSet, related: Related, rules: ReadinessRules): Observation {
  if (isUnobserved(set)) return waiting('the controller has not seen the newest version yet');
  const wanted = set.status?.desiredNumberScheduled ?? 0;
  const onDelete = set.spec?.updateStrategy?.type === 'OnDelete';
  const updated = set.status?.updatedNumberScheduled ?? 0;
  const available = set.status?.numberAvailable ?? 0;
  const message = `${updated} of ${wanted} updated, ${available} available`;
  if ((onDelete || updated === wanted) && available === wanted && (set.status?.numberReady ?? 0) === wanted) {
    return ready(wanted === 0 ? 'no node is selected' : message);
  }
  const pods = ownedBy(set, related.pods).filter((pod) => isNewest(set, pod));
  const refused = refusedByEvents(set, related.events, false, rules);
  const faults = [...podFaults(pods, related.events, rules), ...(refused === undefined ? [] : [refused])];
  return waiting(message, bySurety(faults));
}

function isNewest(set: DaemonSet, pod: Pod): boolean {
  const newest = set.metadata?.annotations?.[TEMPLATE];
  const own = pod.metadata?.labels?.[POD_TEMPLATE];
  return newest === undefined || own === undefined || newest === own;
}
