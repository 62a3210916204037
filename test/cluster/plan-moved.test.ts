import { afterAll, beforeAll, expect, test } from 'vitest';
import { suiteOn } from '../bed/need.ts';
import { makeTrackerWorld, type TrackerWorld } from './tracker-world.ts';

const NAMESPACE = 'countersign-plan-moved';

/** Calls back once, at the first line that has the text. */
const atLine = (text: string, act: () => Promise<unknown>) => {
  let acted: Promise<unknown> | undefined;
  return {
    signalWhen: (line: string) => {
      if (line.includes(text)) acted ??= act();
      return undefined;
    },
    done: async () => {
      expect(acted, `no line has "${text}"`).toBeDefined();
      await acted;
    },
  };
};

suiteOn({ engine: true, registry: true, cluster: true }, 'live objects that move after the plan', (bed) => {
  let tracker: TrackerWorld;
  beforeAll(async () => {
    tracker = await makeTrackerWorld(bed(), NAMESPACE);
    const first = await tracker.world.deploy(await tracker.release('1'));
    expect(first.exitCode, first.log).toBe(0);
  }, 300_000);
  afterAll(() => tracker?.[Symbol.asyncDispose]());

  /** Somebody points the live Service elsewhere by hand. */
  const edit = async (): Promise<void> => {
    const live = await tracker.find('v1', 'Service', 'web');
    if (live === undefined) throw new Error('the Service is not there');
    const spec = live['spec'] as Readonly<Record<string, unknown>>;
    await tracker.kubernetes.replace({ ...live, spec: { ...spec, selector: { app: 'elsewhere' } } });
  };

  test('moved while the lock was waited for: one line, and nothing is changed', async () => {
    const seconds = (ago: number): string => new Date(Date.now() - ago * 1000).toISOString().replace('Z', '000Z');
    await tracker.kubernetes.create({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'countersign.tracker.production', namespace: NAMESPACE },
      spec: { holderIdentity: 'a dead run', leaseDurationSeconds: 30, renewTime: seconds(22) },
    });
    const editing = atLine('is locked by a dead run', () => edit());
    const run = await tracker.world.deploy(await tracker.release('2'), { signalWhen: editing.signalWhen });
    await editing.done();
    expect(run.exitCode, run.log).toBe(1);
    expect(JSON.parse(run.outputs['reason-codes'] ?? '[]'), run.log).toEqual(['PLAN_MOVED']);
    const said = run.annotations.map((one) => one.message).join('\n');
    expect(said).toMatch(
      /Service web was changed after the plan was made \(by \S+ at 20[\dT:Z-]+\); nothing was changed/,
    );
    expect(await tracker.find('v1', 'Service', 'web')).toMatchObject({ spec: { selector: { app: 'elsewhere' } } });
    expect(await tracker.state()).toMatchObject({ current: 1, verified: 1, lastNumber: 1, inProgress: null });
    expect(await tracker.find('coordination.k8s.io/v1', 'Lease', 'countersign.tracker.production')).toBeUndefined();
  }, 100_000);

  test('run again, the plan is of what is there now, and takes the edit back', async () => {
    const run = await tracker.world.deploy(await tracker.release('3'));
    expect(run.exitCode, run.log).toBe(0);
    expect(await tracker.running()).toBe('version 3');
  }, 100_000);

  test('moved while the migration ran: the step fails, the verified release comes back', async () => {
    const editing = atLine('migrate: job', () => edit());
    const run = await tracker.world.deploy(await tracker.release('4', { migrate: 'sleep 2; echo schema-4' }), {
      signalWhen: editing.signalWhen,
    });
    await editing.done();
    expect(run.exitCode, run.log).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'FAIL', 'restored-release': '2' });
    expect(JSON.parse(run.outputs['reason-codes'] ?? '[]'), run.log).toContain('PLAN_MOVED');
    expect(await tracker.running()).toBe('version 3');
    expect(await tracker.state()).toMatchObject({ current: 2, verified: 2, inProgress: null });
  }, 100_000);
});
