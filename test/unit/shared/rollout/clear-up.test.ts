import { expect, test } from 'vitest';
import type { RunContext } from '../../../../shared/domain/run-context.ts';
import { clearedUpReport } from '../../../../shared/report/cleared-up.ts';
import { type ClearedUp, clearUp } from '../../../../shared/rollout/clear-up.ts';
import { PENDING } from '../../../../shared/rollout/pending.ts';
import { runRelease } from '../../../../shared/rollout/release-run.ts';
import { withShownSession } from '../../../../shared/rollout/shown-session.ts';
import { readState } from '../../../../shared/rollout/store.ts';
import { emptyWorld, fakeGitHub } from '../../../fakes/github.ts';
import { crashOnStart } from '../../../fakes/kubernetes-reactions.ts';
import { contentOf, deploy, makeWorld, objectsOf, planOf, SCOPE, stateOf, type World } from './release-fixtures.ts';

/** The run that `contentOf` gives a release. */
const runOf = (release: number) =>
  ({
    repository: 'acme/tracker',
    runId: 4000 + release,
    runAttempt: 1,
    job: 'deploy',
    serverUrl: 'https://x',
  }) as RunContext;

const at = contentOf(1, []).createdAt;

/** A step that deploys; gives what it leaves in its state. */
async function step(world: World, version: string, alive = (): boolean => true): Promise<string> {
  const { fake, clock, said } = world;
  const stored = await readState(fake, SCOPE);
  const release = stored.state.lastNumber + 1;
  const ports = {
    kubernetes: fake,
    clock,
    say: (line: string) => void said.push(line),
    github: fakeGitHub(emptyWorld()),
  };
  let left = '';
  const set = (key: string, value: string): void => {
    if (key === PENDING && alive()) left = value;
  };
  const plan = await planOf(world, release, objectsOf(version, 'extra'));
  const about = { scope: SCOPE, stored, release, sha: 'c'.repeat(40), at, verify: plan.verify, undone: 'not' };
  await withShownSession(ports, { context: runOf(release), state: { set } }, about, (session) =>
    runRelease(session, plan),
  ).catch(() => undefined);
  return left;
}

/** The process dies at the first apply of the release: nothing that it sends arrives any more, nor does the lock go. */
async function killedStep(world: World, version: string): Promise<string> {
  const { fake } = world;
  const verbs = ['get', 'list', 'apply', 'create', 'replace', 'delete'] as const;
  const originals = verbs.map((verb) => [verb, fake[verb]] as const);
  let dead = false;
  for (const [verb, original] of originals) {
    const guarded = async (...args: never[]): Promise<unknown> => {
      if (dead) throw new Error('the runner was killed');
      dead = verb === 'apply' && JSON.stringify(args[0]).includes('"kind":"Deployment"');
      return (original as (...all: never[]) => Promise<unknown>).apply(fake, args);
    };
    Object.assign(fake, { [verb]: guarded });
  }
  const left = await step(world, version, () => !dead);
  for (const [verb] of originals) Reflect.deleteProperty(fake, verb);
  return left;
}

async function after(world: World, run: RunContext, text: string): Promise<ClearedUp> {
  const { fake, clock, said } = world;
  const connect = async () => Object.assign(fake, { [Symbol.asyncDispose]: async () => undefined });
  return clearUp({ connect, clock, say: (line) => void said.push(line), github: fakeGitHub(emptyWorld()) }, run, text);
}

const lease = ({ fake }: World) => fake.find('Lease', 'countersign.tracker.production');
const versionOf = ({ fake }: World) => fake.find('ConfigMap', 'settings')?.['data'];

test('a step that ended by itself leaves nothing in its state, verified or failed', async () => {
  const world = makeWorld();
  expect(await step(world, '1')).toBe('');
  world.fake.on('apply', 'Deployment', (fake, object) => {
    if (JSON.stringify(object).includes('sha256:2')) crashOnStart(fake, object);
  });
  expect(await step(world, '2')).toBe('');
  expect(await stateOf(world)).toMatchObject({ verified: 1, lastNumber: 2, inProgress: null });
});

