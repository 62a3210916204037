import { describe, expect, test } from 'vitest';
import { at, event, exited, later, loops, pod } from './make.ts';

const object = (apiVersion: string, kind: string, spec: object, status: object | undefined, metadata = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'x', uid: 'o', generation: 3, ...metadata },
  spec,
  ...(status === undefined ? {} : { status }),
});

describe('StatefulSet', () => {
  const set = (spec: object, status: object) =>
    object(
      'apps/v1',
      'StatefulSet',
      { replicas: 3, ...spec },
      {
        observedGeneration: 3,
        replicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        updatedReplicas: 3,
        updateRevision: 'new',
        currentRevision: 'new',
        ...status,
      },
    );
  const revision = (hash: string) => ({
    owner: 'o',
    metadata: { labels: { 'controller-revision-hash': hash }, ownerReferences: [{ uid: 'o' }] },
  });

  test('ready when all are updated and available', () => expect(at(set({}, {})).state).toBe('ready'));

  test.each([
    ['stale', {}, { observedGeneration: 2 }],
    ['not all updated', {}, { updatedReplicas: 2, currentRevision: 'old' }],
    ['gone back to the old revision, bad pods still there', {}, { updatedReplicas: 1 }],
    ['a pod too many is left', {}, { replicas: 4 }],
    ['not all available', {}, { availableReplicas: 2 }],
    ['one too many', { replicas: 2 }, {}],
    ['too few above the partition', { updateStrategy: { rollingUpdate: { partition: 1 } } }, { updatedReplicas: 1 }],
  ])('not ready: %s', (_, spec, status) => expect(at(set(spec, status)).state).toBe('progressing'));

  test('a partition keeps the rest old, OnDelete all of them', () => {
    expect(at(set({ updateStrategy: { rollingUpdate: { partition: 1 } } }, { updatedReplicas: 2 })).state).toBe(
      'ready',
    );
    expect(at(set({ updateStrategy: { rollingUpdate: { partition: 9 } } }, { updatedReplicas: 0 })).state).toBe(
      'ready',
    );
    expect(at(set({ updateStrategy: { type: 'OnDelete' } }, { updatedReplicas: 0 }))).toMatchObject({
      state: 'ready',
      message: expect.stringContaining('OnDelete'),
    });
    expect(at(set({ updateStrategy: { type: 'OnDelete' } }, { updatedReplicas: 0, readyReplicas: 2 })).state).toBe(
      'progressing',
    );
  });

  test('a crash of the newest revision fails; one of the old revision blocks the ordered update', () => {
    const behind = { updatedReplicas: 0, currentRevision: 'old', availableReplicas: 2 };
    expect(at(set({}, behind), { pods: [pod('x-2', loops(1), revision('new'))] })).toMatchObject({
      code: 'CONTAINER_CRASHED',
    });
    const stuck = { pods: [pod('x-2', loops(5), revision('old'))] };
    expect(at(set({}, behind), stuck).state).toBe('progressing');
    expect(later(15_000, set({}, behind), stuck)).toMatchObject({
      state: 'failed',
      code: 'WORKLOAD_STUCK',
      pod: 'x-2',
    });
    expect(later(15_000, set({ podManagementPolicy: 'Parallel' }, behind), stuck).state).toBe('progressing');
  });

  test('refused pods show only in events: the newest attempt counts', () => {
    const behind = set({}, { replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 });
    const failed = event('o', 'FailedCreate', 'create Pod x-0 failed: exceeded quota: none', 5);
    expect(later(4_000, behind, { events: [failed] })).toMatchObject({ state: 'failed', code: 'QUOTA_EXCEEDED' });
    const created = event('o', 'SuccessfulCreate', 'create Pod x-0 successful', 6);
    expect(later(4_000, behind, { events: [failed, created] }).state).toBe('progressing');
    expect(later(4_000, behind, { events: [{ ...failed, involvedObject: { uid: 'other' } }] }).state).toBe(
      'progressing',
    );
  });
});

