import { afterAll, beforeAll, expect, test } from 'vitest';
import { suiteOn } from '../bed/need.ts';
import type { ActionRun } from '../harness/run-dist.ts';
import { SERVE } from './tracker.ts';
import { makeTrackerWorld, type TrackerWorld } from './tracker-world.ts';

const NAMESPACE = 'countersign-interrupted';
const SLOW = { start: `sleep 3; ${SERVE}`, extra: true };

suiteOn({ engine: true, registry: true, cluster: true }, 'a step that is interrupted, and its post step', (bed) => {
  let tracker: TrackerWorld;
  beforeAll(async () => {
    tracker = await makeTrackerWorld(bed(), NAMESPACE);
  }, 300_000);
  afterAll(() => tracker?.[Symbol.asyncDispose]());

  const lease = () => tracker.find('coordination.k8s.io/v1', 'Lease', 'countersign.tracker.production');
  const when = (text: string, signal: NodeJS.Signals) => ({
    signalWhen: (line: string) => (line.includes(text) ? signal : undefined),
  });

  /** What the environment must be like after the post step: release `number` as a whole, and free. */
  async function expectRestored(run: ActionRun, number: number, version: string): Promise<void> {
    expect(run.post?.exitCode, run.post?.log).toBe(0);
    expect(run.post?.log).toMatch(
      new RegExp(`CLEARED: release \\d+ was interrupted at .*; release ${number} restored in`),
    );
    expect(run.post?.log).not.toContain('waiting up to');
    expect(run.post?.outputs).toEqual({});
    expect(run.post?.summary).toContain(`Restore of release ${number}`);
    expect(await tracker.running()).toBe(version);
    expect(await tracker.find('v1', 'ConfigMap', 'extra')).toBeUndefined();
    expect(await tracker.state()).toMatchObject({ current: number, verified: number, inProgress: null });
    expect(await lease()).toBeUndefined();
  }

  test('a step that ends by itself has nothing left for its post step', async () => {
    const run = await tracker.world.deploy(await tracker.release('1'));
    expect(run.exitCode, run.log).toBe(0);
    expect(run.post).toMatchObject({ exitCode: 0, log: '', summary: '' });
  }, 100_000);

  test('killed in the middle of an apply: the post step restores release 1 and frees the lock', async () => {
    const killed = when('web: apply k8s/web', 'SIGKILL');
    const run = await tracker.world.deploy(await tracker.release('2', SLOW), killed);
    expect(run.signal).toBe('SIGKILL');
    await expectRestored(run, 1, 'version 1');
    const ended = tracker.world.github.world.deployments.at(-1)?.statuses.at(-1);
    expect(ended).toMatchObject({ state: 'error', description: 'release 2 was interrupted; release 1 is restored' });
  }, 100_000);

  test('cancelled: the step says so at once, and the post step restores', async () => {
    const run = await tracker.world.deploy(await tracker.release('3', SLOW), when('web: apply k8s/web', 'SIGINT'));
    expect(run.exitCode, run.log).toBe(130);
    expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toEqual(['CANCELLED']);
    await expectRestored(run, 1, 'version 1');
  }, 100_000);

  test('a good release after that', async () => {
    const run = await tracker.world.deploy(await tracker.release('4'));
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).not.toContain('was interrupted');
  }, 100_000);

  test('a rollback that is killed: the release that was verified before it comes back', async () => {
    const run = await tracker.world.rollback('1', when('restore-apply: apply release', 'SIGKILL'));
    expect(run.signal, run.log).toBe('SIGKILL');
    expect(run.post?.exitCode, run.post?.log).toBe(0);
    expect(await tracker.running()).toBe('version 4');
    expect(await tracker.state()).toMatchObject({ current: 4, verified: 4, inProgress: null });
    expect(await lease()).toBeUndefined();
  }, 100_000);
});
