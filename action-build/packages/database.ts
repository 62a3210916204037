import type { Database } from '../image/content.ts';
import type { ReadImage } from '../image/read-images.ts';
import type { InstalledPackage, Listed } from './package.ts';

/** Packages of one type and the state of their database. */
export type DatabaseContent = { readonly database: Database; readonly packages: readonly InstalledPackage[] };

/** Names one version of one package. */
const keyOf = ({ namespace, name, version }: Listed): string => `${namespace ?? ''}/${name}@${version}`;

/**
 * Packages of a database that is one file, which each layer with a package replaces whole: a package came with the
 * first layer whose file has it.
 * @param path real path of the file.
 */
export function withLayers(
  { layers, tree }: ReadImage,
  path: string,
  read: (text: string) => readonly Listed[],
): InstalledPackage[] {
  const last = tree.find(path)?.layer ?? 0;
  const first = new Map<string, number>();
  for (const { index, contents } of layers.slice(0, last + 1)) {
    const bytes = contents.get(path);
    if (bytes === undefined) continue;
    const listed = new Set(readAnyway(bytes.toString('utf8'), read).map(keyOf));
    // One that was gone in between came anew.
    for (const key of first.keys()) if (!listed.has(key)) first.delete(key);
    for (const key of listed) if (!first.has(key)) first.set(key, index);
  }
  return read(tree.read(path) ?? '').map((found) => ({ ...found, layer: first.get(keyOf(found)) ?? last }));
}

/** What an earlier layer listed only tells where a package came from, so it may be damaged. */
function readAnyway(text: string, read: (text: string) => readonly Listed[]): readonly Listed[] {
  try {
    return read(text);
  } catch {
    return [];
  }
}
