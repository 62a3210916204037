/**
 * Stops the bed that `up.ts --detach` keeps, and what killed processes left.
 *
 *   node test/bed/down.ts [--force]        --force stops it under the feet of running tests too
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopBed } from './bed.ts';
import { born, send } from './daemon.ts';
import { runFolder } from './paths.ts';

/** Asks the keeper to end and waits: it stops the bed itself when nobody else uses it. */
async function endKeeper(): Promise<void> {
  const file = join(runFolder(), 'keeper.json');
  if (!existsSync(file)) return;
  const keeper = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; born: string };
  if (born(keeper.pid) === keeper.born) send(keeper.pid, 'SIGTERM');
  while (born(keeper.pid) === keeper.born) await new Promise((resolve) => setTimeout(resolve, 50));
}

const started = performance.now();
await endKeeper();
if (await stopBed({ force: process.argv.includes('--force') })) {
  console.log(`the test bed is stopped (${((performance.now() - started) / 1000).toFixed(1)} s)`);
} else {
  console.error('others still use the test bed, so it was left running; --force stops it anyway');
  process.exitCode = 1;
}
