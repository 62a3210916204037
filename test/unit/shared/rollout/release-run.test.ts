import { expect, test } from 'vitest';
import { KubernetesError } from '../../../../shared/adapters/kubernetes/port.ts';
import { readRelease, readState } from '../../../../shared/rollout/store.ts';
import type { Verb } from '../../../fakes/kubernetes.ts';
import { crashOnStart, failJob } from '../../../fakes/kubernetes-reactions.ts';
import { deploy, makeWorld, objectsOf, SCOPE, stateOf, type World } from './release-fixtures.ts';

const versionOf = ({ fake }: World): unknown =>
  (fake.find('ConfigMap', 'settings')?.['data'] as { version: string })?.version;
const imageOf = ({ fake }: World): string => JSON.stringify(fake.find('Deployment', 'web'));

test('a release is saved and its intent written before the first change', async () => {
  const world = makeWorld();
  const run = await deploy(world, objectsOf('1'));
  expect(run).toMatchObject({ verified: true, release: 1, restore: null });
  const order = world.fake.writes.map(({ verb, kind, name }) => `${verb} ${kind} ${name}`);
  const first = order.findIndex((line) => !line.includes('countersign.'));
  const saved = order.indexOf('create Secret countersign.tracker.production.r1');
  expect(order.indexOf('create ConfigMap countersign.tracker.production')).toBeLessThan(saved);
  expect(saved).toBeGreaterThan(-1);
  expect(saved).toBeLessThan(first);
  expect(await stateOf(world)).toMatchObject({ current: 1, verified: 1, lastNumber: 1, inProgress: null });
  expect(world.fake.find('Lease', 'countersign.tracker.production')).toBeUndefined();
  expect((await readRelease(world.fake, SCOPE, 1)).objects).toHaveLength(2);
  expect(world.fake.find('Secret', 'countersign.tracker.production.r1.outcome')).toBeDefined();
});

test('a crash restores the last verified release, deletes what only the bad one brought, and keeps the evidence', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  world.fake.on('apply', 'Deployment', (fake, object) => {
    if (JSON.stringify(object).includes('sha256:2')) crashOnStart(fake, object);
  });
  const run = await deploy(world, objectsOf('2', 'extra'));
  expect(run).toMatchObject({ verified: false, release: 2, restore: { release: 1, verified: true } });
  expect(run.steps.map(({ id, status }) => `${id} ${status}`)).toEqual(['migrate passed', 'web failed']);
  expect(run.probes.map(({ status }) => status)).toEqual(['not-run']);
  expect(run.evidence[0]).toMatchObject({ what: 'Deployment web', code: 'CONTAINER_CRASHED' });
  expect(versionOf(world)).toBe('1');
  expect(imageOf(world)).toContain('sha256:1');
  expect(world.fake.find('ConfigMap', 'extra')).toBeUndefined();
  const state = await stateOf(world);
  expect(state).toMatchObject({ current: 1, verified: 1, lastNumber: 2, inProgress: null });
  expect(state.history.map(({ status }) => status)).toEqual(['verified', 'failed']);
});

test('a probe that never passes restores, too', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const sick = (): boolean => imageOf(world).includes('sha256:2');
  world.fake.onHttp(() => ({ status: sick() ? 500 : 200, headers: {}, body: '' }));
  const run = await deploy(world, objectsOf('2'));
  expect(run.probes[0]).toMatchObject({ status: 'failed', code: 'PROBE_FAILED' });
  expect(run.probes[0]?.seen).toMatch(/^status 500 \(\d+ requests\)$/);
  expect(run.restore).toMatchObject({ release: 1, verified: true });
});

test('a failed Job stops the row, and nothing of the release is applied', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  world.fake.on('create', 'Job', failJob);
  const run = await deploy(world, objectsOf('2', 'extra'));
  expect(run.steps.map(({ status }) => status)).toEqual(['failed', 'not-run']);
  expect(run.steps[0]?.code).toBe('JOB_FAILED');
  expect(world.fake.writes.some(({ name }) => name === 'extra')).toBe(false);
  expect(versionOf(world)).toBe('1');
});

test('the first release of all fails: nothing can be restored, its objects stay for people to look at', async () => {
  const world = makeWorld();
  world.fake.on('apply', 'Deployment', crashOnStart);
  const run = await deploy(world, objectsOf('1'));
  expect(run).toMatchObject({ verified: false, restore: null });
  expect(world.fake.find('Deployment', 'web')).toBeDefined();
  expect(await stateOf(world)).toMatchObject({ current: 1, verified: null, inProgress: null });
});

