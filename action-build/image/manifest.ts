import * as z from 'zod';
import { type Digest, isDigest } from '../../shared/domain/subject.ts';
import type { Archive } from './archive.ts';
import type { Blob } from './blob-reader.ts';
import { instructionsOf } from './history.ts';
import type { ImageLayer } from './layer.ts';

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');
const descriptor = z.object({ digest });

/** `manifest.json` of `docker save`: paths inside the archive. */
const savedImages = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()).nullable() }));

/** A manifest of one image, and an index over several, as registries have them. */
const manifest = z.object({ config: descriptor, layers: z.array(descriptor) });
const index = z.object({
  manifests: z.array(descriptor.extend({ platform: z.object({ os: z.string() }).optional() })),
});

/** The part of an image's configuration that says what its layers are. */
const configuration = z.object({
  rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(digest).nullish() }),
  history: z.array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() })).nullish(),
});

/** Where an image's parts are. */
type Located = { readonly config: Blob | undefined; readonly layers: readonly (Blob | undefined)[] };

function parse(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Error(`${what} is not JSON`, { cause: error });
  }
}

function jsonOf(blob: Blob | undefined, what: string): unknown {
  if (blob?.kind === 'broken') throw new Error(`${what}: ${blob.why}`);
  if (blob?.kind !== 'json') throw new Error(`${what} is missing in the archive`);
  return parse(blob.bytes, what);
}

/** An image that is named by its configuration, as by engines with a store of their own. */
function byConfiguration(archive: Archive, id: Digest): Located | undefined {
  const list = archive.at('manifest.json');
  if (list === undefined) return undefined;
  for (const { Config, Layers } of savedImages.parse(jsonOf(list, 'manifest.json'))) {
    const config = archive.at(Config);
    if (config?.kind === 'json' && config.digest === id) {
      return { config, layers: (Layers ?? []).map((path) => archive.at(path)) };
    }
  }
  return undefined;
}

/** An image that is named by its manifest, or by an index of a single one, as by engines that use containerd's store. */
function byManifest(archive: Archive, id: Digest): Located | undefined {
  const blob = archive.of(id);
  if (blob?.kind !== 'json') return undefined;
  const content = parse(blob.bytes, `manifest ${id}`);
  const list = index.safeParse(content);
  if (list.success) {
    // Attestations are listed as images of an unknown system; platforms that were not saved are listed all the same.
    const images = list.data.manifests.filter((one) => one.platform?.os !== 'unknown');
    const there = images.filter((one) => archive.of(one.digest) !== undefined);
    const [only, ...others] = there;
    if (only === undefined || others.length > 0)
      throw new Error(`${id} is an index of ${there.length} images, not one`);
    return byManifest(archive, only.digest);
  }
  const { config, layers } = manifest.parse(content);
  return { config: archive.of(config.digest), layers: layers.map((one) => archive.of(one.digest)) };
}

/** An image of an OCI layout that is named by its configuration, which only its manifest names. */
function byIndex(archive: Archive, id: Digest): Located | undefined {
  const list = archive.at('index.json');
  if (list === undefined) return undefined;
  for (const { digest } of index.parse(jsonOf(list, 'index.json')).manifests) {
    const blob = archive.of(digest);
    if (blob?.kind !== 'json') continue;
    const found = manifest.safeParse(parse(blob.bytes, `manifest ${digest}`));
    if (found.success && found.data.config.digest === id) return byManifest(archive, digest);
  }
  return undefined;
}

/**
 * The layers of one image, base first. Every digest on the way from `id` to the content was computed from bytes that
 * were read here, so what is returned is what `id` names.
 * @throws when something is missing, broken, or is not what its digest says.
 */
export function layersOf(archive: Archive, id: Digest): ImageLayer[] {
  const located = byConfiguration(archive, id) ?? byIndex(archive, id) ?? byManifest(archive, id);
  if (located === undefined) throw new Error(`the archive does not hold the image ${id}`);
  const { rootfs, history } = configuration.parse(jsonOf(located.config, 'the image configuration'));
  const diffIds = rootfs.diff_ids ?? [];
  const { layers } = located;
  if (layers.length !== diffIds.length) {
    throw new Error(`the image has ${diffIds.length} layers, the archive names ${layers.length}`);
  }
  const instructions = instructionsOf(history ?? [], diffIds.length);
  return diffIds.map((diffId, at) => {
    const blob = layers[at];
    if (blob?.kind === 'broken') throw new Error(`layer ${at + 1} of ${diffIds.length}: ${blob.why}`);
    if (blob?.kind !== 'layer') throw new Error(`layer ${at + 1} of ${diffIds.length} is missing in the archive`);
    if (blob.layer.diffId !== diffId) throw new Error(`layer ${at + 1} is ${blob.layer.diffId}, not ${diffId}`);
    return { ...blob.layer, index: at, instruction: instructions[at] ?? null };
  });
}
