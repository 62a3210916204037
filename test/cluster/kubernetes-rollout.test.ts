import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClock } from '../../shared/adapters/connect-clock.ts';
import type { Kubernetes, KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import { describeOutcome, type Settled, watchUntilSettled } from '../../shared/rollout/watch.ts';
import { suiteOn } from '../bed/need.ts';
import { connect, freshNamespace, pushShell, type Workload, workload } from './kubernetes-world.ts';

const NAMESPACE = 'countersign-rollout';
const READY = { container: { readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 } } };

suiteOn({ engine: true, registry: true, cluster: true }, 'watching rollouts', (bed) => {
  let kubernetes: Kubernetes & AsyncDisposable;
  let image = '';

  beforeAll(async () => {
    [kubernetes, image] = await Promise.all([connect(bed().cluster), pushShell(bed())]);
    await freshNamespace(kubernetes, NAMESPACE);
  }, 300_000);
  afterAll(async () => {
    await kubernetes.delete({ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE });
    await kubernetes.close();
  });

  const make = (kind: Parameters<typeof workload>[0], name: string, options: Workload = {}): KubernetesObject =>
    workload(kind, NAMESPACE, name, image, options);

  /** Applies and waits; prints what was found, and how long after the API showed it when `shows` says what it is. */
  async function rollOut(objects: readonly KubernetesObject[], shows?: (pod: string) => boolean): Promise<Settled> {
    const watching = new AbortController();
    const seen = shows === undefined ? Promise.resolve(undefined) : firstSight(kubernetes, shows, watching.signal);
    const applied = await Promise.all(objects.map((object) => kubernetes.apply(object, { force: true })));
    const lines: string[] = [];
    const settled = await watchUntilSettled(
      { kubernetes, clock: connectClock() },
      {
        signal: new AbortController().signal,
        onProgress: (line) => lines.push(line),
        objects: applied.map(({ apiVersion, kind, metadata: { name, uid = '', generation = 0 } }) => ({
          address: { apiVersion, kind, namespace: NAMESPACE, name },
          timeout: 60_000,
          uid,
          generation,
        })),
      },
    );
    const told = Date.now();
    watching.abort();
    const shown = await seen;
    for (const outcome of settled.outcomes) console.log(describeOutcome(outcome));
    if (shown !== undefined) console.log(`told ${told - shown} ms after the API first showed it`);
    for (const { logs, events } of settled.outcomes)
      for (const line of [...(logs?.lines ?? []), ...events]) console.log(`  ${line}`);
    return settled;
  }

  const failureOf = (settled: Settled) => {
    const failed = settled.outcomes.find(({ assessment }) => assessment.state === 'failed');
    if (failed?.assessment.state !== 'failed')
      throw new Error(`nothing failed: ${settled.outcomes.map(describeOutcome)}`);
    return { ...failed, assessment: failed.assessment };
  };

  test('four kinds become ready together; the same again is ready at once; a new version is waited for', async () => {
    const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
    const all = [
      ...kinds.map((kind) => make(kind, kind.toLowerCase(), { replicas: 2, ...READY })),
      make('Job', 'job', { command: 'echo done', pod: { restartPolicy: 'Never' } }),
    ];
    const first = await rollOut(all);
    expect(first.outcomes.map(({ assessment }) => assessment.state)).toEqual(['ready', 'ready', 'ready', 'ready']);
    const again = await rollOut(all);
    expect(again.ready).toBe(true);
    const next = kinds.map((kind) =>
      make(kind, kind.toLowerCase(), {
        replicas: 2,
        container: { ...READY.container, env: [{ name: 'VERSION', value: '2' }] },
      }),
    );
    expect((await rollOut(next)).ready).toBe(true);
    const pods = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, NAMESPACE, {
      labels: 'app in (deployment,statefulset,daemonset)',
    });
    const living = pods.items.filter(({ metadata }) => metadata['deletionTimestamp'] === undefined);
    expect(living).toHaveLength(5);
    for (const pod of living) expect(JSON.stringify(pod['spec'])).toContain('"VERSION"');
  });

  test('a wrong image tag', async () => {
    const wrong = workload('Deployment', NAMESPACE, 'wrong-tag', `${image.split('@')[0]}:none`, READY);
    const { assessment } = failureOf(await rollOut([wrong], (pod) => /ErrImagePull|ImagePullBackOff/.test(pod)));
    expect(assessment).toMatchObject({ code: 'IMAGE_PULL_FAILED', class: 'permanent', container: 'main' });
    expect(assessment.message).toContain(':none');
  });

  test('a crash on start is told with its log lines, the ready workload beside it as ready', async () => {
    const good = make('Deployment', 'deployment', { replicas: 2, ...READY });
    const bad = make('Deployment', 'crash', { command: 'echo DATABASE_URL is not set; exit 3' });
    const settled = await rollOut(
      [good, bad],
      (pod) => /"restartCount":[1-9]/.test(pod) && /CrashLoopBackOff|"terminated"/.test(pod),
    );
    const { assessment, logs } = failureOf(settled);
    expect(assessment).toMatchObject({ code: 'CONTAINER_CRASHED', container: 'main' });
    expect(assessment.message).toContain('exit code 3');
    expect(logs?.lines).toEqual(['DATABASE_URL is not set']);
  });

  test('a crash that heals is no failure', async () => {
    const command = '[ -e /data/before ] || { touch /data/before; exit 1; }; mkdir /www; exec httpd -f -p 8080 -h /www';
    const volumeMounts = [{ name: 'data', mountPath: '/data' }];
    const healing = make('Deployment', 'healing', {
      command,
      container: { volumeMounts },
      pod: { volumes: [{ name: 'data', emptyDir: {} }] },
    });
    expect((await rollOut([healing])).ready).toBe(true);
  });

  test('an init container that crashes', async () => {
    const initContainers = [{ name: 'prepare', image, command: ['sh', '-c', 'echo cannot prepare; exit 7'] }];
    const { assessment, logs } = failureOf(await rollOut([make('Deployment', 'init', { pod: { initContainers } })]));
    expect(assessment).toMatchObject({ code: 'CONTAINER_CRASHED', container: 'prepare' });
    expect(logs?.lines).toEqual(['cannot prepare']);
  });

  test.each([
    ['environment', { container: { envFrom: [{ configMapRef: { name: 'absent' } }] } }],
    [
      'volume',
      {
        pod: { volumes: [{ name: 'v', configMap: { name: 'absent' } }] },
        container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      },
    ],
  ])('a ConfigMap that is missing in the %s', async (where, options) => {
    const settled = await rollOut([make('Deployment', `config-${where}`, options)], (pod) =>
      /CreateContainerConfigError|ContainerCreating/.test(pod),
    );
    const { assessment } = failureOf(settled);
    expect(assessment).toMatchObject({ code: 'CONFIG_MISSING' });
    expect(assessment.message).toContain('configmap "absent" not found');
  });

  test('a command that is not in the image', async () => {
    const command = { container: { command: ['/bin/absent'] } };
    expect(failureOf(await rollOut([make('Deployment', 'absent', command)])).assessment).toMatchObject({
      code: 'CONTAINER_NOT_STARTED',
    });
  });

  test.each(['Deployment', 'StatefulSet', 'Job'] as const)('a quota that refuses the pods of a %s', async (kind) => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none', namespace: NAMESPACE },
      spec: { hard: { pods: '0' } },
    };
    await kubernetes.apply(quota);
    try {
      await enforced();
      const name = `quota-${kind.toLowerCase()}`;
      const pod = kind === 'Job' ? { pod: { restartPolicy: 'Never' } } : {};
      const { assessment } = failureOf(await rollOut([make(kind, name, pod)]));
      expect(assessment).toMatchObject({ code: 'QUOTA_EXCEEDED' });
      expect(assessment.message).toContain('exceeded quota: none');
      await kubernetes.delete({ ...make(kind, name), namespace: NAMESPACE, name });
    } finally {
      await kubernetes.delete({ ...quota, namespace: NAMESPACE, name: 'none' });
    }
  });

  /** The quota's status shows its limit: from then on it refuses. */
  async function enforced(): Promise<void> {
    const kind = { apiVersion: 'v1', kind: 'ResourceQuota' };
    const from = await kubernetes.list(kind, NAMESPACE);
    if (from.items.some((one) => JSON.stringify(one['status'])?.includes('hard'))) return;
    const done = new AbortController();
    for await (const { object } of kubernetes.watch(kind, NAMESPACE, from, { signal: done.signal })) {
      if (JSON.stringify(object['status'])?.includes('hard')) done.abort();
    }
  }

  test('a job that fails, with its log', async () => {
    const job = make('Job', 'failing', {
      command: 'echo relation users exists already; exit 4',
      pod: { restartPolicy: 'Never' },
      spec: { backoffLimit: 0 },
    });
    const { assessment, logs } = failureOf(await rollOut([job]));
    expect(assessment).toMatchObject({ code: 'JOB_FAILED', class: 'permanent' });
    expect(logs?.lines).toEqual(['relation users exists already']);
  });

  test('a pod that no node takes is waited for, and explained when the time is over', async () => {
    const [applied] = await Promise.all([
      kubernetes.apply(make('Deployment', 'nowhere', { pod: { nodeSelector: { disk: 'none' } } })),
    ]);
    const address = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: NAMESPACE, name: 'nowhere' };
    const objects = [{ address, timeout: 3_000, uid: applied.metadata.uid ?? '' }];
    const settled = await watchUntilSettled(
      { kubernetes, clock: connectClock() },
      { objects, signal: new AbortController().signal },
    );
    expect(failureOf(settled).assessment).toMatchObject({ code: 'UNSCHEDULABLE' });
    expect(failureOf(settled).assessment.message).toContain('not ready within 3.0 s');
  });

  test('a paused deployment whose newest version would never come', async () => {
    const paused = make('Deployment', 'deployment', {
      replicas: 2,
      container: { ...READY.container, env: [{ name: 'VERSION', value: '3' }] },
      spec: { paused: true },
    });
    expect(failureOf(await rollOut([paused])).assessment).toMatchObject({ code: 'WORKLOAD_PAUSED' });
  });
});

/** Moment at which a pod of the namespace first looked like that, by the same kind of watch. */
async function firstSight(
  kubernetes: Kubernetes,
  shows: (pod: string) => boolean,
  signal: AbortSignal,
): Promise<number | undefined> {
  const kind = { apiVersion: 'v1', kind: 'Pod' };
  const from = await kubernetes.list(kind, NAMESPACE);
  const old = new Set(from.items.map(({ metadata }) => metadata.uid));
  for await (const { object } of kubernetes.watch(kind, NAMESPACE, from, { signal })) {
    if (!old.has(object.metadata.uid) && shows(JSON.stringify(object['status']))) return Date.now();
  }
  return undefined;
}
