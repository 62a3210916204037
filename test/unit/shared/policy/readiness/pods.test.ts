import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../../../../shared/policy/readiness/rules.ts';
import { at, type ContainerChange, event, exited, later, loops, pod, waitingFor } from './make.ts';

/** A pod by itself: the same rules as for the pods of a workload. */
const alone = (status: ContainerChange | undefined, changes: Parameters<typeof pod>[2] = {}) =>
  pod('p', status, changes);

describe('images', () => {
  test.each([
    ['ErrImagePull', 'manifest unknown', 0],
    ['ErrImagePull', 'failed to resolve reference "registry.test/acme/web:2": registry.test/acme/web:2: not found', 0],
    ['ImagePullBackOff', 'Back-off pulling image: ErrImagePull: pull access denied, repository does not exist', 0],
    ['ErrImagePull', '401 Unauthorized', 0],
    ['ErrImagePull', 'no match for platform in manifest', 0],
    ['InvalidImageName', 'Failed to apply default image tag: could not parse image reference', 0],
    ['ErrImageNeverPull', '', 0],
    ['ImagePullBackOff', 'Back-off pulling image "registry.test/acme/web:2"', DEFAULT_RULES.image],
    ['ErrImagePull', 'toomanyrequests: denied: You have reached your pull rate limit', DEFAULT_RULES.imageTransient],
    ['ErrImagePull', '429 Too Many Requests', DEFAULT_RULES.imageTransient],
    ['ErrImagePull', 'dial tcp: lookup registry.test: no such host', DEFAULT_RULES.imageTransient],
    [
      'ErrImagePull',
      'Head "https://registry.test/v2/acme/timeouts/manifests/2": 503 Service Unavailable',
      DEFAULT_RULES.imageTransient,
    ],
    ['ErrImagePull', 'Head "https://registry.test/v2/acme/timeout/manifests/2": not found', 0],
  ])('%s: %s', (reason, message, grace) => {
    const object = alone(waitingFor(reason, message));
    if (grace > 0) expect(later(grace - 1, object).state).toBe('progressing');
    expect(later(grace, object)).toMatchObject({ state: 'failed', code: 'IMAGE_PULL_FAILED', pod: 'p' });
  });

  test('the name of an image is no word of the registry', () => {
    const image = 'registry.test/acme/timeout:2';
    const status = waitingFor('ErrImagePull', `failed to resolve "${image}": ${image}: not found`);
    expect(at(alone(status, { spec: { containers: [{ name: 'main', image }] } })).state).toBe('failed');
  });

  test('ErrImagePull and ImagePullBackOff alternate: it is one fault with one grace', () => {
    const [one, two] = [waitingFor('ErrImagePull', 'odd'), waitingFor('ImagePullBackOff', 'odd')].map((status) =>
      alone(status),
    );
    const first = at(one ?? {});
    const second = at(two ?? {});
    expect(first).toMatchObject({ recheckAt: 1_030_000 });
    expect(second).toMatchObject({ recheckAt: 1_030_000 });
    expect(later(30_000, two ?? {})).toMatchObject({ state: 'failed', class: 'probable' });
  });
});

describe('crashes', () => {
  test('the first end is no failure: it may heal at its next start', () => {
    expect(at(alone({ state: exited(1) })).state).toBe('progressing');
    expect(at(alone({ restartCount: 1, state: { running: {} }, lastState: exited(1) })).state).toBe('progressing');
    expect(at(alone({ restartCount: 0, state: { waiting: { reason: 'CrashLoopBackOff' } } })).state).toBe(
      'progressing',
    );
  });

  test('the second end is, before the kubelet calls it a loop and after', () => {
    expect(at(alone({ restartCount: 1, state: exited(3), lastState: exited(3) }))).toMatchObject({
      state: 'failed',
      code: 'CONTAINER_CRASHED',
      message: 'pod p, container main: ended 2 times, the last time with exit code 3 (Error)',
    });
    expect(at(alone(loops(1)))).toMatchObject({ state: 'failed', code: 'CONTAINER_CRASHED' });
  });

  test('a server that ends without an error crashes too', () => {
    expect(at(alone({ restartCount: 1, state: exited(0, 'Completed') }))).toMatchObject({ state: 'failed' });
  });

  test('running again after two ends: a grace, in which it may become ready', () => {
    const again = { restartCount: 2, state: { running: {} }, lastState: exited(1) };
    expect(at(alone(again))).toMatchObject({ state: 'progressing', suspect: { code: 'CONTAINER_CRASHED' } });
    expect(later(10_000, alone(again))).toMatchObject({ state: 'failed', class: 'probable' });
    expect(at(alone({ ...again, ready: true })).state).toBe('ready');
  });

  test('a ready container with a past beside one that is not ready yet', () => {
    const beside = {
      init: [{ name: 'side', ready: true, restartCount: 5, state: { running: {} }, lastState: exited(1) }],
    };
    const spec = { initContainers: [{ name: 'side', restartPolicy: 'Always' }] };
    const waits = later(1e9, alone({ state: { running: {} } }, { ...beside, spec }));
    expect(waits).toMatchObject({ state: 'progressing', suspect: { container: 'main' } });
  });

  test('a restartPolicy of Never leaves the verdict to the phase', () => {
    const never = { spec: { restartPolicy: 'Never' } };
    expect(at(alone({ state: exited(1) }, never)).state).toBe('progressing');
    expect(at(alone({ state: exited(1) }, { ...never, phase: 'Failed' }))).toMatchObject({
      code: 'POD_FAILED',
      container: 'main',
    });
    expect(at(alone({ state: exited(0) }, { ...never, phase: 'Succeeded' })).state).toBe('ready');
  });
});

