import { type Kind, KubernetesError, type KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import type { Verb } from './kubernetes.ts';

/** A scripted refusal. */
export type Fault = {
  readonly verb: Verb;
  readonly kind?: string;
  readonly name?: string;
  readonly dryRun?: boolean;
  readonly error: Error;
  times: number;
};

const CLUSTER = new Set(
  [
    'Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass PriorityClass',
    'IngressClass ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy APIService',
  ].flatMap((line) => line.split(' ')),
);

const NAMESPACED = new Set(
  [
    'ConfigMap Secret Service ServiceAccount Pod PersistentVolumeClaim Event Lease Role RoleBinding ResourceQuota',
    'LimitRange Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision Job CronJob Ingress NetworkPolicy',
    'HorizontalPodAutoscaler PodDisruptionBudget EndpointSlice',
  ].flatMap((line) => line.split(' ')),
);

/** Built-in kinds, and those that a stored CustomResourceDefinition adds. */
export function knownScope(kind: Kind, crds: readonly KubernetesObject[]): 'namespaced' | 'cluster' | undefined {
  if (CLUSTER.has(kind.kind)) return 'cluster';
  if (NAMESPACED.has(kind.kind)) return 'namespaced';
  for (const crd of crds) {
    const spec = crd['spec'] as { names?: { kind?: string }; scope?: string } | undefined;
    if (spec?.names?.kind === kind.kind) return spec.scope === 'Cluster' ? 'cluster' : 'namespaced';
  }
  return undefined;
}

/** The refusals of a real server that a plan must be ready for. */
export function validateWrite(
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  all: readonly KubernetesObject[],
): void {
  const { kind, metadata } = object;
  const { namespace, name } = metadata;
  if (namespace !== undefined && !all.some((one) => one.kind === 'Namespace' && one.metadata.name === namespace)) {
    throw new KubernetesError(404, 'NotFound', `namespaces "${namespace}" not found`);
  }
  if (live === undefined) return;
  const changed = (field: string): boolean => JSON.stringify(live[field]) !== JSON.stringify(object[field]);
  const invalid = (what: string): KubernetesError =>
    new KubernetesError(422, 'Invalid', `${kind} "${name}" is invalid: ${what}: field is immutable`);
  if (live['immutable'] === true && (changed('data') || changed('binaryData') || changed('immutable'))) {
    throw invalid('data');
  }
  const part = (one: KubernetesObject, key: string): string =>
    JSON.stringify((one['spec'] as Record<string, unknown> | undefined)?.[key]);
  if (kind === 'Job' && part(live, 'template') !== part(object, 'template')) throw invalid('spec.template');
  if (
    ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind) &&
    part(live, 'selector') !== part(object, 'selector')
  ) {
    throw invalid('spec.selector');
  }
}
