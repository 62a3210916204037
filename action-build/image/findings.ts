import { forbiddenKind } from '../secrets/forbidden-files.ts';
import type { ImageContent, ImageSecret, Leftover, SetuidFile } from './content.ts';
import type { ImageLayer } from './layer.ts';
import type { ReadImage } from './read-images.ts';

/** More would only repeat what the first ones say. */
const MOST_SECRETS = 50;

/** Whether the file of this layer is what a container sees at its path. */
const isLive = ({ tree }: ReadImage, layer: ImageLayer, path: string): boolean => {
  // A path that leads through a link is found behind it.
  const entry = tree.get(path) ?? tree.find(path);
  return entry !== undefined && entry.type === 'file' && entry.layer === layer.index;
};

/** Secrets by content and by name, in the order of the layers. */
export function secretsOf(image: ReadImage): Pick<ImageContent, 'secrets' | 'secretCount'> {
  const found: ImageSecret[] = [];
  for (const layer of image.layers) {
    for (const [path, { type, size }] of layer.entries) {
      if (type !== 'file' || size === 0) continue;
      const kind = forbiddenKind(path);
      const named = kind === undefined ? [] : [{ kind, line: null, starts: null }];
      const signs = [...named, ...(layer.secrets.get(path) ?? [])];
      if (signs.length === 0) continue;
      const deleted = !isLive(image, layer, path);
      found.push(...signs.map((sign): ImageSecret => ({ path, layer: layer.index, ...sign, deleted })));
    }
  }
  return { secrets: found.slice(0, MOST_SECRETS), secretCount: found.length };
}

const SETUID = 0o4000;
const SETGID = 0o2000;

/** Files with setuid or setgid that a container sees, with the layer that brought the bits. */
export function setuidOf({ tree, layers }: ReadImage): SetuidFile[] {
  const found: SetuidFile[] = [];
  for (const { path, type, mode, uid, gid, layer } of tree.entries()) {
    const bits = mode & (SETUID | SETGID);
    if (type !== 'file' || bits === 0) continue;
    // A package that is installed again replaces its files: the base still brought them when owner and bits are the same.
    const same = layers.find((one) => {
      const entry = one.entries.get(path);
      return (
        entry?.type === 'file' && (entry.mode & (SETUID | SETGID)) === bits && entry.uid === uid && entry.gid === gid
      );
    });
    const names = [(bits & SETUID) !== 0 ? 'setuid' : undefined, (bits & SETGID) !== 0 ? 'setgid' : undefined] as const;
    found.push({ path, bits: names.filter((name) => name !== undefined), uid, gid, since: same?.index ?? layer });
  }
  return found;
}

/** Small files that are equal are chance or convention: licences, empty modules. */
const SMALLEST_DOUBLE = 4096;
const LARGEST_SHOWN = 3;

/**
 * What of each layer no container can use, or has twice. Two files are taken for equal by size and sum: equal ones always
 * are, so nothing is left out; that two others are is one chance in four thousand million.
 */
export function leftoversOf(image: ReadImage): Leftover[] {
  const seen = new Set<string>();
  return image.layers.map((layer) => {
    const all: Leftover['largest'][number][] = [];
    for (const [path, { type, size, sum }] of layer.entries) {
      if (type !== 'file' || size === 0 || sum === null) continue;
      const content = `${size}:${sum}`;
      if (!isLive(image, layer, path)) all.push({ path, bytes: size, why: 'gone' });
      else if (size >= SMALLEST_DOUBLE && seen.has(content)) all.push({ path, bytes: size, why: 'double' });
      else seen.add(content);
    }
    const largest = all.toSorted((left, right) => right.bytes - left.bytes).slice(0, LARGEST_SHOWN);
    return { bytes: all.reduce((sum, one) => sum + one.bytes, 0), largest };
  });
}
