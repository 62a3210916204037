import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kubernetes } from '../../shared/adapters/kubernetes/port.ts';
import { isDigest } from '../../shared/domain/subject.ts';
import { suiteOn } from '../bed/need.ts';
import { makeReleaseWorld, type ReleaseWorld } from '../harness/release-world.ts';
import { connect, freshNamespace, pushShell } from './kubernetes-world.ts';
import { type Change, SERVE, trackerConfig, trackerManifests } from './tracker.ts';

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
    let kubernetes: Kubernetes & AsyncDisposable;
    let world: ReleaseWorld;
    let image = { name: '', digest: `sha256:${'0'.repeat(64)}` as const } as {
      name: string;
      digest: `sha256:${string}`;
    };

    beforeAll(async () => {
      const [connection, pushed] = await Promise.all([connect(bed().cluster), pushShell(bed())]);
      kubernetes = connection;
      const [name = '', digest = ''] = pushed.split('@');
      if (!isDigest(digest)) throw new Error(`no digest in ${pushed}`);
      image = { name, digest };
      await freshNamespace(kubernetes, NAMESPACE);
      const { kubeconfig, kubectl } = bed().cluster;
      const path = `${kubectl.replace(/\/[^/]*$/, '')}:${process.env['PATH']}`;
      world = await makeReleaseWorld(trackerConfig(name, NAMESPACE), { KUBECONFIG: kubeconfig, PATH: path });
    }, 300_000);
    afterAll(async () => {
      await world?.[Symbol.asyncDispose]();
      await kubernetes.delete({ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE });
      await kubernetes.close();
    });

    const release = (version: string, change: Change = {}, images: object = { web: image }) =>
      world.release({ files: trackerManifests(image.name, version, change), images: images as { web: typeof image } });

    const files = (version: string, change: Change = {}) => trackerManifests(image.name, version, change);

    /** What the running service says its version is. */
    const running = async (): Promise<string> => {
      const where = { namespace: NAMESPACE, service: 'web', port: '8080', scheme: 'http', path: '/version' } as const;
      return (await kubernetes.http({ ...where, timeout: 5000 })).body.trim();
    };
    const state = async () => {
      const address = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: NAMESPACE,
        name: 'countersign.tracker.production',
      };
      const found = (await kubernetes.get(address))?.['data'] as { state: string } | undefined;
      return JSON.parse(found?.state ?? 'null');
    };
    const exists = async (name: string): Promise<boolean> =>
      (await kubernetes.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: NAMESPACE, name })) !== undefined;

    test('a dry run shows the plan and changes nothing', async () => {
      const run = await world.deploy(await release('1'), { inputs: { 'dry-run': 'true' } });
      expect(run.exitCode, run.log).toBe(0);
      expect(run.summary).toContain('Deployment web: new');
      expect(run.outputs['release']).toBe('');
      expect(await state()).toBe(null);
      expect(await exists('settings')).toBe(false);
    });

    test.each<[string, string, (sha: () => Promise<string>) => Promise<string>]>([
      ['no record of the gate', 'RECORD_MISSING', () => world.release({ files: files('1'), gate: null })],
      [
        'a gate that said no',
        'RECORD_NOT_PASS',
        () => world.release({ files: files('1'), gate: 'FAIL', images: { web: image } }),
      ],
      [
        'a record for no environment',
        'RECORD_MISSING',
        () => world.release({ files: files('1'), record: { environment: null } }),
      ],
      [
        'another configuration',
        'RECORD_MISMATCH',
        () => world.release({ files: files('1'), record: { policy: OTHER_POLICY } }),
      ],
      [
        'a service that the gate did not see',
        'IMAGE_NOT_VALIDATED',
        () => world.release({ files: files('1'), images: {} }),
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
      const run = await world.deploy(await prepare(() => release('1')));
      expect(run.exitCode, run.log).toBe(1);
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]'), run.log).toContain(code);
      expect(run.annotations.at(-1)?.message).toContain('nothing was changed');
      expect(await state()).toBe(null);
      expect(await exists('settings')).toBe(false);
    });

    test('release 1 is deployed, verified and recorded', async () => {
      const run = await world.deploy(await release('1'));
      expect(run.exitCode, run.log).toBe(0);
      expect(run.outputs).toMatchObject({ verdict: 'PASS', release: '1', 'restored-release': '' });
      expect(run.outputs['record-artifact']).toContain('VALIDATION-DEP-POST.production');
      expect(await running()).toBe('version 1');
      expect(await state()).toMatchObject({ current: 1, verified: 1, inProgress: null });
      const deployment = await kubernetes.get({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: NAMESPACE,
        name: 'web',
      });
      expect(JSON.stringify(deployment)).toContain(`${image.name}@${image.digest}`);
    });

    test('release 2 crashes on start: told with its log line, and release 1 comes back by itself', async () => {
      const started = performance.now();
      const crash = 'echo ModuleNotFoundError: no module named app; exit 1';
      const run = await world.deploy(await release('2', { start: crash, extra: true }));
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
      const run = await world.deploy(await release('2b', { migrate: 'echo relation users exists already; exit 3' }));
      expect(run.exitCode, run.log).toBe(1);
      expect(run.outputs).toMatchObject({ verdict: 'FAIL', release: '3', 'restored-release': '1' });
      expect(run.summary).toContain('relation users exists already');
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toContain('JOB_FAILED');
      expect(await running()).toBe('version 1');
    });

    test('an image that is not in the registry', async () => {
      const lost = { web: { name: image.name, digest: `sha256:${'a'.repeat(64)}` } };
      const run = await world.deploy(await release('2c', {}, lost));
      expect(run.exitCode, run.log).toBe(1);
      expect(run.outputs).toMatchObject({ verdict: 'FAIL', release: '4', 'restored-release': '1' });
      expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toContain('JOB_FAILED');
      expect(run.annotations.map((one) => one.message).join()).toContain('image');
      expect(await running()).toBe('version 1');
    });

    test('a good release after that, and a rollback to release 1 by number', async () => {
      const good = await world.deploy(await release('5', { extra: true }));
      expect(good.exitCode, good.log).toBe(0);
      expect(await running()).toBe('version 5');
      const started = performance.now();
      const back = await world.rollback('1');
      console.log(`rollback: ${((performance.now() - started) / 1000).toFixed(1)} s`, back.outputs['result']);
      expect(back.exitCode, back.log).toBe(0);
      expect(back.outputs).toMatchObject({ verdict: 'PASS', release: '6', 'restored-release': '1' });
      expect(await running()).toBe('version 1');
      expect(await exists('extra')).toBe(false);
      expect(await state()).toMatchObject({ current: 6, verified: 6, inProgress: null });
    });

    test('the same rollback again has nothing to do', async () => {
      const again = await world.rollback('1');
      expect(again.exitCode, again.log).toBe(0);
      expect(JSON.parse(again.outputs['result'] ?? '{}')).toMatchObject({ action: 'nothing', release: null });
      expect(await state()).toMatchObject({ current: 6, lastNumber: 6 });
    });

    test('a runner that is killed in the middle: the next run restores first', async () => {
      const slow = { start: `sleep 3; ${SERVE}`, extra: true };
      const killed = await world.deploy(await release('7', slow), {
        signalWhen: (line) => (line.includes('web: apply k8s/web') ? 'SIGKILL' : undefined),
      });
      expect(killed.exitCode).not.toBe(0);
      expect(await state()).toMatchObject({ verified: 6, inProgress: { release: 7 } });
      const next = await world.deploy(await release('8'));
      expect(next.exitCode, next.log).toBe(0);
      expect(next.log).toContain('release 7 was interrupted');
      expect(next.outputs).toMatchObject({ verdict: 'PASS', release: '8', 'restored-release': '6' });
      expect(await running()).toBe('version 8');
      expect(await exists('extra')).toBe(false);
    });
  },
);