describe('DaemonSet', () => {
  const set = (status: object, spec = {}) =>
    object(
      'apps/v1',
      'DaemonSet',
      spec,
      {
        observedGeneration: 3,
        desiredNumberScheduled: 2,
        updatedNumberScheduled: 2,
        numberAvailable: 2,
        numberReady: 2,
        ...status,
      },
      { annotations: { 'deprecated.daemonset.template.generation': '2' } },
    );
  const template = (number: string) => ({
    metadata: { labels: { 'pod-template-generation': number }, ownerReferences: [{ uid: 'o' }] },
  });

  test('ready on every node that should have it, also when that is none', () => {
    expect(at(set({})).state).toBe('ready');
    expect(
      at(set({ desiredNumberScheduled: 0, updatedNumberScheduled: 0, numberAvailable: 0, numberReady: 0 })),
    ).toMatchObject({ message: 'no node is selected' });
  });

  test('a node that joins is waited for', () =>
    expect(at(set({ desiredNumberScheduled: 3 })).state).toBe('progressing'));
  test('OnDelete does not wait for the revision', () => {
    expect(at(set({ updatedNumberScheduled: 0 }, { updateStrategy: { type: 'OnDelete' } })).state).toBe('ready');
    expect(at(set({ updatedNumberScheduled: 0 })).state).toBe('progressing');
  });

  test('pods of an older template and evicted pods say nothing', () => {
    const behind = set({ numberAvailable: 1 });
    expect(at(behind, { pods: [pod('new', loops(1), template('2'))] }).state).toBe('failed');
    expect(at(behind, { pods: [pod('old', loops(1), template('1'))] }).state).toBe('progressing');
    expect(at(behind, { pods: [pod('gone', loops(1), { ...template('2'), phase: 'Failed' })] }).state).toBe(
      'progressing',
    );
  });
});

describe('Job', () => {
  const job = (status: object, spec = {}) => object('batch/v1', 'Job', spec, status);
  const condition = (type: string, reason = '') => ({
    conditions: [{ type, status: 'True', reason, message: 'words' }],
  });

  test('conditions alone tell how it ended', () => {
    expect(at(job(condition('Complete'))).state).toBe('ready');
    for (const type of ['Failed', 'FailureTarget']) {
      expect(at(job(condition(type, 'DeadlineExceeded')))).toMatchObject({
        state: 'failed',
        code: 'JOB_FAILED',
        message: 'Job x: DeadlineExceeded: words',
      });
    }
    expect(at(job({ failed: 7, succeeded: 1 }, { backoffLimit: 6 })).state).toBe('progressing');
    expect(at(job({ active: 1 }, { suspend: true }))).toMatchObject({ message: 'is suspended' });
  });

  test("crashing pods are its backoffLimit's business; a pod that never starts is ours", () => {
    const mine = { metadata: { ownerReferences: [{ uid: 'o' }] }, spec: { restartPolicy: 'OnFailure' } };
    expect(later(1e9, job({ active: 1 }), { pods: [pod('p', loops(3), mine)] })).toMatchObject({
      state: 'progressing',
      suspect: { code: 'CONTAINER_CRASHED' },
    });
    const image = { state: { waiting: { reason: 'ErrImagePull', message: 'not found' } } };
    expect(at(job({ active: 1 }), { pods: [pod('p', image, mine)] })).toMatchObject({
      state: 'failed',
      code: 'IMAGE_PULL_FAILED',
    });
  });

  test('the newest pod that failed is named', () => {
    const failed = (name: string) =>
      pod(name, { state: exited(1) }, { phase: 'Failed', metadata: { ownerReferences: [{ uid: 'o' }] } });
    expect(at(job(condition('Failed')), { pods: [failed('p1'), failed('p2')] })).toMatchObject({ pod: 'p2' });
  });
});

