/**
 * Builds what the test cluster is made of from Go modules, once: the results lie in the cache under a name made from
 * the module files and the Go version. The first Kubernetes build takes minutes, a later one no time.
 *
 *   node test/cluster/build.ts
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from '../bed/command.ts';
import type { Log } from '../bed/install.ts';
import { lockFile } from '../bed/lock.ts';
import { MissingPart } from '../bed/missing-part.ts';
import { cacheFolder } from '../bed/paths.ts';
import { script } from '../bed/script.ts';

const KUBERNETES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'kubectl'];
/** Without it the binaries call themselves v0.0.0-master, and clients judge the server by it. */
const VERSION = { gitVersion: 'v1.34.4', gitMajor: '1', gitMinor: '34' };

/** One Go module folder and what is built from it. */
type Target = {
  readonly name: string;
  readonly module: string;
  /** Files that decide what comes out, in the module's folder. */
  readonly sources: readonly string[];
  readonly packages: readonly string[];
  readonly ldflags: string;
};

const versionFlags = Object.entries(VERSION).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
const TARGETS: readonly Target[] = [
  {
    name: 'kubernetes',
    module: import.meta.dirname,
    sources: ['go.mod', 'go.sum'],
    packages: KUBERNETES.map((name) => `k8s.io/kubernetes/cmd/${name}`),
    ldflags: ['-s -w', ...versionFlags].join(' '),
  },
  { name: 'pause', module: import.meta.dirname, sources: ['pause/main.go'], packages: ['./pause'], ldflags: '-s -w' },
  {
    name: 'dns',
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
  if (which('go') === undefined)
    throw new MissingPart('go not found; install Go 1.21 or newer, or set KUBECONFIG to a cluster');
  await using _ = await lockFile(join(cacheFolder('cluster'), 'build.lock'));
  const folders: string[] = [];
  for (const target of TARGETS) folders.push(await build(target, log)); // In turn: one Go build uses every core.
  return (name) => {
    const path = folders.map((folder) => join(folder, name)).find(existsSync);
    if (path === undefined) throw new Error(`${name} is not among the built programs`);
    return path;
  };
}

async function build(target: Target, log: Log): Promise<string> {
  const key = await keyOf(target).catch((error: Error) => {
    throw new MissingPart(`go cannot read ${target.name}'s module: ${error.message}`, { cause: error });
  });
  const folder = join(cacheFolder('cluster'), `${target.name}-${key}`);
  if (existsSync(folder)) return folder;
  log(
    `building ${target.name} from Go modules${target.name === 'kubernetes' ? ', once: about 5 minutes on 2 cores' : ''}`,
  );
  const started = performance.now();
  const part = mkdtempSync(join(cacheFolder('cluster'), `.${target.name}-`));
  try {
    const args = ['build', '-o', `${part}/`, '-ldflags', target.ldflags, ...target.packages];
    await command('go', args, { cwd: target.module, env: { GOFLAGS: '-buildvcs=false' } });
    renameSync(part, folder);
  } catch (error) {
    throw new MissingPart(`${target.name} could not be built: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  log(`built ${target.name} in ${Math.round((performance.now() - started) / 1000)} s`);
  return folder;
}

async function keyOf(target: Target): Promise<string> {
  const hash = createHash('sha256');
  // The version that Go really uses in this module: a go.mod can ask for another toolchain than the installed one.
  hash.update(await command('go', ['env', 'GOVERSION', 'GOARCH'], { cwd: target.module }));
  hash.update(`${target.packages.join(' ')}\n${target.ldflags}\n`);
  for (const file of target.sources) hash.update(readFileSync(join(target.module, file)));
  return hash.digest('hex').slice(0, 16);
}

if (import.meta.main) {
  await script(async () => {
    const programs = await buildCluster(console.log);
    for (const name of [...KUBERNETES, 'pause', 'dns']) console.log(programs(name));
  });
}
