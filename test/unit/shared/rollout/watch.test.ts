import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../shared/adapters/kubernetes/port.ts';
import { KubernetesError } from '../../../../shared/adapters/kubernetes/port.ts';
import { failureLine } from '../../../../shared/rollout/apply.ts';
import { type WatchRequest, watchUntilSettled } from '../../../../shared/rollout/watch.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { type FakeKubernetes, fakeKubernetes, type Reaction } from '../../../fakes/kubernetes.ts';
import { completeJob, crashOnStart, failJob, imageNotFound, makeReady } from '../../../fakes/kubernetes-reactions.ts';

const NAMESPACE = 'production';

const workload = (kind: 'Deployment' | 'Job', name: string, image = 'a'): KubernetesObject => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace: NAMESPACE },
  spec: {
    ...(kind === 'Job' ? {} : { replicas: 2, selector: { matchLabels: { app: name } } }),
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
});

async function world(reactions: Record<string, Reaction>) {
  const kubernetes = fakeKubernetes({ namespaces: [NAMESPACE] });
  const applied: KubernetesObject[] = [];
  for (const [name, reaction] of Object.entries(reactions)) {
    const kind = name.startsWith('job') ? 'Job' : 'Deployment';
    kubernetes.on('apply', kind, (fake, object) => {
      if (object.metadata.name === name) reaction(fake, object);
    });
    applied.push(await kubernetes.apply(workload(kind, name)));
  }
  return { kubernetes, applied };
}

function expected(object: KubernetesObject, timeout = 300_000) {
  const { apiVersion, kind, metadata } = object;
  const { name, uid, generation } = metadata;
  const address = { apiVersion, kind, name, namespace: NAMESPACE };
  return { address, timeout, ...(uid ? { uid } : {}), ...(generation ? { generation } : {}) };
}

function settle(kubernetes: FakeKubernetes, applied: readonly KubernetesObject[], more: Partial<WatchRequest> = {}) {
  const objects = applied.map((object) => expected(object));
  return watchUntilSettled(
    { kubernetes, clock: fakeClock() },
    { objects, signal: new AbortController().signal, ...more },
  );
}

test('everything ready ends at once, with one list and one watch per kind', async () => {
  const { kubernetes, applied } = await world({ web: makeReady, api: makeReady, 'job-a': completeJob });
  const settled = await settle(kubernetes, applied);
  expect(settled.ready).toBe(true);
  expect(settled.outcomes.map(({ assessment }) => assessment.state)).toEqual(['ready', 'ready', 'ready']);
  const lists = kubernetes.calls.filter(({ verb }) => verb === 'list').map(({ kind }) => kind);
  expect(lists.sort()).toEqual(['Deployment', 'Event', 'Job', 'Pod', 'ReplicaSet']);
});

test('the first permanent failure ends the watch, with log lines and events; the others are told as they are', async () => {
  const { kubernetes, applied } = await world({ web: crashOnStart, api: makeReady, slow: () => {} });
  const [pod] = kubernetes.all('Pod').filter(({ metadata }) => metadata.name.startsWith('web'));
  kubernetes.setLogs({ pod: pod?.metadata.name ?? '', container: 'main' }, 'line 1\nDATABASE_URL is not set\n');
  kubernetes.put({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e1', namespace: NAMESPACE },
    involvedObject: { kind: 'Pod', name: pod?.metadata.name, uid: pod?.metadata.uid },
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    count: 3,
  });
  const settled = await settle(kubernetes, applied);
  expect(settled.ready).toBe(false);
  expect(settled.outcomes[0]).toMatchObject({
    assessment: { state: 'failed', class: 'permanent', code: 'CONTAINER_CRASHED', container: 'main' },
    logs: { previous: false, lines: ['line 1', 'DATABASE_URL is not set'] },
    events: [expect.stringMatching(/^Warning BackOff Pod web-.*Back-off restarting failed container \(3 times\)$/)],
  });
  expect(settled.outcomes.map(({ assessment }) => assessment.state)).toEqual(['failed', 'ready', 'progressing']);
});

test('an image that is not there, and a job that failed', async () => {
  const image = await world({ web: imageNotFound });
  const [first] = (await settle(image.kubernetes, image.applied)).outcomes;
  expect(first?.assessment).toMatchObject({ state: 'failed', code: 'IMAGE_PULL_FAILED' });
  expect(first?.logs).toBeUndefined();
  const job = await world({ 'job-a': failJob });
  job.kubernetes.setLogs({ pod: 'job-a-pod', container: 'main' }, 'no such table');
  const [second] = (await settle(job.kubernetes, job.applied)).outcomes;
  expect(second?.assessment).toMatchObject({ state: 'failed', code: 'JOB_FAILED', pod: 'job-a-pod' });
  expect(second?.logs?.lines).toEqual(['no such table']);
});

