import { expect, test } from 'vitest';
import { KubernetesError, type KubernetesObject } from '../../../../shared/adapters/kubernetes/port.ts';
import type { Reaction } from '../../../fakes/kubernetes.ts';
import { deploy, makeWorld, objectsOf, stateOf, type World } from './release-fixtures.ts';

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'production', name: 'settings' } as const;
const WEB = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'production', name: 'web' } as const;

const edited = (live: KubernetesObject): KubernetesObject => ({ ...live, data: { version: 'by hand' } });

async function afterRelease1(): Promise<World> {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  return world;
}

/** Something that happens while the lock is taken: after the plan, before the first change. */
const whileLocking = ({ fake }: World, react: Reaction): void => {
  let done = false;
  fake.on('create', 'Lease', (...args) => {
    if (done) return;
    done = true;
    react(...args);
  });
};

const changes = ({ fake }: World, from: number) =>
  fake.writes.slice(from).filter(({ name }) => !name.startsWith('countersign.'));

test.each<[string, Reaction, RegExp]>([
  ['changed', (fake) => fake.update(SETTINGS, edited), /^ConfigMap settings was changed after the plan was made/],
  ['deleted', (fake) => fake.remove(WEB), /^Deployment web was deleted after the plan was made/],
  [
    'created',
    (fake) => fake.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra', namespace: 'production' } }),
    /^ConfigMap extra was created by somebody else after the plan was made/,
  ],
  [
    'replaced by its like',
    (fake) => {
      const { metadata, ...rest } = fake.find('ConfigMap', 'settings') ?? { ...SETTINGS, metadata: { name: 'x' } };
      fake.remove(SETTINGS);
      const { uid: _uid, ...others } = metadata;
      fake.put({ ...rest, metadata: others });
    },
    /^ConfigMap settings was changed/,
  ],
])('an object that was %s after the plan: refused, and nothing is changed', async (_, react, message) => {
  const world = await afterRelease1();
  whileLocking(world, react);
  const before = world.fake.writes.length;
  await expect(deploy(world, objectsOf('2', 'extra'))).rejects.toMatchObject({
    code: 'PLAN_MOVED',
    message: expect.stringMatching(message),
  });
  expect(changes(world, before)).toEqual([]);
  expect(await stateOf(world)).toMatchObject({ current: 1, verified: 1, lastNumber: 1, inProgress: null });
});

test('what controllers write is no move: status, revision, replicas of an autoscaled workload', async () => {
  const world = await afterRelease1();
  const scaler: KubernetesObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'production' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
  };
  whileLocking(world, (fake) =>
    fake.update(WEB, (live) => ({
      ...live,
      metadata: { ...live.metadata, annotations: { 'deployment.kubernetes.io/revision': '7' } },
      spec: { ...(live['spec'] as object), replicas: 3 },
      status: { ...(live['status'] as object), collisionCount: 1 },
    })),
  );
  const run = await deploy(world, [...objectsOf('2'), scaler]);
  expect(run.verified, JSON.stringify(run.steps)).toBe(true);
  expect(world.fake.find('Deployment', 'web')?.['spec']).toMatchObject({ replicas: 3 });
});

test('the replicas of a workload without an autoscaler are people’s: moved', async () => {
  const world = await afterRelease1();
  whileLocking(world, (fake) =>
    fake.update(WEB, (live) => ({ ...live, spec: { ...(live['spec'] as object), replicas: 3 } })),
  );
  await expect(deploy(world, objectsOf('2'))).rejects.toMatchObject({ code: 'PLAN_MOVED' });
});

test('moved in the middle of the release: the step fails, and the verified release comes back', async () => {
  const world = await afterRelease1();
  world.fake.on('create', 'Job', (fake) => fake.update(SETTINGS, edited));
  const run = await deploy(world, objectsOf('2', 'extra'));
  expect(run.steps.map(({ id, code }) => `${id} ${code}`)).toEqual(['migrate OK', 'web PLAN_MOVED']);
  expect(run.restore).toMatchObject({ release: 1, verified: true });
  expect(world.fake.find('ConfigMap', 'settings')?.['data']).toEqual({ version: '1' });
  expect(world.fake.find('ConfigMap', 'extra')).toBeUndefined();
});

/** Does something right before the n-th real apply of an object arrives: nobody can look in between. */
function beforeApply({ fake }: World, name: string, act: (time: number) => void): void {
  const original = fake.apply.bind(fake);
  let time = 0;
  Object.assign(fake, {
    apply: async (...[object, options]: Parameters<typeof fake.apply>) => {
      if (object.metadata.name === name && options?.dryRun !== true) {
        time += 1;
        act(time);
      }
      return original(object, options);
    },
  });
}

test('moved between the look and the apply: the server itself refuses', async () => {
  const world = await afterRelease1();
  const { fake } = world;
  beforeApply(world, 'settings', (time) => {
    if (time === 1) fake.update(SETTINGS, edited);
  });
  const run = await deploy(world, objectsOf('2'));
  expect(run.steps.at(-1)).toMatchObject({ id: 'web', code: 'PLAN_MOVED' });
  expect(run.restore).toMatchObject({ release: 1, verified: true });
});

test('created or deleted between the look and the apply: the server itself refuses', async () => {
  const created = await afterRelease1();
  beforeApply(created, 'extra', (time) => {
    if (time === 1) created.fake.put({ ...SETTINGS, metadata: { name: 'extra', namespace: 'production' } });
  });
  expect((await deploy(created, objectsOf('2', 'extra'))).steps.at(-1)).toMatchObject({ code: 'PLAN_MOVED' });
  const deleted = await afterRelease1();
  beforeApply(deleted, 'settings', (time) => {
    if (time === 1) deleted.fake.remove(SETTINGS);
  });
  expect((await deploy(deleted, objectsOf('2'))).steps.at(-1)).toMatchObject({ code: 'PLAN_MOVED' });
});

test('a controller that writes status between look and apply is waited out, but not for ever', async () => {
  const world = await afterRelease1();
  const busy = (until: number) => (time: number) => {
    if (time > until) return;
    world.fake.update(WEB, (live) => ({ ...live, status: { ...(live['status'] as object), collisionCount: time } }));
  };
  beforeApply(world, 'web', busy(3));
  expect(await deploy(world, objectsOf('2'))).toMatchObject({ verified: true });
  beforeApply(world, 'web', busy(10));
  const run = await deploy(world, objectsOf('3'));
  expect(run.steps.at(-1)).toMatchObject({ code: 'CLUSTER_REFUSED' });
});

test('an apply whose answer was lost is not taken for somebody else’s change', async () => {
  const world = await afterRelease1();
  const original = world.fake.apply.bind(world.fake);
  let lost = false;
  Object.assign(world.fake, {
    apply: async (...[object, options]: Parameters<typeof world.fake.apply>) => {
      const answer = await original(object, options);
      if (lost || object.metadata.name !== 'settings') return answer;
      lost = true;
      // The connection repeats the request: the first one has been carried out, so the version is no longer there.
      throw new KubernetesError(409, 'Conflict', 'the object has been modified');
    },
  });
  expect(await deploy(world, objectsOf('2'))).toMatchObject({ verified: true });
  expect(lost).toBe(true);
});
