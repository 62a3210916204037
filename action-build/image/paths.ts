import type { Limits } from './limits.ts';

/** Parts of a path, empty ones and `.` left out. */
export const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/** The folder that a path is in; empty for the root. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * A path of an archive without `./` in front and slashes at either end; the root is the empty path.
 * @throws when it leads out of the image, or is longer or deeper than anything that could be opened.
 */
export function cleanPath(name: string, limits: Limits): string {
  if (name.length > limits.path)
    throw new Error(`${name.slice(0, 60)}…: a path of ${name.length} characters is too long`);
  if (name.includes('\0')) throw new Error(`${JSON.stringify(name)}: a path cannot hold NUL`);
  const parts = partsOf(name);
  if (parts.includes('..')) throw new Error(`${name}: a path with ".." is not supported`);
  if (parts.length > limits.depth) throw new Error(`${name.slice(0, 60)}…: ${parts.length} folders are too deep`);
  return parts.join('/');
}
