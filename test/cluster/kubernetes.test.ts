import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kubernetes, KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import { suiteOn } from '../bed/need.ts';
import { connect, freshNamespace, pushShell, workload } from './kubernetes-world.ts';

const NAMESPACE = 'countersign-client';
const MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const map = (name: string, data: Record<string, string>): KubernetesObject => ({
  ...MAP,
  metadata: { name, namespace: NAMESPACE },
  data,
});
const address = (name: string) => ({ ...MAP, namespace: NAMESPACE, name });

suiteOn({ engine: true, registry: true, cluster: true }, 'the Kubernetes client', (bed) => {
  let kubernetes: Kubernetes & AsyncDisposable;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-client-'));

  beforeAll(async () => {
    kubernetes = await connect(bed().cluster);
    await freshNamespace(kubernetes, NAMESPACE);
  }, 300_000);
  afterAll(async () => {
    await kubernetes.delete({ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE });
    await kubernetes.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('knows the server and its kinds', async () => {
    expect(await kubernetes.server()).toMatchObject({
      version: expect.stringMatching(/^v1\./),
      url: expect.stringMatching(/^https:/),
    });
    expect(await kubernetes.scope({ apiVersion: 'apps/v1', kind: 'Deployment' })).toBe('namespaced');
    expect(await kubernetes.scope({ apiVersion: 'v1', kind: 'Namespace' })).toBe('cluster');
    expect(await kubernetes.scope({ apiVersion: 'absent.test/v1', kind: 'Absent' })).toBeUndefined();
  });

  test('apply creates, changes, removes a field, and changes nothing the second time', async () => {
    const first = await kubernetes.apply(map('a', { one: '1', two: '2' }));
    const second = await kubernetes.apply(map('a', { one: '1' }));
    expect(second['data']).toEqual({ one: '1' });
    expect(second.metadata.uid).toBe(first.metadata.uid);
    const third = await kubernetes.apply(map('a', { one: '1' }));
    expect(third.metadata.resourceVersion).toBe(second.metadata.resourceVersion);
  });

  test('a dry run stores nothing and finds unknown fields, wrong values and missing namespaces', async () => {
    const dry = { dryRun: true };
    expect(await kubernetes.apply(map('dry', { a: 'b' }), dry)).toMatchObject({ data: { a: 'b' } });
    expect(await kubernetes.get(address('dry'))).toBeUndefined();
    await expect(kubernetes.apply({ ...map('dry', {}), spec: 1 }, dry)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('.spec'),
    });
    const broken = workload('Deployment', NAMESPACE, 'broken', 'image', { spec: { replicas: -1 } });
    await expect(kubernetes.apply(broken, dry)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('spec.replicas'),
    });
    const elsewhere = { ...map('dry', {}), metadata: { name: 'dry', namespace: 'absent' } };
    await expect(kubernetes.apply(elsewhere, dry)).rejects.toMatchObject({ status: 404, reason: 'NotFound' });
  });

  test('conflicts: of a field, of a version, of a name, of an incarnation', async () => {
    const own = await kubernetes.create(map('taken', { key: 'theirs' }));
    await expect(kubernetes.create(map('taken', {}))).rejects.toMatchObject({ status: 409, reason: 'AlreadyExists' });
    const moved = await kubernetes.replace({ ...own, data: { key: 'ours' } });
    await expect(kubernetes.replace({ ...own, data: { key: 'late' } })).rejects.toMatchObject({
      status: 409,
      reason: 'Conflict',
    });
    const args = [
      '--kubeconfig',
      bed().cluster.kubeconfig,
      '-n',
      NAMESPACE,
      'patch',
      'configmap',
      'taken',
      '--field-manager=someone',
      '-p',
      '{"data":{"key":"someone"}}',
    ];
    execFileSync(bed().cluster.kubectl, args);
    await expect(kubernetes.apply(map('taken', { key: 'ours' }))).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('"someone"'),
    });
    expect(await kubernetes.apply(map('taken', { key: 'ours' }), { force: true })).toMatchObject({
      data: { key: 'ours' },
    });
    await expect(kubernetes.delete(address('taken'), { uid: 'another' })).rejects.toMatchObject({ status: 409 });
    expect(await kubernetes.delete(address('taken'), { uid: moved.metadata.uid ?? '' })).toBe(true);
    expect(await kubernetes.delete(address('taken'))).toBe(false);
  });

  test('a hundred objects at once, and a list of them', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `many-${index}`);
    const start = performance.now();
    await Promise.all(
      names.map((name) =>
        kubernetes.apply({ ...map(name, {}), metadata: { name, namespace: NAMESPACE, labels: { many: 'yes' } } }),
      ),
    );
    console.log(`100 applies: ${Math.round(performance.now() - start)} ms`);
    expect((await kubernetes.list(MAP, NAMESPACE, { labels: 'many=yes' })).items).toHaveLength(100);
    await Promise.all(names.map((name) => kubernetes.delete(address(name))));
  });

  test('a watch goes on when the connection to the API server is cut, and misses nothing', async () => {
    await using relay = await startRelay(await kubernetes.server());
    const file = join(folder, 'kubeconfig');
    const { cluster } = bed();
    writeFileSync(file, relay.rewrite(readFileSync(cluster.kubeconfig, 'utf8')));
    await using through = await connect({ kubeconfig: file, kubectl: cluster.kubectl });
    const from = await through.list(MAP, NAMESPACE);
    const ending = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { type, object } of through.watch(MAP, NAMESPACE, from, { signal: ending.signal })) {
        seen.push(`${type} ${object.metadata.name} ${JSON.stringify(object['data'])}`);
        if (object.metadata.name === 'cut' && JSON.stringify(object['data']).includes('5')) ending.abort();
      }
    })();
    for (const round of ['1', '2', '3', '4', '5']) {
      await kubernetes.apply(map('cut', { round }));
      relay.cut();
    }
    await watching;
    expect(seen).toEqual(
      ['1', '2', '3', '4', '5'].map((round, index) => `${index === 0 ? 'ADDED' : 'MODIFIED'} cut {"round":"${round}"}`),
    );
    expect(relay.cuts).toBeGreaterThan(0);
    expect(await through.get(address('cut'))).toBeDefined();
  });

  test('a service is asked through the API server; its own troubles are told apart', async () => {
    const image = await pushShell(bed());
    const probe = {
      namespace: NAMESPACE,
      service: 'web',
      port: '80',
      scheme: 'http',
      path: '/index.html',
      timeout: 5_000,
    } as const;
    await expect(kubernetes.http(probe)).rejects.toMatchObject({ status: 404 });
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: NAMESPACE },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
    await kubernetes.apply(service);
    // The API server looks services up in its cache: for a moment a new one is "not found".
    const refusal = () => kubernetes.http(probe).catch((error: unknown) => error);
    await expect.poll(refusal).toMatchObject({ status: 503, reason: 'ServiceUnavailable' });
    const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
    await kubernetes.apply(workload('Deployment', NAMESPACE, 'web', image, { container: { readinessProbe } }));
    await expect
      .poll(
        () =>
          kubernetes.http(probe).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200);
    expect(await kubernetes.http(probe)).toMatchObject({
      status: 200,
      body: 'hello\n',
      headers: { 'audit-id': expect.any(String) },
    });
    expect(await kubernetes.http({ ...probe, path: '/absent' })).toMatchObject({ status: 404 });
    const [pod] = (await kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, NAMESPACE, { labels: 'app=web' })).items;
    const container = { namespace: NAMESPACE, name: pod?.metadata.name ?? '', container: 'main' };
    expect(await kubernetes.logs(container, { previous: true, tailLines: 25 })).toBe('');
    const events = await kubernetes.events(NAMESPACE, pod?.metadata.uid ?? '');
    expect(events.map((event) => event['reason'])).toContain('Started');
  });

  test('the socket is for this user alone, and nothing is left after the end', async () => {
    const signal = new AbortController();
    const before = sockets();
    const one = await connect(bed().cluster, signal.signal);
    const two = await connect(bed().cluster, signal.signal);
    const mine = sockets().filter((socket) => !before.includes(socket));
    expect(mine).toHaveLength(2);
    for (const socket of mine) expect((statSync(join(socket, '..')).mode & 0o777).toString(8)).toBe('700');
    await one.close();
    signal.abort(new Error('cancelled'));
    await expect(two.get(address('a'))).rejects.toThrow('cancelled');
    await expect.poll(() => mine.filter((socket) => commands().some(({ args }) => args.includes(socket)))).toEqual([]);
    await expect.poll(() => mine.filter((socket) => existsSync(join(socket, '..')))).toEqual([]);
  });

  test('kubectl ends even when the action is killed', async () => {
    const { kubeconfig, kubectl } = bed().cluster;
    const { execPath } = process;
    const root = join(import.meta.dirname, '../..');
    const program = [
      `import { connectKubernetes } from '${root}/shared/adapters/kubernetes/connect.ts';`,
      `import { connectExec } from '${root}/shared/adapters/connect-exec.ts';`,
      `const signal = new AbortController().signal;`,
      `await connectKubernetes({ exec: connectExec(), temp: '${folder}', signal, kubectl: '${kubectl}' });`,
      `process.stdout.write('connected');`,
      `setInterval(() => {}, 1000);`,
    ].join('\n');
    const child = spawn(execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
    });
    await new Promise((connected) => child.stdout.once('data', connected));
    const left = () => commands().filter(({ args }) => args.includes(`--unix-socket=${folder}`));
    expect(left().length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await expect.poll(left, { timeout: 5_000 }).toEqual([]);
  });
});

