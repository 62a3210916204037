import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { canonicalJson, sha256 } from '../../domain/record.ts';
import { addressOf, keyOf, showAddress } from './address.ts';
import { comparable } from './difference.ts';

/** How an object stands in the cluster: a hash of what it is made of; null when it is not there. */
export type Standing = string | null;

/** How each object of a plan stood when the plan was made, by its key. */
export type PlannedFrom = ReadonlyMap<string, Standing>;

/** Annotations in which controllers keep their own books; people and releases do not write them. */
const BOOKS = /^(?:deployment|pv|volume|autoscaling\.alpha)\.kubernetes\.io\/|^rollout\.argoproj\.io\//;

/**
 * What people and releases have made of an object, without what controllers write on the way: its status, a workload's
 * revision, the volume that a claim was given, the replicas of an autoscaled workload. Another incarnation of the same
 * name stands differently.
 *
 * @param scaled keys of the workloads whose replicas belong to an autoscaler.
 */
export function standingOf(live: KubernetesObject | undefined, scaled: ReadonlySet<string>): Standing {
  if (live === undefined) return null;
  const { metadata, ...rest } = comparable(live);
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(([key]) => !BOOKS.test(key)),
  );
  const spec = Object.fromEntries(Object.entries((live['spec'] ?? {}) as object));
  if (scaled.has(keyOf(addressOf(live)))) delete spec['replicas'];
  if (live.kind === 'PersistentVolumeClaim') delete spec['volumeName'];
  return sha256(canonicalJson({ ...rest, spec, uid: live.metadata.uid, metadata: { ...metadata, annotations } }));
}

/** In one line, how an object moved since the plan was made. Call it only for one that did. */
export function howItMoved(object: KubernetesObject, before: Standing, live: KubernetesObject | undefined): string {
  const what = showAddress(addressOf(object));
  if (live === undefined) return `${what} was deleted after the plan was made`;
  const by = lastWriter(live);
  return before === null
    ? `${what} was created by somebody else after the plan was made${by}`
    : `${what} was changed after the plan was made${by}`;
}

type Entry = { readonly manager?: string; readonly time?: string; readonly subresource?: string };

/** ` (by kubectl-edit at 2026-11-22T03:34:25Z)`, from the server's own books; empty when it keeps none. */
function lastWriter({ metadata }: KubernetesObject): string {
  const entries = ((metadata['managedFields'] ?? []) as readonly Entry[]).filter(
    (one) => one.subresource === undefined,
  );
  const last = entries.toSorted((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).at(-1);
  return last?.manager === undefined ? '' : ` (by ${last.manager} at ${last.time ?? 'an unknown time'})`;
}
