import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, deployment, event, exited, later, loops, pod, replicaSet, waitingFor } from './make.ts';

const rolling = (status = {}) =>
  deployment({ status: { replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 3, ...status } });
const both = [replicaSet(1), replicaSet(2, { spec: { replicas: 1 }, status: { availableReplicas: 0 } })];

describe('ready', () => {
  test('when the newest revision is all there is', () => {
    expect(at(deployment(), { replicaSets: [replicaSet(2)] })).toEqual({ state: 'ready', message: '3 of 3 available' });
  });

  test('at once when nothing changed (no-op), whatever an old condition says', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    expect(at(deployment({ status: { conditions } }), { replicaSets: [replicaSet(2)] }).state).toBe('ready');
  });

  test('at zero replicas', () => {
    const none = { replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 };
    expect(at(deployment({ spec: { replicas: 0 }, status: none }))).toMatchObject({ message: 'scaled to 0' });
    expect(at(deployment({ spec: { replicas: 0 } })).state).toBe('progressing');
  });

  test('against the live replicas: an autoscaler may have moved them', () => {
    expect(at(deployment({ spec: { replicas: 5 } }), { replicaSets: [replicaSet(2)] }).state).toBe('progressing');
  });
});

describe('not ready', () => {
  test.each([
    ['the controller has not seen the newest version', deployment({ status: { observedGeneration: 1 } })],
    ['a surge step only looks done', deployment({ status: { replicas: 4 } })],
    ['an old pod is still counted as available', deployment({ status: { updatedReplicas: 2 } })],
    [
      'maxUnavailable allows none to be there',
      deployment({
        status: { readyReplicas: 0, availableReplicas: 0 },
        spec: { strategy: { rollingUpdate: { maxUnavailable: 3 } } },
      }),
    ],
    ['ready is not yet available', deployment({ status: { availableReplicas: 2 } })],
  ])('%s', (_, object) => {
    expect(at(object, { replicaSets: [replicaSet(2)] }).state).toBe('progressing');
  });

  test.each([
    ['is missing', []],
    ['is of another owner', [replicaSet(2, { owner: 'someone' })]],
    ['has an old status', [replicaSet(2, { status: { observedGeneration: 0 } })]],
    ['has fewer available', [replicaSet(2, { status: { availableReplicas: 2 } })]],
    ['is only the old one', [replicaSet(1)]],
  ])('the newest ReplicaSet %s', (_, replicaSets) => {
    expect(at(deployment(), { replicaSets }).state).toBe('progressing');
  });

  test('any count that is short keeps it from being ready', () => {
    const count = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(count, count, count, count, (replicas, updatedReplicas, readyReplicas, availableReplicas) => {
        const object = deployment({ status: { replicas, updatedReplicas, readyReplicas, availableReplicas } });
        const complete = [replicas, updatedReplicas, readyReplicas, availableReplicas].every((one) => one === 3);
        expect(at(object, { replicaSets: [replicaSet(2)] }).state === 'ready').toBe(complete);
      }),
    );
  });
});