/** Everything that runs. */
function commands(): readonly { readonly parent: number; readonly args: string }[] {
  const all = execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
  return all.map((line) => ({ parent: Number.parseInt(line, 10), args: line.trim() }));
}

/** The sockets of the proxies that this process has started. */
function sockets(): readonly string[] {
  const own = commands().filter(({ parent }) => parent === process.pid);
  return own.flatMap(({ args }) => /--unix-socket=(\S+)/.exec(args)?.[1] ?? []);
}

/** A relay on loopback before the API server, whose connections a test can cut. */
async function startRelay(server: { readonly url: string }) {
  const target = new URL(server.url);
  const open = new Set<Socket>();
  let cuts = 0;
  const relay = createServer((near) => {
    const far = dial(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const bound = relay.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const cut = (): void => {
    cuts += open.size;
    for (const socket of open) socket.destroy();
  };
  return {
    cut,
    get cuts() {
      return cuts;
    },
    /** The certificate is not for loopback: its name is given. */
    rewrite(kubeconfig: string): string {
      const config = JSON.parse(kubeconfig) as { clusters: { cluster: Record<string, string> }[] };
      const clusters = config.clusters.map(({ cluster, ...rest }) => ({
        ...rest,
        cluster: { ...cluster, server: `https://127.0.0.1:${port}`, 'tls-server-name': target.hostname },
      }));
      return JSON.stringify({ ...config, clusters });
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