test('changes wake it: a workload that becomes ready later', async () => {
  const { kubernetes, applied } = await world({ web: () => {} });
  const lines: string[] = [];
  // Sleeps until something wakes it, so that only the watch can.
  const clock = {
    now: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const settling = watchUntilSettled(
    { kubernetes, clock },
    {
      objects: applied.map((one) => expected(one)),
      signal: new AbortController().signal,
      onProgress: (line) => lines.push(line),
    },
  );
  setTimeout(() => applied[0] && makeReady(kubernetes, applied[0]), 5);
  expect((await settling).ready).toBe(true);
  expect(lines[0]).toMatch(/^Deployment web: progressing/);
  expect(lines.at(-1)).toBe('Deployment web: ready: 2 of 2 available');
});

test('time alone ends a grace and a timeout, and the message says what it waited for', async () => {
  const { kubernetes, applied } = await world({ web: () => {} });
  const [outcome] = (await settle(kubernetes, applied)).outcomes;
  expect(outcome).toMatchObject({ after: 300_000, assessment: { state: 'failed', code: 'ROLLOUT_TIMEOUT' } });
  expect(outcome?.assessment.message).toMatch(
    /^Deployment web: not ready within 5 min 0 s: the controller has not seen/,
  );
});

test('deleted, replaced, and gone after its end', async () => {
  const { kubernetes, applied } = await world({ web: () => {}, 'job-a': () => {} });
  const [web, job] = applied;
  if (web === undefined || job === undefined) throw new Error('the world is empty');
  const settling = settle(kubernetes, [web], {});
  kubernetes.remove(expected(web).address);
  expect((await settling).outcomes[0]?.assessment).toMatchObject({ code: 'OBJECT_GONE' });
  await kubernetes.apply(workload('Deployment', 'web'));
  expect((await settle(kubernetes, [web])).outcomes[0]?.assessment.message).toContain('was replaced');
  const watching = settle(kubernetes, [job]);
  await new Promise((done) => setImmediate(done));
  completeJob(kubernetes, job);
  kubernetes.remove(expected(job).address);
  expect((await watching).ready).toBe(true);
});

test('without the permission to read events it works and says so; without pods it rejects', async () => {
  const forbidden = new KubernetesError(403, 'Forbidden', 'cannot list resource');
  const { kubernetes, applied } = await world({ web: makeReady });
  const lines: string[] = [];
  kubernetes.fail({ verb: 'list', kind: 'Event', error: forbidden });
  expect((await settle(kubernetes, applied, { onProgress: (line) => lines.push(line) })).ready).toBe(true);
  expect(lines[0]).toContain('events of namespace production cannot be read');
  kubernetes.fail({ verb: 'list', kind: 'Pod', error: forbidden });
  await expect(settle(kubernetes, applied)).rejects.toBe(forbidden);
});

test('the signal ends it with its reason', async () => {
  const { kubernetes, applied } = await world({ web: () => {} });
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const settling = settle(kubernetes, applied, { signal: controller.signal });
  controller.abort(reason);
  await expect(settling).rejects.toBe(reason);
});

/** A crash whose log answers by `answer`, call after call. */
async function crashed(answer: (call: number) => string | Error) {
  const { kubernetes, applied } = await world({ web: crashOnStart });
  let call = 0;
  Object.assign(kubernetes, {
    logs: async () => {
      call += 1;
      const said = answer(call);
      if (said instanceof Error) throw said;
      return said;
    },
  });
  const { outcomes } = await settle(kubernetes, applied);
  return { lines: outcomes[0]?.logs?.lines, calls: call };
}

const WORDS = 'ModuleNotFoundError: No module named app';

test.each<[string, string | Error]>([
  ['is empty', ''],
  ['is refused', new KubernetesError(500, 'InternalError', 'kubelet busy')],
  ['is not there', 'unable to retrieve container logs for containerd://0a1b'],
])('a log that %s at first, because the kubelet is slow, is asked for again', async (_, early) => {
  expect((await crashed((call) => (call <= 6 ? early : WORDS))).lines).toEqual([WORDS]);
});

test('a log that never comes is waited for a bounded time, and why is told', async () => {
  const silent = await crashed(() => '');
  expect(silent.lines).toEqual([]);
  expect(silent.calls).toBeLessThanOrEqual(24);
  const refused = await crashed(() => new KubernetesError(500, 'InternalError', 'kubelet busy'));
  expect(refused.lines).toEqual(['(the log cannot be read: kubelet busy)']);
  expect(
    failureLine([
      {
        what: 'Deployment web',
        code: 'CONTAINER_CRASHED',
        message: 'ended',
        logsOf: 'x',
        lines: refused.lines ?? [],
        events: [],
      },
    ]),
  ).toBe('Deployment web: ended');
});
