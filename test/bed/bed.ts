/**
 * The test bed: real parts for tests, shared by every process of this user. Each user of the bed holds a shared lock;
 * a part that runs already is used as it is, and the last user stops what the bed started.
 */
import { join } from 'node:path';
import { type Cluster, startCluster, stopCluster } from '../cluster/cluster.ts';
import { type BaseImage, ensureBaseImage } from './base-image.ts';
import { command } from './command.ts';
import { daemonAlive, forgetDaemon, startDaemon } from './daemon.ts';
import { type Engine, startEngine, stopEngine } from './engine.ts';
import type { Log } from './install.ts';
import { lockFile, shareFile, tryLockFile } from './lock.ts';
import { runFolder } from './paths.ts';
import { type Registry, startRegistry, stopRegistry } from './registry.ts';

/** Everything that a bed can have. */
type BedParts = {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly baseImage: BaseImage;
  readonly cluster: Cluster;
};
type BedPart = keyof BedParts;

/** What is wanted: `{ engine: true, cluster: true }`. */
export type Wanted = { readonly [Part in BedPart]?: true };

/** The parts that were asked for; `real` says of each in a few words what it is. Disposing it may stop them. */
export type Bed<W extends Wanted = Required<Wanted>> = Pick<BedParts, keyof W & BedPart> & {
  readonly real: Readonly<Record<keyof W & BedPart, string>>;
} & AsyncDisposable;

const usersLock = (): string => join(runFolder(), 'users.lock');
const startLock = (): string => join(runFolder(), 'start.lock');
const folder = (part: BedPart): string => join(runFolder(), part);

/**
 * Gives the wanted parts, starting in parallel what does not run yet.
 * @throws MissingPart, in one line, when a part is not there and cannot be had here.
 */
export async function startBed<const W extends Wanted>(want: W, log: Log): Promise<Bed<W>> {
  const use = await useBed();
  try {
    await using _ = await lockFile(startLock());
    startJanitor();
    const parts = await startParts(want, log);
    const real = await describeParts(parts);
    return { ...parts, real, [Symbol.asyncDispose]: () => use[Symbol.asyncDispose]() } as unknown as Bed<W>;
  } catch (error) {
    await use[Symbol.asyncDispose]();
    throw error;
  }
}

/** Keeps whatever the bed starts from now on alive until disposed; the last one to dispose stops it all. */
export async function useBed(): Promise<AsyncDisposable> {
  const share = await shareFile(usersLock());
  let released = false;
  return {
    async [Symbol.asyncDispose]() {
      if (released) return;
      released = true;
      await share[Symbol.asyncDispose]();
      await stopBed();
    },
  };
}

/** Under the start lock, so that one which is about to leave is not taken for one that stays. */
function startJanitor(): void {
  if (daemonAlive(runFolder(), 'janitor')) return;
  const program = join(import.meta.dirname, 'janitor.ts');
  startDaemon({ name: 'janitor', program: process.execPath, args: [program], folder: runFolder() });
}

/** Stops all that the bed started unless somebody uses it; `force` does not ask. False when it was left running. */
export async function stopBed(options: { readonly force?: boolean } = {}): Promise<boolean> {
  await using _ = await lockFile(startLock());
  const alone = await tryLockFile(usersLock());
  if (!alone && !options.force) return false;
  // One after the other: each puts the packet filter back as it found it.
  await stopCluster(folder('cluster'));
  await stopEngine(folder('engine'));
  await stopRegistry(folder('registry'));
  forgetDaemon(runFolder(), 'janitor'); // It ends by itself: it asks this very question.
  await alone?.[Symbol.asyncDispose]();
  return true;
}

async function startParts(want: Wanted, log: Log): Promise<Partial<BedParts>> {
  const timed = timer(log);
  const engine = once(() => timed('engine', startEngine(folder('engine'), log)));
  const registry = once(() => timed('registry', startRegistry(folder('registry'), log)));
  const baseImage = async () => ensureBaseImage((await engine()).host, log);
  const kindBase = async () => ({ engine: (await engine()).host, registry: (await registry()).address });
  // All settle before we go on: a part that is still starting could not be stopped.
  const [one, two, three, four] = await Promise.allSettled([
    want.engine ? engine() : undefined,
    want.registry ? registry() : undefined,
    want.baseImage ? timed('base image', baseImage()) : undefined,
    want.cluster ? timed('cluster', startCluster(folder('cluster'), kindBase, log)) : undefined,
  ]);
  return {
    ...present('engine', settled(one)),
    ...present('registry', settled(two)),
    ...present('baseImage', settled(three)),
    ...present('cluster', settled(four)),
  };
}

/** The same start for all that need it. */
function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start();
    return started;
  };
}

function present<K extends BedPart>(part: K, value: BedParts[K] | undefined): Partial<BedParts> {
  return value === undefined ? {} : { [part]: value };
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function timer(log: Log): <T>(what: string, part: Promise<T>) => Promise<T> {
  const started = performance.now();
  return async (what, part) => {
    const value = await part;
    log(`${what} ready after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return value;
  };
}

async function describeParts(parts: Partial<BedParts>): Promise<Partial<Record<BedPart, string>>> {
  const real: Partial<Record<BedPart, string>> = {};
  if (parts.engine) {
    const env = { DOCKER_HOST: parts.engine.host };
    const version = (await command('docker', ['version', '--format', '{{.Server.Version}}'], { env })).trim();
    real.engine = `Docker engine ${version}, ${WHOSE[parts.engine.started]}`;
  }
  if (parts.registry) real.registry = `image registry at ${parts.registry.address}`;
  if (parts.baseImage) real.baseImage = `${parts.baseImage.name}, ${parts.baseImage.from}`;
  if (parts.cluster) {
    const { kubeconfig, kubectl, started } = parts.cluster;
    const text = await command(kubectl, ['--kubeconfig', kubeconfig, 'version', '-o', 'json']);
    const version = (JSON.parse(text) as { serverVersion: { gitVersion: string } }).serverVersion.gitVersion;
    real.cluster = `Kubernetes ${version}, ${WHOSE[started]}`;
  }
  return real;
}

const WHOSE = { own: 'started here', kind: 'started here by kind', found: 'found running' } as const;
