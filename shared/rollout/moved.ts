import { type Kubernetes, KubernetesError, type KubernetesObject } from '../adapters/kubernetes/port.ts';
import { UserError } from '../domain/errors.ts';
import { inParallel } from './in-parallel.ts';
import { addressOf, keyOf } from './plan/address.ts';
import { autoscaled } from './plan/replicas.ts';
import { howItMoved, type PlannedFrom, standingOf } from './plan/standing.ts';
import type { RolloutPorts } from './rollout.ts';

/** How the objects stand now. */
export async function readStandings(
  kubernetes: Kubernetes,
  objects: readonly KubernetesObject[],
): Promise<PlannedFrom> {
  const scaled = autoscaled(objects);
  const entries = await inParallel(objects, async (object) => {
    const live = await readLive(kubernetes, object);
    return [keyOf(addressOf(object)), standingOf(live, scaled)] as const;
  });
  return new Map(entries);
}

/**
 * Looks at every object of the plan once more, all at once, before anything is changed: reading the plan, waiting for
 * the lock and deciding took their time.
 *
 * @throws UserError('PLAN_MOVED') that names every object that stands differently now.
 */
export async function refuseMoved(
  { kubernetes }: Pick<RolloutPorts, 'kubernetes'>,
  objects: readonly KubernetesObject[],
  plannedFrom: PlannedFrom,
): Promise<void> {
  const scaled = autoscaled(objects);
  const moved = await inParallel(objects, async (object) => {
    const live = await readLive(kubernetes, object);
    const before = plannedFrom.get(keyOf(addressOf(object)));
    return standingOf(live, scaled) === before ? [] : [howItMoved(object, before ?? null, live)];
  });
  const lines = moved.flat();
  if (lines.length === 0) return;
  throw new UserError(
    'PLAN_MOVED',
    `${lines.join('; ')}; nothing was changed, run again for a plan of what is there now`,
  );
}

/** Undefined also for a kind that only this plan teaches the server. */
async function readLive(kubernetes: Kubernetes, object: KubernetesObject): Promise<KubernetesObject | undefined> {
  try {
    return await kubernetes.get(addressOf(object));
  } catch (thrown) {
    if (thrown instanceof KubernetesError && thrown.reason === 'UnknownKind') return undefined;
    throw thrown;
  }
}
