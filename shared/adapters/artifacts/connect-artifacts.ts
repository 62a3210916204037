import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeError, UserError } from '../../domain/errors.ts';
import type { ArtifactFile, Artifacts } from './port.ts';

/** Writes the files below a folder and gives their paths. */
async function stage(folder: string, files: readonly ArtifactFile[]): Promise<string[]> {
  return Promise.all(
    files.map(async (file) => {
      const path = resolve(folder, file.name);
      if (!path.startsWith(`${folder}/`))
        throw new UserError('PATH_OUTSIDE', `artifact file "${file.name}" leads out of its artifact`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.bytes, { mode: 0o600 });
      return path;
    }),
  );
}

/**
 * The artifact service of the run. The library is loaded by the first upload: it is 3.7 MB, and every other run starts
 * without it. It repeats answers of 5xx and 429 by itself, up to five times; a conflict or a refusal is final at once.
 */
export const connectArtifacts = (temp: string): Artifacts => ({
  async upload(name, files) {
    const folder = await mkdtemp(join(resolve(temp), 'countersign-artifact-'));
    try {
      const paths = await stage(folder, files);
      const { DefaultArtifactClient } = await import('@actions/artifact');
      const { id, digest } = await new DefaultArtifactClient().uploadArtifact(name, paths, folder);
      if (id === undefined || !digest) throw new Error('the service did not say what it stored');
      return { id, sha256: digest };
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      const why = describeError(cause);
      const told = /\b409\b|already exists/.test(why)
        ? 'this attempt of the run has one of that name already, and what was decided is never replaced; re-run the job, or let each step decide something else'
        : why;
      throw new UserError('ARTIFACT_NOT_STORED', `artifact "${name}" was not stored: ${told}`, { cause });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
