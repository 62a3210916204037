import { expect, test } from 'vitest';
import type { ReleaseContent } from '../../../../shared/domain/release.ts';
import { labelled } from '../../../../shared/rollout/plan/place.ts';
import type { RestoreResult } from '../../../../shared/rollout/restore.ts';
import { runRollback } from '../../../../shared/rollout/rollback-run.ts';
import { withSession } from '../../../../shared/rollout/session.ts';
import { readRelease, readState } from '../../../../shared/rollout/store.ts';
import { crashOnStart } from '../../../fakes/kubernetes-reactions.ts';
import { contentOf, deploy, makeWorld, objectsOf, SCOPE, stateOf, type World } from './release-fixtures.ts';

async function rollback({ fake, clock, said }: World, to: number): Promise<RestoreResult> {
  const stored = await readState(fake, SCOPE);
  const target = await readRelease(fake, SCOPE, to);
  const number = stored.state.lastNumber + 1;
  const content: ReleaseContent = {
    ...contentOf(number, []),
    objects: target.objects.map((object) => labelled(object, SCOPE, number)),
    rollback: { restores: to, from: stored.state.current, reason: 'errors after the release' },
  };
  const ports = { kubernetes: fake, clock, say: (line: string) => void said.push(line) };
  return withSession(ports, { scope: SCOPE, stored, holder: `rollback ${number}` }, (session) =>
    runRollback(session, { target, content, verify: [{ id: 'health', http: 'http://web:8080/', within: '5s' }] }),
  );
}

const versionOf = ({ fake }: World): unknown =>
  (fake.find('ConfigMap', 'settings')?.['data'] as { version: string } | undefined)?.version;

async function twoReleases(): Promise<World> {
  const world = makeWorld();
  await deploy(world, objectsOf('1'));
  await deploy(world, objectsOf('2', 'extra'));
  return world;
}

test('an earlier release comes back as a release of its own, without what only the later one brought', async () => {
  const world = await twoReleases();
  expect(await rollback(world, 1)).toMatchObject({ release: 1, verified: true });
  expect(versionOf(world)).toBe('1');
  expect(world.fake.find('ConfigMap', 'extra')).toBeUndefined();
  expect(world.fake.find('ConfigMap', 'settings')?.metadata.labels?.['countersign.dev/release']).toBe('3');
  const state = await stateOf(world);
  expect(state).toMatchObject({ current: 3, verified: 3, inProgress: null });
  expect(state.history.at(-1)).toMatchObject({ number: 3, status: 'verified', restores: 1 });
});

test('configuration comes before workloads, deletions after them', async () => {
  const world = await twoReleases();
  const before = world.fake.writes.length;
  await rollback(world, 1);
  const order = world.fake.writes.slice(before).map(({ verb, name }) => `${verb} ${name}`);
  const at = (line: string): number => order.indexOf(line);
  expect(at('apply settings')).toBeGreaterThan(-1);
  expect(at('apply settings')).toBeLessThan(at('apply web'));
  expect(at('apply web')).toBeLessThan(at('delete extra'));
});

test('when it fails it stops, says what to type, and can be run again', async () => {
  const world = await twoReleases();
  let broken = true;
  world.fake.on('apply', 'Deployment', (fake, object) => {
    if (broken) crashOnStart(fake, object);
  });
  const first = await rollback(world, 1);
  expect(first.verified).toBe(false);
  expect(first.commands[0]).toContain('get secret countersign.tracker.production.r1');
  expect(await stateOf(world)).toMatchObject({ verified: 2, inProgress: { release: 3, kind: 'rollback' } });
  broken = false;
  expect(await rollback(world, 1)).toMatchObject({ verified: true });
  expect(await stateOf(world)).toMatchObject({ current: 4, verified: 4, inProgress: null });
  expect(world.fake.find('ConfigMap', 'extra')).toBeUndefined();
});

test('a running Job of another release is ended before anything comes back', async () => {
  const world = await twoReleases();
  const labels = {
    'countersign.dev/application': 'tracker',
    'countersign.dev/environment': 'production',
    'countersign.dev/release': '2',
    'countersign.dev/step': 'migrate',
  };
  world.fake.put({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'hanging', namespace: 'production', labels },
  });
  await rollback(world, 1);
  expect(world.fake.find('Job', 'hanging')).toBeUndefined();
  expect(world.fake.find('Job', 'web-migrate-r2')).toBeDefined();
});

test('a pod that holds a StatefulSet back is removed; ready ones and those of the right revision stay', async () => {
  const world = makeWorld();
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'production' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'db' } },
      template: { spec: { containers: [{ name: 'db' }] } },
    },
  };
  const objects = [...objectsOf('1'), set];
  await deploy(world, objects);
  await deploy(world, objectsOf('2'));
  world.fake.on('apply', 'StatefulSet', (fake, object) => {
    const pod = (name: string, hash: string, ready: string): void => {
      fake.put({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace: 'production',
          labels: { 'controller-revision-hash': hash },
          ownerReferences: [{ uid: object.metadata.uid }],
        },
        status: { conditions: [{ type: 'Ready', status: ready }] },
      });
    };
    pod('stuck', 'db-old', 'False');
    pod('old-but-ready', 'db-old', 'True');
    pod('new', `db-${object.metadata.generation}`, 'False');
  });
  await rollback(world, 1);
  const deleted = world.fake.writes
    .filter(({ verb, kind }) => verb === 'delete' && kind === 'Pod')
    .map(({ name }) => name);
  expect(deleted).toEqual(['stuck']);
});