test('killed in the middle: the verified release is back at once, without waiting for the lock', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const left = await killedStep(world, '2');
  expect(left).not.toBe('');
  expect(lease(world)).toBeDefined();
  expect(await stateOf(world)).toMatchObject({ inProgress: { release: 2 } });
  const started = world.clock.now();
  const cleared = await after(world, runOf(2), left);
  expect(cleared.recovery).toMatchObject({ restore: { release: 1, verified: true } });
  expect(world.clock.now() - started).toBeLessThan(10_000);
  expect(versionOf(world)).toEqual({ version: '1' });
  expect(world.fake.find('ConfigMap', 'extra')).toBeUndefined();
  expect(await stateOf(world)).toMatchObject({ current: 1, verified: 1, inProgress: null });
  expect(lease(world)).toBeUndefined();
  const report = clearedUpReport(cleared);
  expect(report).toMatchObject({ verdict: 'CLEARED', outputs: {} });
  expect(report.headline).toMatch(/^release 2 was interrupted at "web" on production; release 1 restored in /);
});

test('a second time there is nothing to do, and nothing is changed', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const left = await killedStep(world, '2');
  await after(world, runOf(2), left);
  const before = world.fake.writes.length;
  const cleared = await after(world, runOf(2), left);
  expect(cleared.recovery).toBe(null);
  expect(world.fake.writes.slice(before)).toEqual([]);
  expect(clearedUpReport(cleared).verdict).toBe('CLEARED');
});

test('what another run, another attempt or another job has begun is left alone', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const left = await killedStep(world, '2');
  const before = world.fake.writes.length;
  const theirs = JSON.stringify({ ...JSON.parse(left), at: '2026-11-21T12:00:01Z', holder: 'another job' });
  for (const [run, text] of [
    [runOf(3), left.replace(/"holder":"[^"]*"/, '"holder":"somebody"')],
    [{ ...runOf(2), runAttempt: 2 }, left.replace(/"holder":"[^"]*"/, '"holder":"somebody"')],
    [runOf(2), theirs],
  ] as const) {
    expect((await after(world, run, text)).recovery).toBe(null);
  }
  expect(world.fake.writes.slice(before)).toEqual([]);
  expect(lease(world)).toBeDefined();
});

test('killed after its work but before its lock was given back: the lock goes', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const left = await killedStep(world, '2');
  const state = await stateOf(world);
  world.fake.update(
    { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'production', name: 'countersign.tracker.production' },
    (live) => ({ ...live, data: { state: JSON.stringify({ ...state, inProgress: null }) } }),
  );
  expect((await after(world, runOf(2), left)).recovery).toBe(null);
  expect(lease(world)).toBeUndefined();
});

test('the first release of all: its objects stay, and the post step does not call that in order', async () => {
  const world = makeWorld();
  const left = await killedStep(world, '1');
  const cleared = await after(world, runOf(1), left);
  expect(cleared.recovery).toMatchObject({ interrupted: { release: 1 }, restore: null });
  expect(clearedUpReport(cleared)).toMatchObject({
    verdict: 'ERROR',
    headline: expect.stringContaining('no verified release'),
  });
});

test('a restore that fails says what to type, and keeps the intent', async () => {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  const left = await killedStep(world, '2');
  world.fake.on('apply', 'Deployment', crashOnStart);
  const cleared = await after(world, runOf(2), left);
  const report = clearedUpReport(cleared);
  expect(report.verdict).toBe('ERROR');
  expect(report.summary).toContain('kubectl apply --server-side');
  expect(await stateOf(world)).toMatchObject({ inProgress: { phase: 'restore-failed' } });
});

test('a state that was tampered with is refused', async () => {
  await expect(after(makeWorld(), runOf(1), '{"scope":1}')).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
});
