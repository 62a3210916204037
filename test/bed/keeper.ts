import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { born } from './daemon.ts';
import { runFolder } from './paths.ts';

const file = (): string => join(runFolder(), 'keeper.json');

/** The process that keeps the bed in the background, while it lives. */
export function keeperPid(): number | undefined {
  if (!existsSync(file())) return undefined;
  const keeper = JSON.parse(readFileSync(file(), 'utf8')) as { pid: number; born: string };
  return born(keeper.pid) === keeper.born ? keeper.pid : undefined;
}

/** Names this process as the keeper, unless another one is. */
export function recordKeeper(): { forget(): void } {
  if (keeperPid() !== undefined) return { forget: () => undefined };
  writeFileSync(file(), JSON.stringify({ pid: process.pid, born: born(process.pid) }));
  return { forget: () => rmSync(file(), { force: true }) };
}
