import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Far above any real context; below what would hold up a build. */
const MOST_ENTRIES = 500_000;

/**
 * Paths of the files of a build context that are asked for, from its root with forward slashes, sorted. Links are not
 * followed: the builder gets them as links.
 * @throws when there are more entries than can be looked through, or a folder cannot be read.
 */
export async function listContext(context: string, wanted: (path: string) => boolean): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [''];
  let entries = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(context, folder), { withFileTypes: true })) {
      entries += 1;
      if (entries > MOST_ENTRIES) throw new Error(`the build context has more than ${MOST_ENTRIES} files`);
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (wanted(path)) found.push(path);
    }
  }
  return found.sort();
}

/** Bytes of a file of the context, not through a link; undefined when it is not there, a link, or larger than `most`. */
export async function readContextFile(context: string, path: string, most: number): Promise<Buffer | undefined> {
  try {
    await using handle = await open(join(context, path), constants.O_RDONLY | constants.O_NOFOLLOW);
    const info = await handle.stat();
    return info.isFile() && info.size <= most ? await handle.readFile() : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}