test('a ReplicaSet by itself', () => {
  const set = (status: object) =>
    object('apps/v1', 'ReplicaSet', { replicas: 1 }, { observedGeneration: 3, ...status });
  expect(at(set({ replicas: 1, availableReplicas: 1 })).state).toBe('ready');
  expect(at(set({ replicas: 1, availableReplicas: 0 })).state).toBe('progressing');
  const conditions = [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota: q' }];
  expect(later(4_000, set({ conditions }))).toMatchObject({ code: 'QUOTA_EXCEEDED' });
});

describe('kinds without pods', () => {
  const conditions = (type: string, status: string, reason = '') => ({
    conditions: [{ type, status, reason, message: 'words' }],
  });

  test.each([
    ['Service', 'v1', { type: 'ClusterIP' }, {}, 'ready'],
    ['Service', 'v1', { type: 'LoadBalancer' }, {}, 'progressing'],
    ['Service', 'v1', { type: 'LoadBalancer' }, { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }, 'ready'],
    ['PersistentVolumeClaim', 'v1', {}, { phase: 'Bound' }, 'ready'],
    ['PersistentVolumeClaim', 'v1', {}, { phase: 'Pending' }, 'progressing'],
    ['PersistentVolumeClaim', 'v1', {}, { phase: 'Lost' }, 'failed'],
    ['Ingress', 'networking.k8s.io/v1', {}, { loadBalancer: {} }, 'ready'],
    ['ConfigMap', 'v1', {}, undefined, 'ready'],
    ['HorizontalPodAutoscaler', 'autoscaling/v2', {}, {}, 'progressing'],
    ['HorizontalPodAutoscaler', 'autoscaling/v2', {}, conditions('ScalingActive', 'True'), 'ready'],
    [
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      {},
      conditions('ScalingActive', 'False', 'FailedGetResourceMetric'),
      'progressing',
    ],
    ['HorizontalPodAutoscaler', 'autoscaling/v2', {}, conditions('ScalingActive', 'False', 'ScalingDisabled'), 'ready'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', {}, {}, 'progressing'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', {}, conditions('Established', 'True'), 'ready'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', {}, conditions('NamesAccepted', 'False'), 'failed'],
    ['Rollout', 'argoproj.io/v1alpha1', {}, { observedGeneration: '3', phase: 'Healthy' }, 'ready'],
    ['Rollout', 'argoproj.io/v1alpha1', {}, { observedGeneration: '2', phase: 'Healthy' }, 'progressing'],
    ['Rollout', 'argoproj.io/v1alpha1', {}, { observedGeneration: '3', phase: 'Degraded' }, 'failed'],
    ['Rollout', 'argoproj.io/v1alpha1', {}, undefined, 'progressing'],
    ['Certificate', 'cert-manager.io/v1', {}, { observedGeneration: 2, ...conditions('Ready', 'True') }, 'progressing'],
    ['Certificate', 'cert-manager.io/v1', {}, conditions('Ready', 'False'), 'progressing'],
    ['Certificate', 'cert-manager.io/v1', {}, conditions('Ready', 'True'), 'ready'],
    ['Certificate', 'cert-manager.io/v1', {}, conditions('Stalled', 'True'), 'failed'],
    ['Certificate', 'cert-manager.io/v1', {}, conditions('Reconciling', 'True'), 'progressing'],
    // A name alone is no proof of the kind.
    ['Deployment', 'example.test/v1', {}, conditions('Ready', 'True'), 'ready'],
  ])('%s of %s: %j %j is %s', (kind, apiVersion, spec, status, state) => {
    expect(at(object(apiVersion, kind, spec, status)).state).toBe(state);
  });

  test('a claim that is bound with its first pod does not keep anyone waiting', () => {
    const claim = object('v1', 'PersistentVolumeClaim', {}, { phase: 'Pending' });
    expect(at(claim, { events: [event('o', 'WaitForFirstConsumer', 'waiting')] }).state).toBe('ready');
    expect(at(claim, { events: [event('o', 'ProvisioningFailed', 'no class')] })).toMatchObject({
      suspect: { message: expect.stringContaining('no class') },
    });
  });
});
