import type { KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import type { FakeKubernetes, Reaction } from './kubernetes.ts';
import { addressOf } from './kubernetes-store.ts';

type Status = Readonly<Record<string, unknown>>;
type Template = { metadata?: { labels?: Record<string, string> }; spec?: { containers?: { name: string }[] } };

/** The workload's controller did its work: replica set, pods and status say ready. */
export const makeReady: Reaction = (fake, object) => {
  if (object.kind === 'Deployment') return readyDeployment(fake, object);
  const replicas = replicasOf(object);
  const revision = `${object.metadata.name}-${object.metadata.generation ?? 1}`;
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas, updatedReplicas: replicas };
  if (object.kind === 'StatefulSet') {
    setStatus(fake, object, { ...counts, currentRevision: revision, updateRevision: revision });
  } else if (object.kind === 'DaemonSet') {
    const nodes = { desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1, numberReady: 1 };
    setStatus(fake, object, { ...nodes, currentNumberScheduled: 1 });
  } else if (object.kind === 'Job') completeJob(fake, object);
};

/** The Job's pod ran to its end; its log is `output`. */
export const completeJob: Reaction = (fake, object) => {
  const pod = `${object.metadata.name}-pod`;
  putPod(fake, object, {
    name: pod,
    owner: object,
    phase: 'Succeeded',
    state: { terminated: { exitCode: 0, reason: 'Completed' } },
  });
  setStatus(fake, object, { succeeded: 1, conditions: [condition('Complete', 'True', fake.now)] });
};

/** The Job gave up. */
export const failJob: Reaction = (fake, object) => {
  const pod = `${object.metadata.name}-pod`;
  putPod(fake, object, {
    name: pod,
    owner: object,
    phase: 'Failed',
    state: { terminated: { exitCode: 1, reason: 'Error' } },
  });
  const failed = {
    ...condition('Failed', 'True', fake.now),
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
  };
  setStatus(fake, object, { failed: 1, conditions: [failed] });
};

/** The new pod exits and is started again, and again. */
export const crashOnStart: Reaction = (fake, object) =>
  brokenDeployment(fake, object, {
    restartCount: 2,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container' } },
    lastState: { terminated: { exitCode: 1, reason: 'Error' } },
  });

/** The new pod's image is not in the registry. */
export const imageNotFound: Reaction = (fake, object) =>
  brokenDeployment(fake, object, {
    restartCount: 0,
    state: { waiting: { reason: 'ErrImagePull', message: 'failed to resolve reference: manifest unknown: not found' } },
  });

function readyDeployment(fake: FakeKubernetes, object: KubernetesObject): void {
  const replicas = replicasOf(object);
  const set = newReplicaSet(fake, object, { replicas, readyReplicas: replicas, availableReplicas: replicas });
  for (let index = 0; index < replicas; index += 1) {
    putPod(fake, object, {
      name: `${set.metadata.name}-${index}`,
      owner: set,
      phase: 'Running',
      ready: true,
      state: { running: {} },
    });
  }
  const conditions = [
    { ...condition('Available', 'True', fake.now), reason: 'MinimumReplicasAvailable' },
    { ...condition('Progressing', 'True', fake.now), reason: 'NewReplicaSetAvailable' },
  ];
  setStatus(fake, object, {
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
    conditions,
  });
}

function brokenDeployment(fake: FakeKubernetes, object: KubernetesObject, container: Status): void {
  const replicas = replicasOf(object);
  const set = newReplicaSet(fake, object, { replicas: 1 });
  putPod(fake, object, { name: `${set.metadata.name}-0`, owner: set, phase: 'Pending', ...container });
  const conditions = [{ ...condition('Progressing', 'True', fake.now), reason: 'ReplicaSetUpdated' }];
  setStatus(fake, object, {
    replicas: replicas + 1,
    updatedReplicas: 1,
    readyReplicas: replicas,
    availableReplicas: replicas,
    unavailableReplicas: 1,
    conditions,
  });
}

/** The replica set of the deployment's current template, with the next revision number; older ones are scaled away. */
function newReplicaSet(fake: FakeKubernetes, object: KubernetesObject, status: Status): KubernetesObject {
  const template = JSON.stringify(specOf(object)['template']);
  const mine = fake.all('ReplicaSet').filter((set) => owners(set).includes(object.metadata.uid ?? ''));
  const same = mine.find((set) => JSON.stringify(specOf(set)['template']) === template);
  const revision = 1 + Math.max(0, ...mine.map((set) => Number(set.metadata.annotations?.[REVISION] ?? 0)));
  const name = same?.metadata.name ?? `${object.metadata.name}-${revision}`;
  const annotations = { [REVISION]: String(revision) };
  fake.update(addressOf(object), (live) => ({
    ...live,
    metadata: { ...live.metadata, annotations: { ...live.metadata.annotations, ...annotations } },
  }));
  for (const old of mine.filter((set) => set.metadata.name !== name)) {
    fake.put({ ...old, spec: { ...specOf(old), replicas: 0 }, status: { replicas: 0 } });
    for (const pod of fake.all('Pod').filter((one) => owners(one).includes(old.metadata.uid ?? '')))
      fake.remove(addressOf(pod));
  }
  const spec = { replicas: replicasOf(object), template: specOf(object)['template'] };
  const set = fake.put({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...namespaceOf(object),
      annotations,
      labels: labelsOf(object),
      ownerReferences: [ownerOf(object)],
    },
    spec,
  });
  return setStatus(fake, set, status);
}

const REVISION = 'deployment.kubernetes.io/revision';

function putPod(
  fake: FakeKubernetes,
  object: KubernetesObject,
  pod: {
    name: string;
    owner: KubernetesObject;
    phase: string;
    ready?: boolean;
    state?: unknown;
    [key: string]: unknown;
  },
): void {
  const { name, owner, phase, ready = false, ...container } = pod;
  const containers = (specOf(object)['template'] as Template | undefined)?.spec?.containers ?? [{ name: 'main' }];
  const containerStatuses = containers.map((one) => ({ name: one.name, ready, restartCount: 0, ...container }));
  fake.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...namespaceOf(object), labels: labelsOf(object), ownerReferences: [ownerOf(owner)] },
    spec: { containers },
    status: { phase, containerStatuses, conditions: [condition('Ready', ready ? 'True' : 'False', fake.now)] },
  });
}

function setStatus(fake: FakeKubernetes, object: KubernetesObject, status: Status): KubernetesObject {
  return fake.update(addressOf(object), (live) => ({
    ...live,
    status: { observedGeneration: live.metadata.generation, ...status },
  }));
}

const specOf = (object: KubernetesObject): Record<string, unknown> => (object['spec'] ?? {}) as Record<string, unknown>;
const replicasOf = (object: KubernetesObject): number => Number(specOf(object)['replicas'] ?? 1);
const labelsOf = (object: KubernetesObject): Record<string, string> =>
  (specOf(object)['template'] as Template | undefined)?.metadata?.labels ?? {};
const namespaceOf = ({ metadata }: KubernetesObject) =>
  metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
const owners = (object: KubernetesObject): readonly string[] =>
  ((object.metadata['ownerReferences'] ?? []) as { uid: string }[]).map((owner) => owner.uid);
const ownerOf = ({ apiVersion, kind, metadata }: KubernetesObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
});
const condition = (type: string, status: string, now: number) => ({
  type,
  status,
  lastTransitionTime: new Date(now).toISOString(),
});
