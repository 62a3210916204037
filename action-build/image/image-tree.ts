import type { Entry } from './layer.ts';

/** What is at one path of an image when all its layers are put on each other. */
export type TreeEntry = Entry<'file' | 'folder' | 'symlink' | 'device' | 'fifo'> & {
  readonly path: string;
  /** Index of the layer that brought it, or changed it last. */
  readonly layer: number;
};

/** An image's filesystem, looked at by the paths under which its own programs would open things. */
export type ImageTree = {
  /** Everything but the root, folders before what they hold. */
  entries(): Iterable<TreeEntry>;
  /** What is at exactly this path; a symbolic link is not followed, nor are those on the way. */
  get(path: string): TreeEntry | undefined;
  /** What a program opens by this path: links are followed, and never lead out of the image. @throws on a loop of links. */
  find(path: string): TreeEntry | undefined;
  /** Real path behind a path, which need not exist. @throws on a loop of links. */
  resolve(path: string): string;
  /** Text of a file, links followed; undefined when no file is there. @throws when one is there but was not kept. */
  read(path: string): string | undefined;
};