describe('init containers', () => {
  const behind = waitingFor('PodInitializing');

  test('a crash of one, and an image of one', () => {
    expect(at(alone(behind, { init: [{ ...loops(1), name: 'migrate' }] }))).toMatchObject({
      code: 'CONTAINER_CRASHED',
      container: 'migrate',
    });
    expect(
      at(alone(behind, { init: [{ ...waitingFor('ErrImagePull', 'not found'), name: 'migrate' }] })),
    ).toMatchObject({ container: 'migrate' });
  });

  test('one that has done its work after two ends says nothing any more', () => {
    expect(
      at(alone(behind, { init: [{ name: 'migrate', restartCount: 2, state: exited(0, 'Completed') }] })),
    ).not.toHaveProperty('suspect');
  });

  test('a sidecar (restartable) that ends without an error crashes; an ordinary one has done its work', () => {
    const init = [{ name: 'side', restartCount: 2, state: exited(0, 'Completed') }];
    const initSpecs = [{ name: 'side', restartPolicy: 'Always' }];
    expect(at(alone(behind, { init, initSpecs }))).toMatchObject({ state: 'failed', container: 'side' });
  });

  test('a sidecar is started again even in a pod that is not', () => {
    const options = {
      init: [{ ...loops(1), name: 'side' }],
      spec: { restartPolicy: 'Never', initContainers: [{ name: 'side', restartPolicy: 'Always' }] },
    };
    expect(at(alone(behind, options))).toMatchObject({ state: 'failed', container: 'side' });
  });
});

describe('configuration', () => {
  test.each([
    ['configmap "settings" not found', 4_000],
    ["couldn't find key url in Secret a/b", 4_000],
    ['failed to sync configmap cache: timed out waiting for the condition', 30_000],
    ['container has runAsNonRoot and image will run as root', 0],
  ])('%s', (message, grace) => {
    const object = alone(waitingFor('CreateContainerConfigError', message));
    if (grace > 0) expect(later(grace - 1, object).state).toBe('progressing');
    expect(later(grace, object)).toMatchObject({ state: 'failed', code: 'CONFIG_MISSING' });
  });

  test('a mounted one shows only in events, as long as nothing was started', () => {
    const creating = waitingFor('ContainerCreating');
    const events = [event('p', 'FailedMount', 'MountVolume.SetUp failed for volume "v" : secret "keys" not found')];
    expect(later(4_000, alone(creating), { events })).toMatchObject({ state: 'failed', code: 'CONFIG_MISSING' });
    expect(later(4_000, alone({ state: { running: {} } }), { events }).state).toBe('progressing');
    const slow = [event('p', 'FailedAttachVolume', 'Multi-Attach error for volume "v"')];
    expect(later(1e9, alone(creating), { events: slow })).toMatchObject({
      state: 'progressing',
      suspect: { message: expect.stringContaining('Multi-Attach') },
    });
  });
});

test.each([
  [waitingFor('RunContainerError', 'exec: "serve": executable file not found in $PATH'), 0],
  [
    {
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: {
        terminated: { exitCode: 128, reason: 'StartError', message: 'stat /bin/serve: no such file or directory' },
      },
    },
    0,
  ],
  [waitingFor('CreateContainerError', 'context deadline exceeded'), 30_000],
])('a container that cannot be started: %j', (status, grace) => {
  if (grace > 0) expect(later(grace - 1, alone(status)).state).toBe('progressing');
  expect(later(grace, alone(status))).toMatchObject({ state: 'failed', code: 'CONTAINER_NOT_STARTED' });
});

describe('scheduling', () => {
  const conditions = [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
  ];

  test('no node takes it: minutes of grace for an autoscaler, more when one has started', () => {
    expect(later(119_999, alone(undefined, { conditions })).state).toBe('progressing');
    expect(later(120_000, alone(undefined, { conditions }))).toMatchObject({ state: 'failed', code: 'UNSCHEDULABLE' });
    const events = [event('p', 'TriggeredScaleUp', 'pod triggered scale-up')];
    expect(later(120_000, alone(undefined, { conditions }), { events }).state).toBe('progressing');
    expect(later(600_000, alone(undefined, { conditions }), { events }).state).toBe('failed');
  });

  test('a scheduling gate is never a failure', () => {
    const gated = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
    expect(later(1e9, alone(undefined, { conditions: gated })).state).toBe('progressing');
  });
});
