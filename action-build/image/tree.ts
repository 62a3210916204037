import { resolveLinks } from './links.ts';
import type { EntryKind, Scan } from './scan.ts';

/** An image's filesystem, looked at by the paths under which its own programs would open things. */
export type Tree = {
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** Real path behind a path, which need not exist. @throws on a loop of links. */
  resolve(path: string): string;
  /** Text of a file, links followed; undefined when no file is there. @throws when one is there but was not read. */
  read(path: string): string | undefined;
};

/** The view of a scan whose wanted files are all read. */
export function treeOf({ entries, links, files }: Scan): Tree {
  const resolve = (path: string): string => resolveLinks(path, links);
  return {
    entries,
    resolve,
    read(path) {
      const real = resolve(path);
      const bytes = files.get(real);
      if (bytes !== undefined) return bytes.toString('utf8');
      const kind = entries.get(real);
      if (kind === undefined || kind === 'folder') return undefined;
      throw new Error(`${path} is there but is not a file that can be read`);
    },
  };
}
