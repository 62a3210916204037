import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Kubernetes, KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import type { Bed } from '../bed/bed.ts';
import { command } from '../bed/command.ts';
import { suiteOn } from '../bed/need.ts';
import { makeReleaseWorld, type ReleaseWorld } from '../harness/release-world.ts';
import { connect, freshNamespace, pushShell } from './kubernetes-world.ts';
import { type Change, trackerConfig, trackerManifests } from './tracker.ts';

const NAMESPACE = 'countersign-role';
const ACCOUNT = 'deployer';

/** The Role that the README of action-deploy tells its users to create. */
function roleOfReadme(): KubernetesObject {
  const readme = readFileSync(resolve(import.meta.dirname, '../../action-deploy/README.md'), 'utf8');
  const block = [...readme.matchAll(/```yaml\n(.*?)```/gs)]
    .map(([, text]) => text ?? '')
    .find((text) => /^kind: Role$/m.test(text));
  if (block === undefined) throw new Error('the README of action-deploy has no Role');
  const role = parse(block) as KubernetesObject;
  return { ...role, metadata: { ...role.metadata, namespace: NAMESPACE } };
}

/** A kubeconfig that can do what the Role allows in the one namespace, and nothing else. */
async function limitedKubeconfig({ cluster }: Bed<{ cluster: true }>, folder: string): Promise<string> {
  const admin = { env: { KUBECONFIG: cluster.kubeconfig } };
  const token = await command(
    cluster.kubectl,
    ['create', 'token', ACCOUNT, '-n', NAMESPACE, '--duration', '1h'],
    admin,
  );
  const config = JSON.parse(await command(cluster.kubectl, ['config', 'view', '--raw', '-o', 'json'], admin)) as {
    users: { user: unknown }[];
  };
  for (const entry of config.users) entry.user = { token: token.trim() };
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

suiteOn({ engine: true, registry: true, cluster: true }, 'the Role of the README is enough', (bed) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-role-'));
  let kubernetes: Kubernetes & AsyncDisposable;
  let world: ReleaseWorld;
  let image: string;
  let images: { readonly web: { readonly name: string; readonly digest: `sha256:${string}` } };

  beforeAll(async () => {
    kubernetes = await connect(bed().cluster);
    await freshNamespace(kubernetes, NAMESPACE);
    const metadata = { name: ACCOUNT, namespace: NAMESPACE };
    await kubernetes.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const role = await kubernetes.create(roleOfReadme());
    await kubernetes.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    });
    const [name = '', digest = ''] = (await pushShell(bed())).split('@');
    image = name;
    images = { web: { name, digest: digest as `sha256:${string}` } };
    const path = `${dirname(bed().cluster.kubectl)}:${process.env['PATH']}`;
    const env = { KUBECONFIG: await limitedKubeconfig(bed(), folder), PATH: path };
    world = await makeReleaseWorld(trackerConfig(name, NAMESPACE), env);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world?.[Symbol.asyncDispose]();
    await kubernetes.delete({ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE });
    await kubernetes.close();
  });

  const release = (version: string, change: Change = {}) =>
    world.release({ files: trackerManifests(image, version, change), images });

  test('for a release, the way back from a crash, and a rollback', async () => {
    const first = await world.deploy(await release('1'));
    expect(first.exitCode).toBe(0);

    const crashed = await world.deploy(await release('2', { start: 'echo no database; exit 3' }));
    expect(crashed.outputs['restored-release']).toBe('1');
    expect(crashed.shown).toContain('no database');

    expect((await world.deploy(await release('3'))).exitCode).toBe(0);
    const back = await world.rollback('1');
    expect(back.outputs['restored-release']).toBe('1');
    expect(back.exitCode).toBe(0);
  });
});
