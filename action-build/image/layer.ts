import type { Digest } from '../../shared/domain/subject.ts';
import type { SecretSign } from '../secrets/find-secrets.ts';
import type { ScriptHead } from './script.ts';

/** A hard link stands for the file that an earlier entry, of this layer or of one below, has put at `link`. */
type EntryType = 'file' | 'folder' | 'symlink' | 'hardlink' | 'device' | 'fifo';

/** One entry of a layer, or of the whole filesystem. */
export type Entry<Type extends EntryType = EntryType> = {
  readonly type: Type;
  /** Permission bits with setuid, setgid and sticky: `0o4755`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of a file, 0 for everything else. */
  readonly size: number;
  /** Where a symbolic link leads, as written; the path that a hard link stands for; null for everything else. */
  readonly link: string | null;
  /**
   * CRC-32 of a file's content: equal files have equal sums. Null for everything else, and when no sums were asked for.
   * It proves nothing; what the layer holds is proved by the digest of the whole layer.
   */
  readonly sum: number | null;
};

/** What one layer does to the filesystem below it. Paths have no slash at either end; the root is the empty path. */
export type Layer = {
  /** Digest of the uncompressed layer, computed from the bytes that were read. */
  readonly diffId: Digest;
  /** Bytes of the uncompressed layer. */
  readonly bytes: number;
  /** In the order of the archive; of two with one path the later one counts. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Paths of lower layers that this one removes, with everything below them. */
  readonly removed: ReadonlySet<string>;
  /** Folders of which nothing of the lower layers is left. */
  readonly opaque: ReadonlySet<string>;
  /** Content of the wanted files. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** What in the files looks like a secret, by path; of two entries with one path, of both. */
  readonly secrets: ReadonlyMap<string, readonly SecretSign[]>;
  /** The scripts among the files, by path. */
  readonly scripts: ReadonlyMap<string, ScriptHead>;
};

/** A layer at its place in an image. */
export type ImageLayer = Layer & {
  /** From 0, the base first. */
  readonly index: number;
  /** The instruction of the Dockerfile that made it: `RUN pip install plotly`; null when the history does not say. */
  readonly instruction: string | null;
};
