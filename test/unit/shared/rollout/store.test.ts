import { expect, test } from 'vitest';
import { takeLock } from '../../../../shared/rollout/lease.ts';
import { decode, encode } from '../../../../shared/rollout/release-encoding.ts';
import { begin, EMPTY_STATE, failed, mayBeInCluster, trim, verified } from '../../../../shared/rollout/state.ts';
import { openLedger, readRelease, readState, saveRelease } from '../../../../shared/rollout/store.ts';
import { contentOf, makeWorld, objectsOf, SCOPE } from './release-fixtures.ts';

const RUN = { repository: 'a/b', id: 1, attempt: 1, workflow: 'w', actor: 'a', url: 'u' };
const intent = { kind: 'deploy', commit: 'c', restores: null, run: RUN, at: 'now' } as const;
const SECRET = { apiVersion: 'v1', kind: 'Secret', namespace: 'production' };
const NAME = 'countersign.tracker.production';

test('what is encoded comes back, in parts when it is large, and the same value gives the same bytes', () => {
  const value = { b: [1, 'ü'], a: { text: 'x'.repeat(50), n: Array.from({ length: 500 }, (_, i) => i * 7919) } };
  const encoded = encode(value, 300);
  expect(encoded.parts.length).toBeGreaterThan(2);
  expect(decode('it', encoded)).toEqual(value);
  expect(encode(structuredClone(value), 300)).toEqual(encoded);
  expect(() => decode('it', { ...encoded, parts: encoded.parts.slice(1) })).toThrow('cannot be unpacked');
  expect(() => decode('it', { ...encoded, sha256: '0'.repeat(64) })).toThrow('does not have the sha256');
});

test('a release comes back as it was saved, and a damaged one is refused', async () => {
  const { fake } = makeWorld();
  const content = contentOf(3, objectsOf('3'));
  await saveRelease(fake, content);
  expect(await readRelease(fake, SCOPE, 3)).toEqual(content);
  expect(fake.find('Secret', `${NAME}.r3`)?.['immutable']).toBe(true);
  const copied = {
    ...fake.find('Secret', `${NAME}.r3`),
    metadata: {
      name: `${NAME}.r4`,
      namespace: 'production',
      annotations: fake.find('Secret', `${NAME}.r3`)?.metadata.annotations ?? {},
    },
  };
  fake.put({ ...copied, apiVersion: 'v1', kind: 'Secret' });
  await expect(readRelease(fake, SCOPE, 4)).rejects.toThrow('holds another release');
  fake.update({ ...SECRET, name: `${NAME}.r3` }, (live) => ({ ...live, data: { content: 'AAAA' } }));
  await expect(readRelease(fake, SCOPE, 3)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  await expect(readRelease(fake, SCOPE, 9)).rejects.toThrow(`Secret ${NAME}.r9 is missing`);
});

test('releases without their state are an error, not an empty environment', async () => {
  const { fake } = makeWorld();
  expect((await readState(fake, SCOPE)).state).toEqual(EMPTY_STATE);
  await saveRelease(fake, contentOf(1, objectsOf('1')));
  await expect(readState(fake, SCOPE)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  fake.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace: 'production' },
    data: { state: '{"schemaVersion":2}' },
  });
  await expect(readState(fake, SCOPE)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
});

test('of two runs that read the same state only the first moves it', async () => {
  const { fake } = makeWorld();
  for (const _ of ['create', 'replace']) {
    const stored = await readState(fake, SCOPE);
    const [one, two] = [openLedger(fake, SCOPE, stored), openLedger(fake, SCOPE, stored)];
    await one.move((state) => ({ ...begin(state, intent), inProgress: null }));
    await expect(two.move((state) => begin(state, intent))).rejects.toMatchObject({ code: 'ROLLOUT_RACED' });
  }
  expect((await readState(fake, SCOPE)).state.lastNumber).toBe(2);
});

test('the history keeps ten, the verified and the current release', () => {
  let state = verified(begin(EMPTY_STATE, intent));
  for (let count = 0; count < 12; count += 1) state = failed(begin(state, intent), 1);
  const { state: kept, removed } = trim(state);
  expect(kept.history.map(({ number }) => number)).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(removed).toEqual([2, 3]);
  expect(trim(kept).removed).toEqual([]);
});

test('whatever was tried after the verified release may be in the cluster, except what died while it was saved', () => {
  const base = verified(begin(EMPTY_STATE, intent));
  const tried = begin(failed(begin(base, intent), 1), intent);
  expect(mayBeInCluster(tried)).toEqual([1, 2]);
  expect(mayBeInCluster({ ...tried, inProgress: tried.inProgress && { ...tried.inProgress, phase: 'web' } })).toEqual([
    1, 2, 3,
  ]);
});

const lease = (world: ReturnType<typeof makeWorld>, holder: string, age: number) =>
  world.fake.put({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: NAME, namespace: 'production' },
    spec: { holderIdentity: holder, renewTime: new Date(world.clock.now() - age).toISOString() },
  });

const lock = (world: ReturnType<typeof makeWorld>, holder = 'me') =>
  takeLock({ kubernetes: world.fake, clock: world.clock }, SCOPE, holder, (line) => world.said.push(line));

test('a stale lock is taken over at once, with the name of the dead; given back, it is gone', async () => {
  const world = makeWorld();
  lease(world, 'run 4711', 31_000);
  const before = world.clock.now();
  const taken = await lock(world);
  expect(taken.takenFrom).toBe('run 4711');
  expect(world.clock.now()).toBe(before);
  await taken.release();
  expect(world.fake.find('Lease', NAME)).toBeUndefined();
});

test.each([
  ['silent for 10 s', 10_000],
  ['with a clock that is an hour ahead', -3_600_000],
])('a holder that is %s is waited out, 30 s at most', async (_, age) => {
  const world = makeWorld();
  lease(world, 'run 4711', age);
  const before = world.clock.now();
  const taken = await lock(world);
  expect(taken.takenFrom).toBe('run 4711');
  const silent =
    age > 0
      ? /run 4711, which gave its last sign of life 10 s ago; waiting up to 20 s/
      : /run 4711; waiting up to 30 s/;
  expect(world.said[0]).toMatch(silent);
  expect(world.clock.now() - before).toBeGreaterThanOrEqual(Math.min(20_000, 30_000 - Math.max(age, 0)) - 1);
  expect(world.clock.now() - before).toBeLessThanOrEqual(31_000);
  await taken.release();
});

test('a holder that renews is alive', async () => {
  const world = makeWorld();
  const first = await lock(world, 'the living');
  await expect(lock(world)).rejects.toMatchObject({
    code: 'LOCK_HELD',
    message: expect.stringContaining('the living'),
  });
  await first.release();
});

test('who loses the lock is told through the signal', async () => {
  const world = makeWorld();
  const mine = await lock(world);
  lease(world, 'the thief', 0);
  await world.clock.sleep(6_000);
  await world.clock.sleep(1);
  expect(mine.signal.aborted).toBe(true);
  expect(mine.signal.reason).toMatchObject({ code: 'ROLLOUT_RACED' });
  await mine.release();
  expect(JSON.stringify(world.fake.find('Lease', NAME))).toContain('the thief');
});
