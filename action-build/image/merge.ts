import type { ImageTree, TreeEntry } from './image-tree.ts';
import type { Entry, ImageLayer } from './layer.ts';
import { resolveLinks } from './links.ts';
import { baseOf, parentOf } from './paths.ts';
import type { ScriptHead } from './script.ts';

type Made = {
  readonly entry: TreeEntry;
  /** Where the content is: a hard link has that of its target. */
  readonly content: { readonly layer: number; readonly path: string };
};

/** A folder of the filesystem, or what is at its end. A folder that no layer names has no entry. */
type Node = { made: Made | undefined; children: Map<string, Node> | undefined };

const isFolder = (node: Node): boolean => node.made === undefined || node.made.entry.type === 'folder';

/** Layers put on each other, one entry at a time, as engines do it. */
class Merged {
  readonly root: Node = { made: undefined, children: new Map() };

  nodeAt(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    if (path === '') return node;
    for (const part of path.split('/')) {
      node = node?.children?.get(part);
      if (node === undefined) return undefined;
    }
    return node;
  }

  resolve(path: string): string {
    return resolveLinks(path, (at) => {
      const entry = this.nodeAt(at)?.made?.entry;
      return entry?.type === 'symlink' ? (entry.link ?? undefined) : undefined;
    });
  }

  /** Where an entry really lands: engines follow links on the way to it, but not the last one. */
  place(path: string): string {
    let node: Node | undefined = this.root;
    for (let at = 0, end = path.indexOf('/'); end !== -1; at = end + 1, end = path.indexOf('/', at)) {
      node = node.children?.get(path.slice(at, end));
      if (node === undefined) return path;
      if (node.made?.entry.type === 'symlink') return this.#behindLinks(path);
    }
    return path;
  }

  #behindLinks(path: string): string {
    const folder = this.resolve(parentOf(path));
    return folder === '' ? baseOf(path) : `${folder}/${baseOf(path)}`;
  }

  remove(path: string): void {
    this.nodeAt(parentOf(path))?.children?.delete(baseOf(path));
  }

  empty(path: string): void {
    const node = this.nodeAt(path);
    if (node?.children !== undefined) node.children = new Map();
  }

  put(path: string, made: Made): void {
    if (path === '') return;
    const parts = path.split('/');
    let node = this.root;
    for (const part of parts) {
      node.children ??= new Map();
      const next = node.children.get(part) ?? { made: undefined, children: undefined };
      node.children.set(part, next);
      node = next;
    }
    if (made.entry.type !== 'folder') node.children = undefined;
    node.made = made;
  }
}

function madeOf(merged: Merged, layer: ImageLayer, written: string, path: string, entry: Entry): Made {
  const { type } = entry;
  if (type !== 'hardlink') {
    return { entry: { ...entry, type, path, layer: layer.index }, content: { layer: layer.index, path: written } };
  }
  const target = merged.nodeAt(merged.place(entry.link ?? ''))?.made;
  if (target === undefined || target.entry.type === 'folder') {
    throw new Error(`${path} is a hard link to ${entry.link}, which is not there`);
  }
  return { entry: { ...target.entry, path, layer: layer.index }, content: target.content };
}

function putLayer(merged: Merged, layer: ImageLayer): void {
  // Marks of removal mean the layers below, wherever they stand in this one.
  for (const folder of layer.opaque) merged.empty(folder === '' ? '' : merged.resolve(folder));
  for (const path of layer.removed) merged.remove(merged.place(path));
  for (const [written, entry] of layer.entries) {
    const path = merged.place(written);
    const above = merged.nodeAt(parentOf(path));
    if (above !== undefined && !isFolder(above)) throw new Error(`${written} lies in something that is not a folder`);
    merged.put(path, madeOf(merged, layer, written, path, entry));
  }
}

/** Depth first, folders before what they hold; without recursion, which would pass each entry through all levels. */
function* walk(root: Node): Generator<TreeEntry> {
  const open: Iterator<Node>[] = [[root].values()];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const { done, value: node } = level.next();
    if (done === true) {
      open.pop();
      continue;
    }
    if (node.made !== undefined) yield node.made.entry;
    if (node.children !== undefined) open.push(node.children.values());
  }
}

/** An image's filesystem that also says where in the layers its contents are. */
export type MergedTree = ImageTree & {
  /** Bytes of a file, links followed; undefined when no file is there. @throws when one is there but was not kept. */
  content(path: string): Buffer | undefined;
  /** Path in its layer of a file whose content was not kept; undefined for everything else. */
  missing(path: string): string | undefined;
  /** The begin of a script, links followed; undefined when there is no script. */
  script(path: string): ScriptHead | undefined;
};

/**
 * The filesystem that a container of these layers sees.
 * @throws when a layer does not fit on those below it: a hard link to nothing, a file in something that is no folder.
 */
export function mergeLayers(layers: readonly ImageLayer[]): MergedTree {
  const merged = new Merged();
  for (const layer of layers) putLayer(merged, layer);
  const find = (path: string): Made | undefined => merged.nodeAt(merged.resolve(path))?.made;
  const contentOf = ({ content }: Made): Buffer | undefined => layers[content.layer]?.contents.get(content.path);
  const content = (path: string): Buffer | undefined => {
    const made = find(path);
    if (made === undefined || made.entry.type === 'folder') return undefined;
    const bytes = contentOf(made);
    if (bytes !== undefined) return bytes;
    throw new Error(`${path} is there but is not a file that can be read`);
  };
  return {
    *entries() {
      yield* walk(merged.root);
    },
    get: (path) => merged.nodeAt(path)?.made?.entry,
    find: (path) => find(path)?.entry,
    resolve: (path) => merged.resolve(path),
    content,
    read: (path) => content(path)?.toString('utf8'),
    script(path) {
      const content = find(path)?.content;
      return content === undefined ? undefined : layers[content.layer]?.scripts.get(content.path);
    },
    missing(path) {
      const made = find(path);
      return made?.entry.type === 'file' && contentOf(made) === undefined ? made.content.path : undefined;
    },
  };
}
