import { open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Bytes; larger ones are no faster. */
const PIECE = 2 ** 20;

/**
 * A file from its first to its last byte. Every piece comes in the same place, which the next one takes: a file of any
 * size costs one piece of memory.
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  const place = Buffer.allocUnsafeSlow(PIECE);
  for (;;) {
    const { bytesRead } = await file.read(place, 0, PIECE);
    if (bytesRead === 0) return;
    yield place.subarray(0, bytesRead);
  }
}

/**
 * The files below a folder, by path from it with forward slashes. Links are left out: they could lead anywhere.
 * @throws when the folder cannot be read.
 */
export async function folderFiles(folder: string): Promise<ReadonlyMap<string, () => AsyncIterable<Uint8Array>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path).replaceAll(sep, '/'), () => readPieces(path)]));
}
