import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';

/** Later phases need the earlier ones; inside a phase everything is applied at once. */
const PHASES = ['foundation', 'configuration', 'workloads', 'traffic'] as const;

export type Phase = (typeof PHASES)[number];

const FOUNDATION = new Set(['Namespace', 'CustomResourceDefinition']);

const CONFIGURATION = new Set([
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'PriorityClass',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
]);

const TRAFFIC = new Set([
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'Gateway',
  'IngressRoute',
  'VirtualService',
  'HorizontalPodAutoscaler',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
]);

/** Kinds that are not listed, custom ones among them, are workloads: they need configuration and bring no traffic. */
export function phaseOf(object: Pick<KubernetesObject, 'kind'>): Phase {
  if (FOUNDATION.has(object.kind)) return 'foundation';
  if (CONFIGURATION.has(object.kind)) return 'configuration';
  return TRAFFIC.has(object.kind) ? 'traffic' : 'workloads';
}

/** The objects phase by phase, empty phases left out; the order inside a phase stays. */
export function inPhases<T>(
  items: readonly T[],
  objectOf: (item: T) => Pick<KubernetesObject, 'kind'>,
): readonly T[][] {
  const groups = PHASES.map((phase) => items.filter((item) => phaseOf(objectOf(item)) === phase));
  return groups.filter((group) => group.length > 0);
}
