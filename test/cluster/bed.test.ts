import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../bed/command.ts';
import { suiteOn } from '../bed/need.ts';
import { pushShell } from './kubernetes-world.ts';

const NAMESPACE = 'countersign-bed';
const START = 'mkdir /www; echo version-1 > /www/index.html; echo serving version-1; exec httpd -f -p 8080 -h /www';

/** A deployment with one container and, where it has to become ready, a readiness probe. */
function deployment(name: string, image: string): object {
  const labels = { app: name };
  const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
  const containers = [{ name: 'web', image, readinessProbe }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: NAMESPACE },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
};

suiteOn({ engine: true, registry: true, cluster: true }, 'the test bed', (bed) => {
  const kubectl = (...args: string[]): Promise<string> =>
    command(bed().cluster.kubectl, ['--kubeconfig', bed().cluster.kubeconfig, '--namespace', NAMESPACE, ...args]);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bed-test-'));
  const apply = async (...items: object[]): Promise<void> => {
    const file = join(folder, 'objects.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await kubectl('apply', '--filename', file);
  };
  let image = '';

  beforeAll(async () => {
    await kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
    image = await pushShell(bed(), 'countersign-bed/web', START);
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    await apply(deployment('web', image), service);
    await kubectl('rollout', 'status', 'deployment/web', '--timeout=60s');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
  });

  test('runs an image of the registry by its digest', async () => {
    expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    const running = await kubectl('get', 'pods', '-o', 'jsonpath={.items[*].status.containerStatuses[*].imageID}');
    expect(running.split(' ')).toEqual([image, image]);
  });

  test('answers for a service through the API server', async () => {
    const path = `/api/v1/namespaces/${NAMESPACE}/services/web:80/proxy/`;
    expect(await kubectl('get', '--raw', path)).toBe('version-1\n');
  });

  test('gives the logs of a container', async () => {
    expect(await kubectl('logs', 'deployment/web')).toContain('serving version-1');
  });

  test.each(['web', `web.${NAMESPACE}`, `web.${NAMESPACE}.svc.cluster.local`])(
    'a pod reaches %s by name',
    async (name) => {
      expect(await kubectl('exec', 'deployment/web', '--', 'wget', '-q', '-O-', `http://${name}/`)).toBe('version-1\n');
    },
  );

  test('a pod does not find a name that is not there', async () => {
    await expect(kubectl('exec', 'deployment/web', '--', 'nslookup', 'elsewhere')).rejects.toThrow('NXDOMAIN');
  });

  test('tells that an image does not exist', async () => {
    await apply(deployment('wrong', `${bed().registry.address}/countersign-bed/web:no-such-tag`));
    const reason = '.items[0].status.containerStatuses[0].state.waiting.reason';
    // ErrImagePull first, ImagePullBackOff between the tries.
    await expect
      .poll(() => kubectl('get', 'pods', '-l', 'app=wrong', '-o', `jsonpath={${reason}}`), { timeout: 30_000 })
      .toMatch(/^(ErrImagePull|ImagePullBackOff)$/);
  });
});