describe('failed', () => {
  test('paused before the newest version was rolled out; paused and complete is ready', () => {
    const paused = { paused: true };
    expect(at({ ...rolling(), spec: { replicas: 3, ...paused } }, { replicaSets: both })).toMatchObject({
      state: 'failed',
      code: 'WORKLOAD_PAUSED',
      class: 'permanent',
    });
    expect(at(deployment({ spec: paused }), { replicaSets: [replicaSet(2)] }).state).toBe('ready');
  });

  test('being deleted', () => {
    const deleted = deployment({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } });
    expect(at(deleted, { replicaSets: [replicaSet(2)] })).toMatchObject({ state: 'failed', code: 'OBJECT_GONE' });
  });

  test('the deadline, but not the condition that lingers from an earlier attempt', () => {
    const conditions = [
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' },
    ];
    const object = rolling({ conditions });
    expect(at(object, { replicaSets: both })).toMatchObject({ state: 'progressing', recheckAt: 1_010_000 });
    expect(later(10_000, object, { replicaSets: both })).toMatchObject({ state: 'failed', code: 'PROGRESS_DEADLINE' });
  });

  test('a crash loop of the newest revision; one of an old revision or another owner says nothing', () => {
    expect(at(rolling(), { replicaSets: both, pods: [pod('new', loops(1))] })).toMatchObject({
      state: 'failed',
      code: 'CONTAINER_CRASHED',
      class: 'permanent',
      pod: 'new',
      container: 'main',
    });
    for (const owner of ['rs1', 'someone']) {
      expect(at(rolling(), { replicaSets: both, pods: [pod('old', loops(9), { owner })] }).state).toBe('progressing');
    }
  });

  test('one crashing replica of several: after a grace, because another of the same revision is ready', () => {
    const pods = [pod('good', { ready: true, state: { running: {} } }), pod('bad', loops(2))];
    expect(at(rolling(), { replicaSets: both, pods }).state).toBe('progressing');
    expect(later(20_000, rolling(), { replicaSets: both, pods })).toMatchObject({
      state: 'failed',
      class: 'probable',
      pod: 'bad',
    });
  });

  test('the surest fault is told first', () => {
    const pods = [pod('slow', waitingFor('ImagePullBackOff', '429 Too Many Requests')), pod('bad', loops(1))];
    expect(at(rolling(), { replicaSets: both, pods })).toMatchObject({ code: 'CONTAINER_CRASHED' });
  });
});

describe('pods that are refused', () => {
  const refused = (message: string, status = {}) =>
    rolling({ conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }], ...status });
  const quota =
    'pods "web-2-x" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=3, limited: pods=3';

  test('by a quota, within five seconds', () => {
    expect(at(refused(quota), { replicaSets: both })).toMatchObject({
      state: 'progressing',
      suspect: { code: 'QUOTA_EXCEEDED' },
    });
    expect(later(4_000, refused(quota), { replicaSets: both })).toMatchObject({
      state: 'failed',
      code: 'QUOTA_EXCEEDED',
    });
  });

  test.each([
    ['maxUnavailable lets old pods go first', { rollingUpdate: { maxUnavailable: 1 } }],
    ['the old pods go first by Recreate', { type: 'Recreate' }],
    ['a third of three pods may go', { rollingUpdate: { maxUnavailable: '34%' } }],
  ])('by a quota that is about to get room: %s', (_, strategy) => {
    const object = { ...refused(quota), spec: { replicas: 3, strategy } };
    expect(later(4_000, object, { replicaSets: both }).state).toBe('progressing');
    expect(later(60_000, object, { replicaSets: both }).state).toBe('failed');
    expect(later(4_000, object, { replicaSets: both.slice(1) }).state).toBe('failed');
  });

  test.each([
    ['pods "x" is forbidden: violates PodSecurity "restricted:latest"', 'ADMISSION_REFUSED', 4_000],
    ['admission webhook "policy" denied the request: no root', 'ADMISSION_REFUSED', 4_000],
    ['Internal error occurred: failed calling webhook "policy": connection refused', 'ADMISSION_REFUSED', 60_000],
    [
      'pods "x" is forbidden: error looking up service account a/b: serviceaccount "b" not found',
      'CONFIG_MISSING',
      4_000,
    ],
  ])('%s', (message, code, grace) => {
    expect(later(grace - 1, refused(message), { replicaSets: both }).state).toBe('progressing');
    expect(later(grace, refused(message), { replicaSets: both })).toMatchObject({ state: 'failed', code });
  });
});

test('a readiness probe that fails only explains the wait', () => {
  const running = pod('new', { ready: false, state: { running: {} }, lastState: {} });
  const events = [event('new', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503')];
  const waiting = later(10_000_000, rolling(), { replicaSets: both, pods: [running], events });
  expect(waiting).toMatchObject({
    state: 'progressing',
    suspect: { message: expect.stringContaining('statuscode: 503') },
  });
  expect(waiting).not.toHaveProperty('recheckAt');
});

test('a pod that was evicted or is going away says nothing', () => {
  const evicted = pod('evicted', { state: exited(137), restartCount: 3 }, { phase: 'Failed' });
  const going = pod('going', loops(5), { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } });
  expect(at(rolling(), { replicaSets: both, pods: [evicted, going] })).toEqual({
    state: 'progressing',
    message: '1 of 3 updated, 3 available, 3 of an older revision left',
  });
});
