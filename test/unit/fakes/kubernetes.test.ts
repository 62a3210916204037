import { expect, test } from 'vitest';
import { KubernetesError, type KubernetesObject } from '../../../shared/adapters/kubernetes/port.ts';
import { fakeKubernetes } from '../../fakes/kubernetes.ts';
import { crashOnStart, makeReady } from '../../fakes/kubernetes-reactions.ts';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };

const deployment = (image: string, extra: Record<string, unknown> = {}): KubernetesObject => ({
  ...DEPLOYMENT,
  metadata: { name: 'web', namespace: 'production' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
    ...extra,
  },
});
const address = { ...DEPLOYMENT, namespace: 'production', name: 'web' };

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof KubernetesError ? `${error.status} ${error.reason} ${error.message}` : String(error);
};

test('apply stores, gives versions, and bumps the generation only when the wish changes', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  fake.on('apply', 'Deployment', makeReady);
  const first = await fake.apply(deployment('a'));
  await fake.apply(deployment('a'));
  expect((await fake.get(address))?.metadata.generation).toBe(1);
  const second = await fake.apply(deployment('b'));
  expect(second.metadata).toMatchObject({ uid: first.metadata.uid, generation: 2 });
  expect(fake.all('ReplicaSet')).toHaveLength(2);
  expect(fake.all('Pod')).toHaveLength(2);
  expect((await fake.get(address))?.['status']).toMatchObject({ observedGeneration: 2, readyReplicas: 2 });
});

test('a field that is no longer applied is removed, a field of the server stays', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  await fake.apply(deployment('a', { paused: true }));
  fake.update(address, (live) => ({ ...live, status: { replicas: 2 } }));
  const after = await fake.apply(deployment('a'));
  expect(after['spec']).not.toHaveProperty('paused');
  expect(after['status']).toEqual({ replicas: 2 });
});

test('a dry run validates and stores nothing', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  await fake.apply(deployment('a'), { dryRun: true });
  expect(fake.find('Deployment', 'web')).toBeUndefined();
  expect(fake.writes).toEqual([]);
  const elsewhere = { ...deployment('a'), metadata: { name: 'web', namespace: 'nowhere' } };
  expect(await refusal(fake.apply(elsewhere, { dryRun: true }))).toContain('404 NotFound namespaces "nowhere"');
});

test('conflicts, compare-and-swap, create-twice and uid preconditions are refused with 409', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  const seeded = fake.seed(deployment('a'), { manager: 'helm' });
  expect(await refusal(fake.apply(deployment('b')))).toMatch(/409 Conflict .*"helm".*spec\.template/);
  await fake.apply(deployment('b'), { force: true });
  expect(await refusal(fake.replace(seeded))).toMatch(/409 Conflict/);
  expect(await refusal(fake.create(deployment('a')))).toMatch(/409 AlreadyExists/);
  expect(await refusal(fake.delete(address, { uid: 'another' }))).toMatch(/409 Conflict/);
  expect(await fake.delete(address)).toBe(true);
  expect(await fake.delete(address)).toBe(false);
});

test('deleting an owner deletes what it owns; faults come as often as they were ordered', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  fake.on('apply', 'Deployment', crashOnStart);
  fake.fail({ verb: 'apply', kind: 'Deployment', error: new KubernetesError(403, 'Forbidden', 'exceeded quota') });
  expect(await refusal(fake.apply(deployment('a')))).toContain('403 Forbidden');
  await fake.apply(deployment('a'));
  expect(fake.all('Pod')).toHaveLength(1);
  await fake.delete(address);
  expect(fake.all('Pod')).toEqual([]);
  expect(await refusal(fake.get({ apiVersion: 'x/v1', kind: 'Unknown', name: 'a' }))).toContain('404 UnknownKind');
});

test('a watch gives everything after the list, in order, and ends with the signal', async () => {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  const from = await fake.list(DEPLOYMENT, 'production');
  await fake.apply(deployment('a'));
  const controller = new AbortController();
  const seen: string[] = [];
  for await (const event of fake.watch(DEPLOYMENT, 'production', from, { signal: controller.signal })) {
    seen.push(event.type);
    if (event.type === 'ADDED') setTimeout(() => void fake.apply(deployment('b')).then(() => fake.delete(address)), 1);
    if (event.type === 'DELETED') controller.abort();
  }
  expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
});
