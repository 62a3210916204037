import { KubernetesError, type KubernetesObject } from '../adapters/kubernetes/port.ts';
import { UserError } from '../domain/errors.ts';
import { LABELS } from '../domain/release.ts';
import { addressOf, keyOf, showAddress } from './plan/address.ts';
import { keepReplicas } from './plan/replicas.ts';
import { howItMoved, type PlannedFrom, standingOf } from './plan/standing.ts';
import type { Rollout } from './rollout.ts';

/** A controller's status write between the look and the apply refuses the apply; such an object is looked at again. */
const TRIES = 10;

/** The version of no object: what is applied with it is created, or refused when anything of that name is there. */
const NEVER = '1';

/**
 * Applies one object of a release. Where the rollout has a plan, only onto exactly what the plan was made from: it is
 * looked at, and the server applies it to that version and to that incarnation or not at all.
 *
 * @param scaled keys of the workloads whose replicas belong to an autoscaler.
 * @throws UserError('PLAN_MOVED' | 'CLUSTER_REFUSED')
 */
export async function applyObject(
  rollout: Rollout,
  object: KubernetesObject,
  scaled: ReadonlySet<string>,
): Promise<KubernetesObject> {
  const { kubernetes, plannedFrom } = rollout;
  const address = addressOf(object);
  const { signal } = rollout;
  for (let left = TRIES; ; left -= 1) {
    signal.throwIfAborted();
    try {
      const needed = plannedFrom !== null || scaled.has(keyOf(address));
      const live = needed ? await kubernetes.get(address) : undefined;
      const wanted = keepReplicas(object, live, scaled);
      if (plannedFrom === null) return await kubernetes.apply(wanted, { force: true });
      refuseMoved(rollout, object, live, { plannedFrom, scaled });
      return await kubernetes.apply(onto(wanted, live), { force: true });
    } catch (thrown) {
      if (!(thrown instanceof KubernetesError)) throw thrown;
      if (thrown.status === 409 && plannedFrom !== null && left > 1) continue;
      throw new UserError('CLUSTER_REFUSED', `${showAddress(address)}: ${thrown.message}`, { cause: thrown });
    }
  }
}

/** An object that carries the number of this release was applied by it already; only the answer was lost. */
function refuseMoved(
  { release }: Rollout,
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  { plannedFrom, scaled }: { readonly plannedFrom: PlannedFrom; readonly scaled: ReadonlySet<string> },
): void {
  if (live?.metadata.labels?.[LABELS.release] === String(release)) return;
  const before = plannedFrom.get(keyOf(addressOf(object)));
  if (standingOf(live, scaled) === before) return;
  throw new UserError('PLAN_MOVED', howItMoved(object, before ?? null, live));
}

function onto(object: KubernetesObject, live: KubernetesObject | undefined): KubernetesObject {
  const { resourceVersion = NEVER, uid } = live?.metadata ?? {};
  return { ...object, metadata: { ...object.metadata, resourceVersion, ...(uid === undefined ? {} : { uid }) } };
}
