/**
 * Stops the bed that `up.ts --detach` keeps, and what killed processes left.
 *
 *   node test/bed/down.ts [--force]        --force stops it under the feet of running tests too
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { stopBed } from './bed.ts';
import { send } from './daemon.ts';
import { keeperPid } from './keeper.ts';

/** Asks the keeper to end and waits: it stops the bed itself when nobody else uses it. */
async function endKeeper(): Promise<void> {
  const keeper = keeperPid();
  if (keeper === undefined) return;
  send(keeper, 'SIGTERM');
  while (keeperPid() === keeper) await sleep(50);
}

const started = performance.now();
await endKeeper();
if (await stopBed({ force: process.argv.includes('--force') })) {
  console.log(`the test bed is stopped (${((performance.now() - started) / 1000).toFixed(1)} s)`);
} else {
  console.error('others still use the test bed, so it was left running; --force stops it anyway');
  process.exitCode = 1;
}
