import type { KubernetesObject, ObjectAddress } from '../../adapters/kubernetes/port.ts';
import { addressOf, keyOf } from './address.ts';

/** Deleting one of these deletes data or other people's objects with it. */
const KEPT = new Set(['Namespace', 'CustomResourceDefinition', 'PersistentVolume', 'PersistentVolumeClaim']);

/** These hold back the pods of other releases, so what a bad release brought of them goes before anything is restored. */
const RESTRICTIVE = new Set([
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
]);

export type Pruning = {
  readonly delete: readonly ObjectAddress[];
  /** Gone from the manifests but left in the cluster, because of what would go with them. */
  readonly keep: readonly ObjectAddress[];
};

/** What earlier releases brought and this one does not. */
export function pruning(before: readonly KubernetesObject[], now: readonly KubernetesObject[]): Pruning {
  const wanted = new Set(now.map((object) => keyOf(addressOf(object))));
  const gone = new Map<string, ObjectAddress>();
  for (const address of before.map(addressOf)) if (!wanted.has(keyOf(address))) gone.set(keyOf(address), address);
  const all = [...gone.values()];
  return { delete: all.filter(({ kind }) => !KEPT.has(kind)), keep: all.filter(({ kind }) => KEPT.has(kind)) };
}

/** Deletions that must come before the restored objects, and those that wait until these are ready. */
export const splitDeletions = (
  addresses: readonly ObjectAddress[],
): { readonly first: readonly ObjectAddress[]; readonly last: readonly ObjectAddress[] } => ({
  first: addresses.filter(({ kind }) => RESTRICTIVE.has(kind)),
  last: addresses.filter(({ kind }) => !RESTRICTIVE.has(kind)),
});
