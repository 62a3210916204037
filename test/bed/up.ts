/**
 * Starts the test bed and keeps it until Ctrl-C, or in the background until `node test/bed/down.ts`.
 *
 *   node test/bed/up.ts [--detach] [engine] [registry] [baseImage] [cluster]     (all when none is named)
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bed, startBed, type Wanted } from './bed.ts';
import { tail } from './daemon.ts';
import { keeperPid, recordKeeper } from './keeper.ts';
import { MissingPart } from './missing-part.ts';
import { runFolder } from './paths.ts';
import { script } from './script.ts';

const PARTS = ['engine', 'registry', 'baseImage', 'cluster'] as const;
const named = process.argv.slice(2).filter((argument) => argument !== '--detach');
const want: Wanted = Object.fromEntries((named.length > 0 ? named : PARTS).map((part) => [part, true]));

/** The same program once more, in the background; returns when it says that the bed is ready. */
async function detach(): Promise<void> {
  if (keeperPid() !== undefined) return extend();
  const log = join(runFolder(), 'up.log');
  rmSync(log, { force: true });
  const output = openSync(log, 'a');
  const keeper = spawn(process.execPath, [import.meta.filename, ...named], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  while (keeperPid() !== keeper.pid) {
    if (keeper.exitCode !== null || keeper.signalCode !== null) throw new MissingPart(`no bed: ${tail(log, 20)}`);
    await sleep(50);
  }
  keeper.unref();
  console.log(tail(log, 30));
}

/** A keeper is there: what it lacks is started by us and kept by it. */
async function extend(): Promise<void> {
  await using bed = await startBed(want as Required<Wanted>, console.log);
  announce(bed);
}

async function keep(): Promise<void> {
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
  await using bed = await startBed(want as Required<Wanted>, console.log);
  announce(bed);
  const kept = recordKeeper();
  const alive = setInterval(() => undefined, 60_000); // A pending promise alone does not keep Node running.
  console.log(`${await stopped}: stopping`);
  clearInterval(alive);
  kept.forget();
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
  await script(process.argv.includes('--detach') ? detach : keep);
}
