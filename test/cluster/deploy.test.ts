import { afterAll, beforeAll, expect, test } from 'vitest';
import { suiteOn } from '../bed/need.ts';
import { type Change, SERVE, trackerManifests } from './tracker.ts';
import { makeTrackerWorld, type TrackerWorld } from './tracker-world.ts';

const NAMESPACE = 'countersign-deploy';

const OTHER_POLICY = {
  path: '.github/countersign.yml',
  ref: 'main',
  commit: 'c'.repeat(40),
  sha256: 'd'.repeat(64),
};

suiteOn(
  { engine: true, registry: true, cluster: true },
  'action-deploy and action-rollback on a real cluster',
  (bed) => {
    let tracker: TrackerWorld;
    beforeAll(async () => {
      tracker = await makeTrackerWorld(bed(), NAMESPACE);
    }, 300_000);
    afterAll(() => tracker?.[Symbol.asyncDispose]());

    const release: TrackerWorld['release'] = (...args) => tracker.release(...args);
    const files = (version: string, change: Change = {}) => trackerManifests(tracker.image.name, version, change);
    const running = () => tracker.running();
    const state = () => tracker.state();
    const exists = async (name: string): Promise<boolean> =>
      (await tracker.find('v1', 'ConfigMap', name)) !== undefined;

    test('a dry run shows the plan and changes nothing', async () => {
      const run = await tracker.world.deploy(await release('1'), { inputs: { 'dry-run': 'true' } });
      expect(run.exitCode, run.log).toBe(0);
      expect(run.summary).toContain('Deployment web: new');
      expect(run.outputs['release']).toBe('');
      expect(await state()).toBe(null);
      expect(await exists('settings')).toBe(false);
    });

    test.each<[string, string, (sha: () => Promise<string>) => Promise<string>]>([
      ['no record of the gate', 'RECORD_MISSING', () => tracker.world.release({ files: files('1'), gate: null })],
      [
        'a gate that said no',
        'RECORD_NOT_PASS',
        () => tracker.world.release({ files: files('1'), gate: 'FAIL', images: { web: tracker.image } }),
      ],
      [
        'a record for no environment',
        'RECORD_MISSING',
        () => tracker.world.release({ files: files('1'), record: { environment: null } }),
      ],
      [
        'another configuration',
        'RECORD_MISMATCH',
        () => tracker.world.release({ files: files('1'), record: { policy: OTHER_POLICY } }),
      ],
      [
        'the record of the build, which the gate names, is gone',
        'RECORD_CHAIN',
        () => tracker.world.release({ files: files('1'), images: { web: tracker.image }, build: null }),
      ],
      [
        'the record of the build was altered',
        'RECORD_CHAIN',
        () => tracker.world.release({ files: files('1'), images: { web: tracker.image }, build: { facts: 'others' } }),
      ],
      [
        'a service that the gate did not see',
        'IMAGE_NOT_VALIDATED',
        () => tracker.world.release({ files: files('1'), images: {} }),
      ],
      ['a manifest that the server refuses', 'DRY_RUN_REFUSED', () => release('1', { name: 'Not_A_Name' })],
      [
        'another commit in the workspace',
        'CHECKOUT_MISMATCH',
        async (sha) => {
          const first = await sha();
          await release('later');
          return first;
        },
      ],
    ])('refused, and nothing is changed: %s', async (_, code, prepare) => {
      const run = await tracker.world.deploy(await prepare(() => release('1')));
      expect(run.exitCode, run.log).toBe(1);
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]'), run.log).toContain(code);
      expect(run.annotations.at(-1)?.message).toContain('nothing was changed');
      expect(await state()).toBe(null);
      expect(await exists('settings')).toBe(false);
    });

    test('release 1 is deployed, verified and recorded', async () => {
      const run = await tracker.world.deploy(await release('1'));
      expect(run.exitCode, run.log).toBe(0);
      expect(run.outputs).toMatchObject({ verdict: 'PASS', release: '1', 'restored-release': '' });
      expect(run.outputs['record-artifact']).toContain('VALIDATION-DEP-POST.production');
      expect(await running()).toBe('version 1');
      expect(await state()).toMatchObject({ current: 1, verified: 1, inProgress: null });
      const { name, digest } = tracker.image;
      expect(JSON.stringify(await tracker.find('apps/v1', 'Deployment', 'web'))).toContain(`${name}@${digest}`);
    });

    test('release 2 crashes on start: told with its log line, and release 1 comes back by itself', async () => {
      const started = performance.now();
      const crash = 'echo ModuleNotFoundError: no module named app; exit 1';
      const run = await tracker.world.deploy(await release('2', { start: crash, extra: true }));
      console.log(`crash to restored: ${((performance.now() - started) / 1000).toFixed(1)} s`, run.annotations);
      expect(run.exitCode, run.log).toBe(1);
      expect(run.outputs).toMatchObject({ verdict: 'FAIL', release: '2', 'restored-release': '1' });
      expect(run.annotations.map((one) => one.message).join()).toContain('no module named app');
      expect(run.annotations.map((one) => one.message).join()).toMatch(/release 1 restored in [\d.]+ m?s/);
      expect(run.summary).toContain('no module named app');
      expect(await running()).toBe('version 1');
      expect(await exists('extra')).toBe(false);
      expect(await state()).toMatchObject({ current: 1, verified: 1, lastNumber: 2, inProgress: null });
    });

    test('a failing migration stops the release before its workloads are touched', async () => {
      const run = await tracker.world.deploy(
        await release('2b', { migrate: 'echo relation users exists already; exit 3' }),
      );
      expect(run.exitCode, run.log).toBe(1);
      expect(run.outputs).toMatchObject({ verdict: 'FAIL', release: '3', 'restored-release': '1' });
      expect(run.summary).toContain('relation users exists already');
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toContain('JOB_FAILED');
      expect(await running()).toBe('version 1');
    });

    test('an image that is not in the registry', async () => {
      const lost = { web: { name: tracker.image.name, digest: `sha256:${'a'.repeat(64)}` as const } };
      const run = await tracker.world.deploy(await release('2c', {}, lost));
      expect(run.exitCode, run.log).toBe(1);
      expect(run.outputs).toMatchObject({ verdict: 'FAIL', release: '4', 'restored-release': '1' });
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toContain('JOB_FAILED');
      expect(run.annotations.map((one) => one.message).join()).toContain('image');
      expect(await running()).toBe('version 1');
    });

    test('a good release after that, and a rollback to release 1 by number', async () => {
      const good = await tracker.world.deploy(await release('5', { extra: true }));
      expect(good.exitCode, good.log).toBe(0);
      expect(await running()).toBe('version 5');
      const started = performance.now();
      const back = await tracker.world.rollback('1');
      console.log(`rollback: ${((performance.now() - started) / 1000).toFixed(1)} s`, back.outputs['result']);
      expect(back.exitCode, back.log).toBe(0);
      expect(back.outputs).toMatchObject({ verdict: 'PASS', release: '6', 'restored-release': '1' });
      expect(await running()).toBe('version 1');
      expect(await exists('extra')).toBe(false);
      expect(await state()).toMatchObject({ current: 6, verified: 6, inProgress: null });
    });

    test('the same rollback again has nothing to do', async () => {
      const again = await tracker.world.rollback('1');
      expect(again.exitCode, again.log).toBe(0);
      expect(JSON.parse(again.outputs['result'] ?? '{}')).toMatchObject({ action: 'nothing', release: null });
      expect(await state()).toMatchObject({ current: 6, lastNumber: 6 });
    });

    test('a whole runner that dies in the middle: the next run restores first', async () => {
      const slow = { start: `sleep 3; ${SERVE}`, extra: true };
      const killed = await tracker.world.deploy(await release('7', slow), {
        signalWhen: (line) => (line.includes('web: apply k8s/web') ? 'SIGKILL' : undefined),
        post: false,
      });
      expect(killed.exitCode).not.toBe(0);
      expect(await state()).toMatchObject({ verified: 6, inProgress: { release: 7 } });
      const next = await tracker.world.deploy(await release('8'));
      expect(next.exitCode, next.log).toBe(0);
      expect(next.log).toContain('release 7 was interrupted');
      expect(next.outputs).toMatchObject({ verdict: 'PASS', release: '8', 'restored-release': '6' });
      expect(await running()).toBe('version 8');
      expect(await exists('extra')).toBe(false);
    });
  },
);
