import { describeError } from '../../shared/domain/errors.ts';
import { findSecrets, LARGEST_EXAMINED } from '../secrets/find-secrets.ts';
import { forbiddenKind, mayHoldKey } from '../secrets/forbidden-files.ts';
import type { ContextFact, ExposedFile } from './context-facts.ts';
import { readIgnoreFile } from './ignored.ts';

/** The files of one build context. */
export type ContextFiles = {
  /** Paths of those that are asked for, from the context's root. */
  list(wanted: (path: string) => boolean): Promise<readonly string[]>;
  /** Content of a file; undefined when it is not there or larger than `most` bytes. */
  read(path: string, most: number): Promise<Buffer | undefined>;
};

/** More would only repeat what the first ones say. */
const MOST_EXPOSED = 20;
const LARGEST_IGNORE_FILE = 2 ** 20;

/** The file with the patterns: buildx prefers one that is named after the Dockerfile. */
async function findIgnoreFile(files: ContextFiles, dockerfile: string, builder: 'buildx' | 'classic') {
  const candidates = builder === 'buildx' ? [`${dockerfile}.dockerignore`, '.dockerignore'] : ['.dockerignore'];
  for (const path of candidates) {
    const bytes = await files.read(path, LARGEST_IGNORE_FILE);
    if (bytes !== undefined) return { path, text: bytes.toString('utf8') };
  }
  return undefined;
}

async function exposedKind(files: ContextFiles, path: string): Promise<ExposedFile['kind'] | undefined> {
  const byName = forbiddenKind(path);
  if (byName !== undefined) return byName;
  const bytes = await files.read(path, LARGEST_EXAMINED);
  return bytes === undefined ? undefined : findSecrets(bytes)[0]?.kind;
}

/**
 * What of a context the builder is sent that it should not be.
 * @param folder the context, from the repository's root; for the paths in the facts.
 */
export async function readContext(
  files: ContextFiles,
  { folder, dockerfile, builder }: { folder: string; dockerfile: string; builder: 'buildx' | 'classic' },
): Promise<ContextFact> {
  try {
    const found = await findIgnoreFile(files, dockerfile, builder);
    const ignored = readIgnoreFile(found?.text);
    if (ignored.kind === 'unknown') return { kind: 'unreadable', why: `${found?.path}: ${ignored.why}` };
    const suspects = await files.list((path) => forbiddenKind(path) !== undefined || mayHoldKey(path));
    const exposed: ExposedFile[] = [];
    for (const path of suspects.filter((one) => !ignored.ignores(one))) {
      if (exposed.length === MOST_EXPOSED) break;
      const kind = await exposedKind(files, path);
      if (kind !== undefined) exposed.push({ path, kind });
    }
    const ignoreFile = found === undefined ? null : folder === '.' ? found.path : `${folder}/${found.path}`;
    return { kind: 'read', ignoreFile, keepsEnvOut: ignored.ignores('.env'), exposed };
  } catch (error) {
    return { kind: 'unreadable', why: describeError(error) };
  }
}
