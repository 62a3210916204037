import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startBed } from '../bed/bed.ts';
import { command } from '../bed/command.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * The Kubernetes adapter beside the official client library, which is installed in a temporary folder for this: bytes
 * of a bundle that holds nothing else, start to first answer, one read, and a hundred applies at once. One cluster,
 * the two in turn.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const LIBRARY = '@kubernetes/client-node@2.0.1';
const RUNS = 5;

const OURS = `
import { connectKubernetes } from './own/shared/adapters/kubernetes/connect.js';
import { connectExec } from './own/shared/adapters/connect-exec.js';
const { TEMP: temp, KUBECTL: kubectl, NAMESPACE: namespace } = process.env;
const signal = new AbortController().signal;
const kubernetes = await connectKubernetes({ exec: connectExec(), temp, signal, kubectl });
const first = Date.now();
const read = () => kubernetes.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
const apply = (name) => kubernetes.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: {} });
`;

const THEIRS = `
import * as k8s from '@kubernetes/client-node';
const { NAMESPACE: namespace } = process.env;
const config = new k8s.KubeConfig();
config.loadFromDefault();
const api = config.makeApiClient(k8s.CoreV1Api);
await config.makeApiClient(k8s.VersionApi).getCode();
const first = Date.now();
const read = () => api.readNamespace({ name: namespace });
const options = k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.ServerSideApply);
const body = (name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: {} });
const apply = (name) => api.patchNamespacedConfigMap({ name, namespace, fieldManager: 'bench', body: body(name) }, options);
`;

const MEASURE = `
await read();
const start = performance.now();
for (let count = 0; count < 50; count += 1) await read();
const between = performance.now();
await Promise.all(Array.from({ length: 100 }, (_, index) => apply('bench-' + process.pid + '-' + index)));
console.log(JSON.stringify({ first, read: (between - start) / 50, apply: performance.now() - between }));
process.exit();
`;

type Measured = { readonly first: number; readonly read: number; readonly apply: number };

export async function bench(): Promise<readonly Figure[]> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'countersign-bench-'));
  await using bed = await startBed({ cluster: true }, (line) => console.error(line));
  const { kubeconfig, kubectl } = bed.cluster;
  const namespace = `countersign-bench-${process.pid}`;
  const cluster = (...args: string[]): Promise<string> => command(kubectl, ['--kubeconfig', kubeconfig, ...args]);
  try {
    const bundles = await bundleBoth(folder);
    await cluster('create', 'namespace', namespace);
    const env = { KUBECONFIG: kubeconfig, KUBECTL: kubectl, NAMESPACE: namespace, TEMP: folder };
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const turns = [() => measure(bundles.ours, env, ours), () => measure(bundles.theirs, env, theirs)];
      for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    const figure = (name: string, key: keyof Measured): Figure =>
      beside(name, 'ms', median(ours.map((one) => one[key])), median(theirs.map((one) => one[key])));
    return [
      beside('kubernetes-client bundle', 'bytes', await bytes(bundles.ours), await bytes(bundles.theirs)),
      figure('kubernetes-client start to first answer', 'first'),
      figure('kubernetes-client one read', 'read'),
      figure('kubernetes-client 100 applies', 'apply'),
    ];
  } finally {
    await cluster('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both programs as bundles that hold nothing else. */
async function bundleBoth(folder: string): Promise<{ readonly ours: string; readonly theirs: string }> {
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  await command('npm', ['install', '--silent', '--no-audit', '--no-fund', LIBRARY], { cwd: folder });
  await command(join(ROOT, 'node_modules/.bin/tsc'), [
    '-p',
    join(ROOT, 'tsconfig.build.json'),
    '--outDir',
    join(folder, 'own'),
  ]);
  const bundle = async (name: string, source: string): Promise<string> => {
    await writeFile(join(folder, `${name}.js`), source + MEASURE);
    const out = join(folder, `${name}-dist`);
    const ncc = join(ROOT, 'node_modules/.bin/ncc');
    await command(process.execPath, [ncc, 'build', join(folder, `${name}.js`), '-o', out, '--target', 'es2022'], {
      cwd: folder,
    });
    return join(out, 'index.js');
  };
  return { ours: await bundle('ours', OURS), theirs: await bundle('theirs', THEIRS) };
}

async function measure(file: string, env: Readonly<Record<string, string>>, into: Measured[]): Promise<void> {
  const start = Date.now();
  const measured = JSON.parse(await command(process.execPath, [file], { env })) as Measured;
  into.push({ ...measured, first: measured.first - start });
}

const bytes = async (file: string): Promise<number> => (await stat(file)).size;

function beside(name: string, unit: Figure['unit'], ours: number, theirs: number): Figure {
  const digits = unit === 'bytes' ? 0 : 2;
  return {
    name,
    unit,
    value: rounded(ours, digits),
    ratio: rounded(ours / theirs, 3),
    beside: `${LIBRARY} ${rounded(theirs, digits)} ${unit}`,
  };
}
