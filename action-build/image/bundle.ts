import { posix } from 'node:path';
import type { BundleFact } from './content.ts';
import type { ImageTree } from './image-tree.ts';

/** Files that are named; their number and bytes count all. */
const MOST_NAMED = 5;

/**
 * The files of an image that a browser is given, as a container sees them.
 * @param pattern path with `*`, `**` and `?`, from the image's root
 */
export function bundleOf(tree: ImageTree, pattern: string): BundleFact {
  const wanted = pattern.replace(/^\/+/, '');
  const begin = /^[^*?[{!(\\]*/.exec(wanted)?.[0] ?? '';
  const files = [...tree.entries()].filter(
    ({ path, type }) => type === 'file' && path.startsWith(begin) && posix.matchesGlob(path, wanted),
  );
  return {
    pattern,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    largest: files
      .toSorted((left, right) => right.size - left.size)
      .slice(0, MOST_NAMED)
      .map(({ path, size, layer }) => ({ path, bytes: size, layer })),
  };
}
