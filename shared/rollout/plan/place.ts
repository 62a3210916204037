import type { Kind, KubernetesObject } from '../../adapters/kubernetes/port.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import { type RolloutScope, releaseLabels } from '../../domain/release.ts';
import { addressOf, keyOf, showAddress } from './address.ts';
import { type PlacedObject, showPlace } from './manifests.ts';

/** Why one object of the manifests may not be deployed. */
export type PlanProblem = { readonly code: ReasonCode; readonly message: string };

export type ScopeOfKind = (kind: Kind) => 'namespaced' | 'cluster' | undefined;

/** Controllers make these, or they are the cluster's own: a release that brings one is a mistake. */
const NEVER = new Set(['Event', 'Node', 'ReplicaSet', 'ControllerRevision', 'Endpoints', 'EndpointSlice', 'Lease']);

/** Kinds with their scope as the custom resource definitions of the same plan say. */
export function scopesOfDefinitions(objects: readonly PlacedObject[]): ScopeOfKind {
  const scopes = new Map<string, 'namespaced' | 'cluster'>();
  for (const { object } of objects) {
    if (object.kind !== 'CustomResourceDefinition') continue;
    const spec = object['spec'] as { group?: string; names?: { kind?: string }; scope?: string } | undefined;
    const scope = spec?.scope === 'Cluster' ? 'cluster' : 'namespaced';
    scopes.set(`${spec?.group ?? ''}|${spec?.names?.kind ?? ''}`, scope);
  }
  return (kind) => scopes.get(`${kind.apiVersion.split('/')[0] ?? ''}|${kind.kind}`);
}

/** Fills in the environment's namespace; says what may not be there. Twice the same object is a problem, too. */
export function placeObjects(
  objects: readonly PlacedObject[],
  namespace: string,
  scopeOf: ScopeOfKind,
): { readonly placed: readonly PlacedObject[]; readonly problems: readonly PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const first = new Map<string, PlacedObject>();
  const placed = objects.flatMap((one) => {
    const scope = scopeOf(one.object);
    const problem = problemOf(one, namespace, scope);
    if (problem !== undefined) {
      problems.push(problem);
      return [];
    }
    const object = scope === 'namespaced' ? withMetadata(one.object, { namespace }) : one.object;
    const key = keyOf(addressOf(object));
    const earlier = first.get(key);
    if (earlier !== undefined) {
      const message = `${showPlace(one)}: ${showAddress(addressOf(object))} is described already at ${showPlace(earlier)}`;
      problems.push({ code: 'OBJECT_DUPLICATE', message });
      return [];
    }
    first.set(key, one);
    return [{ ...one, object }];
  });
  return { placed, problems };
}

function problemOf(
  one: PlacedObject,
  namespace: string,
  scope: 'namespaced' | 'cluster' | undefined,
): PlanProblem | undefined {
  const { object } = one;
  const { name } = object.metadata;
  const what = `${showPlace(one)}: ${object.kind} ${name}`;
  if (scope === undefined) {
    const message = `${showPlace(one)}: the cluster does not know ${object.apiVersion} ${object.kind}`;
    return { code: 'KIND_UNKNOWN', message };
  }
  if (NEVER.has(object.kind)) {
    return { code: 'OBJECT_NOT_ALLOWED', message: `${what}: objects of this kind are not part of a release` };
  }
  if (name.startsWith('countersign.') || String(object['type'] ?? '').startsWith('countersign.dev/')) {
    return { code: 'OBJECT_NOT_ALLOWED', message: `${what} belongs to the release store` };
  }
  if (object.kind === 'Namespace' && name !== namespace) {
    const message = `${what}: the environment's namespace is ${namespace}, another one is not part of its releases`;
    return { code: 'OBJECT_NOT_ALLOWED', message };
  }
  const own = object.metadata.namespace;
  if (scope === 'namespaced' && own !== undefined && own !== namespace) {
    const message = `${what} is for namespace ${own}, the environment's is ${namespace}`;
    return { code: 'NAMESPACE_MISMATCH', message };
  }
  return undefined;
}

/** Marks an object as part of a release. Pod templates stay untouched: a new label there would restart every pod. */
export const labelled = (object: KubernetesObject, scope: RolloutScope, release: number): KubernetesObject =>
  withMetadata(object, { labels: { ...object.metadata.labels, ...releaseLabels(scope, release) } });

const withMetadata = (object: KubernetesObject, more: Partial<KubernetesObject['metadata']>): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, ...more },
});
