import type { KubernetesObject } from '../adapters/kubernetes/port.ts';
import { addressOf } from './plan/address.ts';
import type { Rollout } from './rollout.ts';

const INTERVAL_MS = 200;
/** The controller sees a new template within milliseconds; when it does not, the watch tells why. */
const PATIENCE_MS = 10_000;

/**
 * Removes the pods that hold a StatefulSet back: its controller waits for a broken pod of another revision for ever
 * instead of replacing it (kubernetes/kubernetes#67250). Ready pods are left to the controller.
 */
export async function unstickStatefulSets(rollout: Rollout, applied: readonly KubernetesObject[]): Promise<void> {
  const sets = applied.filter(({ kind }) => kind === 'StatefulSet');
  await Promise.all(sets.map((set) => unstick(rollout, set)));
}

async function unstick(rollout: Rollout, set: KubernetesObject): Promise<void> {
  const revision = await updateRevision(rollout, set);
  const { namespace, uid } = set.metadata;
  if (revision === undefined || namespace === undefined) return;
  const { items } = await rollout.kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, namespace);
  const stuck = items.filter((pod) => ownedBy(pod, uid) && hashOf(pod) !== revision && !isReady(pod));
  for (const pod of stuck) {
    rollout.signal.throwIfAborted();
    const { name, uid: incarnation } = pod.metadata;
    const only = incarnation === undefined ? {} : { uid: incarnation };
    await rollout.kubernetes.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, only);
    rollout.say(`removed pod ${name}, which held StatefulSet ${set.metadata.name} back`);
  }
}

/** The revision of the template that was just applied; undefined when the controller does not say it in time. */
async function updateRevision(
  { kubernetes, clock, signal }: Rollout,
  set: KubernetesObject,
): Promise<string | undefined> {
  const until = clock.now() + PATIENCE_MS;
  for (;;) {
    const live = await kubernetes.get(addressOf(set));
    const status = (live?.['status'] ?? {}) as { observedGeneration?: number; updateRevision?: string };
    if ((status.observedGeneration ?? 0) >= (set.metadata.generation ?? 0)) return status.updateRevision;
    if (clock.now() >= until) return undefined;
    await clock.sleep(INTERVAL_MS, signal);
  }
}

const hashOf = (pod: KubernetesObject): string | undefined => pod.metadata.labels?.['controller-revision-hash'];

const ownedBy = (pod: KubernetesObject, uid: string | undefined): boolean =>
  ((pod.metadata['ownerReferences'] ?? []) as readonly { uid?: string }[]).some((owner) => owner.uid === uid);

function isReady(pod: KubernetesObject): boolean {
  const { conditions = [] } = (pod['status'] ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
