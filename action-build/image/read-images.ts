import { describeError } from '../../shared/domain/errors.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import { type Archive, readArchive } from './archive.ts';
import type { ImageTree } from './image-tree.ts';
import type { ImageLayer } from './layer.ts';
import type { Reading } from './layer-reader.ts';
import { Budget, LIMITS, type Limits } from './limits.ts';
import { layersOf } from './manifest.ts';
import { type MergedTree, mergeLayers } from './merge.ts';

/** Everything that was read from one image. */
export type ReadImage = { readonly layers: readonly ImageLayer[]; readonly tree: MergedTree };

export type ImageResult =
  | { readonly kind: 'read'; readonly image: ReadImage }
  /** One clear line. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** What of the content is needed; `wanted` is asked for each file as it comes by. */
export type Needs = Reading & {
  /** Paths that will be read: the content of those that turn out to lead elsewhere is fetched by a second pass. */
  readonly needed: (tree: ImageTree) => Iterable<string>;
};

function readOne(archive: Archive, id: Digest): ImageResult {
  try {
    const layers = layersOf(archive, id);
    return { kind: 'read', image: { layers, tree: mergeLayers(layers) } };
  } catch (error) {
    return { kind: 'unreadable', why: describeError(error) };
  }
}

function readAll(archive: Archive, ids: readonly Digest[]): Map<Digest, ImageResult> {
  return new Map(ids.map((id) => [id, readOne(archive, id)]));
}

/** Paths in layers of the files that are needed and were not kept. */
function missingOf(results: ReadonlyMap<Digest, ImageResult>, { needed }: Needs): Set<string> {
  const missing = new Set<string>();
  for (const result of results.values()) {
    if (result.kind !== 'read') continue;
    const { tree } = result.image;
    for (const path of needed(tree)) {
      const inLayer = tree.missing(path);
      if (inLayer !== undefined) missing.add(inLayer);
    }
  }
  return missing;
}

/**
 * Reads all images of a run from one archive of them: layers that images share are read once. A second pass is made
 * only when links lead from where a file is looked for to where nobody would look.
 * @param open starts the archive's stream.
 * @throws when the archive cannot be read; what is wrong with one image is that image's result.
 */
export async function readImages(
  open: () => AsyncIterable<Uint8Array>,
  ids: readonly Digest[],
  needs: Needs,
  limits: Limits = LIMITS,
): Promise<ReadonlyMap<Digest, ImageResult>> {
  const first = readAll(await readArchive(open(), new Budget(limits), needs), ids);
  const missing = missingOf(first, needs);
  if (missing.size === 0) return first;
  const wanted = (path: string): boolean => needs.wanted(path) || missing.has(path);
  return readAll(await readArchive(open(), new Budget(limits), { ...needs, wanted }), ids);
}
