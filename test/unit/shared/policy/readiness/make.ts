import { assess } from '../../../../../shared/policy/readiness/assess.ts';
import type { Seen } from '../../../../../shared/policy/readiness/assessment.ts';
import type { Related } from '../../../../../shared/policy/readiness/facts.ts';
import { DEFAULT_RULES, type ReadinessRules } from '../../../../../shared/policy/readiness/rules.ts';

type Data = Readonly<Record<string, unknown>>;

const NOTHING: Related = { replicaSets: [], pods: [], events: [] };
const REVISION = 'deployment.kubernetes.io/revision';

/** A Deployment of three replicas at generation 2, revision 2; complete unless told otherwise. */
export function deployment(changes: { spec?: Data; status?: Data; metadata?: Data } = {}) {
  const counts = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', uid: 'd', generation: 2, annotations: { [REVISION]: '2' }, ...changes.metadata },
    spec: { replicas: 3, selector: {}, template: {}, ...changes.spec },
    status: { observedGeneration: 2, ...counts, ...changes.status },
  };
}

export function replicaSet(revision: number, changes: { spec?: Data; status?: Data; owner?: string } = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `web-${revision}`,
      uid: `rs${revision}`,
      generation: 1,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [{ uid: changes.owner ?? 'd' }],
    },
    spec: { replicas: 3, selector: {}, ...changes.spec },
    status: { observedGeneration: 1, replicas: 3, availableReplicas: 3, readyReplicas: 3, ...changes.status },
  } as unknown as Related['replicaSets'][number];
}

export type ContainerChange = { restartCount?: number; ready?: boolean; state?: Data; lastState?: Data; name?: string };

const container = ({ name = 'main', ready = false, restartCount = 0, ...rest }: ContainerChange) => ({
  name,
  image: 'registry.test/acme/web:2',
  imageID: '',
  ready,
  restartCount,
  ...rest,
});

/** A pod of the ReplicaSet `rs2` unless told otherwise. */
export function pod(name: string, status: ContainerChange | undefined, changes: PodChanges = {}) {
  const ready = status?.ready === true;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, uid: name, ownerReferences: [{ uid: changes.owner ?? 'rs2' }], ...changes.metadata },
    spec: {
      containers: [{ name: 'main', image: 'registry.test/acme/web:2' }],
      initContainers: changes.initSpecs ?? [],
      ...changes.spec,
    },
    status: {
      phase: changes.phase ?? (ready ? 'Running' : 'Pending'),
      conditions: changes.conditions ?? [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: status === undefined ? [] : [container(status)],
      initContainerStatuses: (changes.init ?? []).map(container),
    },
  } as unknown as Related['pods'][number];
}

type PodChanges = {
  owner?: string;
  phase?: string;
  metadata?: Data;
  spec?: Data;
  conditions?: readonly Data[];
  init?: readonly ContainerChange[];
  initSpecs?: readonly Data[];
};

export const waitingFor = (reason: string, message = ''): ContainerChange => ({
  state: { waiting: { reason, message } },
});
export const exited = (exitCode: number, reason = 'Error') => ({ terminated: { exitCode, reason } });
export const loops = (restartCount: number): ContainerChange => ({
  restartCount,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: exited(1),
});

export function event(uid: string, reason: string, message: string, second = 0): Related['events'][number] {
  const lastTimestamp = `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
  return { metadata: {}, involvedObject: { uid }, reason, message, lastTimestamp } as Related['events'][number];
}

const NOW = 1_000_000;

/** The assessment at `NOW + after`, of an object whose faults were first seen at `NOW`. */
export function later(
  ms: number,
  object: Parameters<typeof assess>[0] | object,
  related: Partial<Related> = {},
  rules: ReadinessRules = DEFAULT_RULES,
) {
  const facts = { ...NOTHING, ...related };
  const first = assess(object, facts, new Map(), NOW, rules);
  if (ms === 0) return first.assessment;
  const seen: Seen = first.seen;
  return assess(object, facts, seen, NOW + ms, rules).assessment;
}

export const at = (object: object, related: Partial<Related> = {}) => later(0, object, related);
