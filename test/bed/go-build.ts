import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from './command.ts';
import type { Log } from './install.ts';
import { lockFile } from './lock.ts';
import { MissingPart } from './missing-part.ts';
import { cacheFolder } from './paths.ts';

/** Programs of one Go module folder. */
export type GoTarget = {
  readonly name: string;
  /** How long a first build takes, for the line of progress. */
  readonly takes?: string;
  readonly module: string;
  /** Files that decide what comes out, in the module's folder. */
  readonly sources: readonly string[];
  readonly packages: readonly string[];
  readonly ldflags: string;
};

/**
 * Gives the folder with the built programs. It lies in the cache, under a name made from the module files and the Go
 * version, so that each is built once.
 * @throws MissingPart when there is no Go, or the build fails.
 */
export async function buildGo(target: GoTarget, log: Log): Promise<string> {
  if (which('go') === undefined) {
    throw new MissingPart(`go not found, which ${target.name} is built with; install Go 1.21 or newer`);
  }
  await using _ = await lockFile(join(cacheFolder('go'), 'build.lock')); // In turn: one build uses every core.
  const key = await keyOf(target).catch((error: Error) => {
    throw new MissingPart(`go cannot read the module of ${target.name}: ${error.message}`, { cause: error });
  });
  const folder = join(cacheFolder('go'), `${target.name}-${key}`);
  if (!existsSync(folder)) await build(target, folder, log);
  return folder;
}

async function build(target: GoTarget, folder: string, log: Log): Promise<void> {
  log(`building ${target.name} from Go modules, once${target.takes ? `: about ${target.takes} on 2 cores` : ''}`);
  const started = performance.now();
  const part = mkdtempSync(join(cacheFolder('go'), `.${target.name}-`));
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
}

async function keyOf(target: GoTarget): Promise<string> {
  const hash = createHash('sha256');
  // The version that Go really uses in this module: a go.mod can ask for another toolchain than the installed one.
  hash.update(await command('go', ['env', 'GOVERSION', 'GOARCH'], { cwd: target.module }));
  hash.update(`${target.packages.join(' ')}\n${target.ldflags}\n`);
  for (const file of target.sources) hash.update(readFileSync(join(target.module, file)));
  return hash.digest('hex').slice(0, 16);
}