test('a release that cannot be saved changes nothing', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const before = world.fake.writes.length;
  world.fake.fail({ verb: 'create', kind: 'Secret', error: new KubernetesError(403, 'Forbidden', 'no secrets') });
  await expect(deploy(world, objectsOf('2'))).rejects.toThrow('no secrets');
  const changed = world.fake.writes.slice(before).filter(({ name }) => !name.startsWith('countersign.'));
  expect(changed).toEqual([]);
  expect(await stateOf(world)).toMatchObject({ current: 1, verified: 1, inProgress: null, lastNumber: 2 });
});

test('a number is never given twice, also after a release that could not be saved', async () => {
  const world = makeWorld();
  world.fake.fail({ verb: 'create', kind: 'Secret', error: new KubernetesError(500, 'InternalError', 'etcd') });
  await expect(deploy(world, objectsOf('1'))).rejects.toThrow();
  expect((await deploy(world, objectsOf('2'))).release).toBe(2);
});

/** From this write on the runner is dead: nothing that it sends arrives any more. */
function killAt(world: World, index: number): () => void {
  const { fake } = world;
  let count = 0;
  let dead = true;
  const verbs = ['get', 'list', 'watch', 'apply', 'create', 'replace', 'delete', 'logs', 'events', 'http'] as const;
  const original = Object.fromEntries(verbs.map((verb) => [verb, fake[verb].bind(fake)])) as Record<Verb, never>;
  for (const verb of verbs) {
    const writes = ['apply', 'create', 'replace', 'delete'].includes(verb);
    const guarded = (...args: readonly unknown[]): unknown => {
      if (dead && writes) count += 1;
      if (dead && count > index) throw new Error('the runner was killed');
      return (original[verb] as (...all: readonly unknown[]) => unknown)(...args);
    };
    Object.assign(fake, { [verb]: verb === 'watch' ? guarded : async (...args: unknown[]) => guarded(...args) });
  }
  return () => {
    dead = false;
  };
}

test('killed at any write, the next run brings a verified release back and then its own', {
  timeout: 60_000,
}, async () => {
  let completed = false;
  let restored = 0;
  for (let index = 0; !completed; index += 1) {
    const world = makeWorld();
    await deploy(world, objectsOf('1'));
    const revive = killAt(world, index);
    const outcome = await deploy(world, objectsOf('2', 'extra'), {}, 'killed').catch(() => undefined);
    revive();
    completed = outcome?.verified === true;
    expect(index, 'the release never completed').toBeLessThan(60);
    const stored = await readState(world.fake, SCOPE);
    expect([1, 2], `after write ${index}`).toContain(stored.state.verified);
    const next = await deploy(world, objectsOf('3'));
    expect(next.verified, `after write ${index}: ${JSON.stringify(next.steps)}`).toBe(true);
    expect(versionOf(world)).toBe('3');
    const state = await stateOf(world);
    expect(state).toMatchObject({ current: next.release, verified: next.release, inProgress: null });
    const { inProgress } = stored.state;
    if (inProgress === null || inProgress.phase === 'saving') {
      expect(next.recovery?.restore ?? null, `after write ${index}`).toBe(null);
      continue;
    }
    restored += 1;
    expect(next.recovery, `after write ${index}`).toMatchObject({ restore: { release: 1, verified: true } });
    expect(world.fake.find('ConfigMap', 'extra'), `after write ${index}`).toBeUndefined();
  }
  expect(restored).toBeGreaterThan(3);
});

test('a state that another run has moved stops this one, before and in the middle', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const address = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'production',
    name: 'countersign.tracker.production',
  };
  world.fake.on('apply', 'ConfigMap', (fake, object) => {
    if (object.metadata.name === 'settings') {
      fake.update(address, (live) => ({ ...live, metadata: { ...live.metadata, labels: { moved: 'yes' } } }));
    }
  });
  const before = world.fake.writes.length;
  await expect(deploy(world, objectsOf('2'))).rejects.toMatchObject({ code: 'ROLLOUT_RACED' });
  const writes = world.fake.writes.slice(before).map(({ verb, kind, name }) => `${verb} ${kind} ${name}`);
  // It stopped where it noticed: no restore against whoever is at it now.
  expect(writes.filter((line) => line === 'apply Deployment web')).toHaveLength(1);
});

test('a restore that fails keeps the intent and says what to type', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  world.fake.on('apply', 'Deployment', crashOnStart);
  const run = await deploy(world, objectsOf('2', 'extra'));
  expect(run.restore).toMatchObject({ release: 1, verified: false });
  expect(run.restore?.commands.join('\n')).toContain('kubectl apply --server-side --force-conflicts');
  expect(run.restore?.commands.join('\n')).toContain('delete configmap/extra');
  expect(await stateOf(world)).toMatchObject({ verified: 1, inProgress: { release: 2, phase: 'restore-failed' } });
});
