import type { KubernetesObject, ObjectAddress } from '../../adapters/kubernetes/port.ts';
import { addressOf, keyOf } from './address.ts';

type Target = { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };

/** Keys of the workloads whose number of replicas belongs to an autoscaler among these objects. */
export function autoscaled(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const keys = objects
    .filter((object) => object.kind === 'HorizontalPodAutoscaler')
    .flatMap((object) => {
      const target = (object['spec'] as { scaleTargetRef?: Target } | undefined)?.scaleTargetRef;
      if (target?.kind === undefined || target.name === undefined) return [];
      const { namespace } = object.metadata;
      const address: ObjectAddress = {
        apiVersion: target.apiVersion ?? 'apps/v1',
        kind: target.kind,
        name: target.name,
        ...(namespace === undefined ? {} : { namespace }),
      };
      return [keyOf(address)];
    });
  return new Set(keys);
}

/**
 * Gives an autoscaled workload the number that it has now. Leaving the field out would not do: the server takes a field
 * that this manager applied before and does not apply any more back to its default, one replica.
 */
export function keepReplicas(
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  scaled: ReadonlySet<string>,
): KubernetesObject {
  const replicas = (live?.['spec'] as { replicas?: unknown } | undefined)?.replicas;
  if (typeof replicas !== 'number' || replicas === 0 || !scaled.has(keyOf(addressOf(object)))) return object;
  return { ...object, spec: { ...(object['spec'] as object), replicas } };
}
