/**
 * Builds what the test cluster is made of from Go modules, once. The first Kubernetes build takes minutes.
 *
 *   node test/cluster/build.ts
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildGo, type GoTarget } from '../bed/go-build.ts';
import type { Log } from '../bed/install.ts';
import { script } from '../bed/script.ts';

const KUBERNETES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'kubectl'];
/** Without it the binaries call themselves v0.0.0-master, and clients judge the server by it. */
const VERSION = { gitVersion: 'v1.34.4', gitMajor: '1', gitMinor: '34' };

const versionFlags = Object.entries(VERSION).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
const TARGETS: readonly GoTarget[] = [
  {
    name: 'kubernetes',
    takes: '5 minutes',
    module: import.meta.dirname,
    sources: ['go.mod', 'go.sum'],
    packages: KUBERNETES.map((name) => `k8s.io/kubernetes/cmd/${name}`),
    ldflags: ['-s -w', ...versionFlags].join(' '),
  },
  { name: 'pause', module: import.meta.dirname, sources: ['pause/main.go'], packages: ['./pause'], ldflags: '-s -w' },
  {
    name: 'dns',
    takes: '1 minute',
    module: join(import.meta.dirname, 'dns'),
    sources: ['go.mod', 'go.sum', 'main.go'],
    packages: ['.'],
    ldflags: '-s -w',
  },
];

/** Path of one built program by its name: `kubelet`, `pause`, `dns` … */
export type Programs = (name: string) => string;

/** Builds what the cache lacks. @throws MissingPart when there is no Go, or a build fails. */
export async function buildCluster(log: Log): Promise<Programs> {
  const folders: string[] = [];
  for (const target of TARGETS) folders.push(await buildGo(target, log));
  return (name) => {
    const path = folders.map((folder) => join(folder, name)).find(existsSync);
    if (path === undefined) throw new Error(`${name} is not among the built programs`);
    return path;
  };
}

if (import.meta.main) {
  await script(async () => {
    const programs = await buildCluster(console.log);
    for (const name of [...KUBERNETES, 'pause', 'dns']) console.log(programs(name));
  });
}
