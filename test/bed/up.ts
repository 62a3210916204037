/**
 * Starts the test bed and keeps it until Ctrl-C, or in the background until `node test/bed/down.ts`.
 *
 *   node test/bed/up.ts [--detach] [engine] [registry] [baseImage] [cluster]     (all when none is named)
 */
import { spawn } from 'node:child_process';
import { existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bed, startBed, type Wanted } from './bed.ts';
import { born, tail } from './daemon.ts';
import { runFolder } from './paths.ts';

const PARTS = ['engine', 'registry', 'baseImage', 'cluster'] as const;
const named = process.argv.slice(2).filter((argument) => argument !== '--detach');
const keeperFile = join(runFolder(), 'keeper.json');

/** The same program once more, in the background; returns when it says that the bed is ready. */
async function detach(): Promise<void> {
  const log = join(runFolder(), 'up.log');
  rmSync(log, { force: true });
  rmSync(keeperFile, { force: true });
  const output = openSync(log, 'a');
  const keeper = spawn(process.execPath, [import.meta.filename, ...named], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  while (!existsSync(keeperFile)) {
    if (keeper.exitCode !== null) throw new Error(`the bed did not start:\n${tail(log, 20)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  keeper.unref();
  console.log(tail(log, 30));
}

async function keep(): Promise<void> {
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
  const want: Wanted = Object.fromEntries((named.length > 0 ? named : PARTS).map((part) => [part, true]));
  await using bed = await startBed(want as Required<Wanted>, console.log);
  announce(bed);
  writeFileSync(keeperFile, JSON.stringify({ pid: process.pid, born: born(process.pid) }));
  const alive = setInterval(() => undefined, 60_000); // A pending promise alone does not keep Node running.
  console.log(`${await stopped}: stopping`);
  clearInterval(alive);
  rmSync(keeperFile, { force: true });
}

/** Lines for a shell to copy. */
function announce(bed: Partial<Bed>): void {
  for (const [part, words] of Object.entries(bed.real ?? {})) console.log(`# ${part}: ${words}`);
  if (bed.engine) console.log(`export DOCKER_HOST=${bed.engine.host}`);
  if (bed.cluster) console.log(`export KUBECONFIG=${bed.cluster.kubeconfig}\nkubectl=${bed.cluster.kubectl}`);
  if (bed.registry) console.log(`registry=${bed.registry.address}`);
}

const unknown = named.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`unknown part ${unknown.join(', ')}; there are: ${PARTS.join(', ')}`);
  process.exitCode = 2;
} else {
  await (process.argv.includes('--detach') ? detach() : keep());
}
