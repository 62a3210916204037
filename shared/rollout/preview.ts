import { type Kubernetes, KubernetesError, type KubernetesObject } from '../adapters/kubernetes/port.ts';
import { inParallel } from './in-parallel.ts';
import { addressOf, keyOf, showAddress } from './plan/address.ts';
import { difference, type ObjectChange } from './plan/difference.ts';
import { gitopsProblem } from './plan/gitops.ts';
import type { PlanProblem } from './plan/place.ts';
import { autoscaled, keepReplicas } from './plan/replicas.ts';
import { type Standing, standingOf } from './plan/standing.ts';

/** What applying one object would do, said by the server without doing it. */
export type Preview = {
  readonly key: string;
  readonly change: ObjectChange;
  /** How the object stood when the server was asked. */
  readonly standing: Standing;
  readonly problem: PlanProblem | null;
};

/**
 * Asks the server about every object at once: what is there, and what it would make of the new one.
 *
 * @param known false for kinds that the server learns only from this plan: these cannot be tried before.
 */
export async function previewObjects(
  kubernetes: Kubernetes,
  objects: readonly KubernetesObject[],
  known: (object: KubernetesObject) => boolean,
): Promise<readonly Preview[]> {
  const scaled = autoscaled(objects);
  return inParallel(objects, async (object) => {
    const address = addressOf(object);
    const key = keyOf(address);
    if (!known(object)) return { key, change: difference(undefined, object), standing: null, problem: null };
    const live = await kubernetes.get(address);
    const standing = standingOf(live, scaled);
    const owned = gitopsProblem(live);
    const unchanged: ObjectChange = { what: showAddress(address), change: 'none', diff: '' };
    if (owned !== undefined) return { key, change: unchanged, standing, problem: owned };
    try {
      const answer = await kubernetes.apply(keepReplicas(object, live, scaled), { force: true, dryRun: true });
      return { key, change: difference(live, answer), standing, problem: null };
    } catch (thrown) {
      if (!(thrown instanceof KubernetesError)) throw thrown;
      const message = `${showAddress(address)}: ${thrown.message}`;
      return { key, change: unchanged, standing, problem: { code: 'DRY_RUN_REFUSED', message } };
    }
  });
}
