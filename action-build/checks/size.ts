import { showBytes } from '../../shared/domain/byte-size.ts';
import type { ImageContent, Leftover } from '../image/content.ts';
import { showLayer } from '../image/show-layer.ts';
import type { Asked, BaseFact } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Uncompressed bytes of all layers: the same in every engine, unlike the sizes that engines tell. */
const imageBytes = ({ layers }: ImageContent): number => sum(layers.map(({ bytes }) => bytes));

function tooLarge(content: ImageContent, limit: number | null): Finding[] {
  const bytes = imageBytes(content);
  if (limit === null || bytes <= limit) return [];
  const sizes = content.layers.map((one, index) => ({ index, bytes: one.bytes }));
  const largest = sizes.toSorted((left, right) => right.bytes - left.bytes)[0];
  const most =
    largest === undefined ? '' : `; most of it, ${showBytes(largest.bytes)}, is ${showLayer(content, largest.index)}`;
  return [
    {
      rule: 'size/image',
      place: { in: 'image-configuration', key: 'layers' },
      reason: `the image has ${showBytes(bytes)}, allowed are ${showBytes(limit)}${most}`,
      fix: 'Take out what the program does not need, or raise limits.image',
    },
  ];
}

type Own = readonly (Leftover & { readonly layer: number })[];

/** The layers above the base; all of them when it is not known. */
const ownLeftovers = (leftovers: readonly Leftover[], base: BaseFact): Own =>
  leftovers.map((one, layer) => ({ ...one, layer })).slice(base.kind === 'known' ? base.layers : 0);

function wasteful(own: Own, base: BaseFact, limit: number): Finding[] {
  const bytes = sum(own.map((one) => one.bytes));
  if (bytes <= limit) return [];
  const unsure = base.kind === 'known' ? '' : `; the base is counted too, because it is not known: ${base.why}`;
  const worst = own.toSorted((left, right) => right.bytes - left.bytes)[0];
  const files = (worst?.largest ?? []).map((one) => `${one.path} (${showBytes(one.bytes)}, ${one.why})`).join(', ');
  return [
    {
      rule: 'size/wasted',
      place: {
        in: 'image',
        path: worst?.largest[0]?.path ?? '',
        ...(worst === undefined ? {} : { layer: worst.layer }),
      },
      reason: `${showBytes(bytes)} are of no use to any container, allowed are ${showBytes(limit)}: ${files}${unsure}`,
      fix: 'Delete files in the RUN that makes them, and copy each file once',
    },
  ];
}

function judge(content: ImageContent, base: BaseFact, { image, wasted }: Asked['limits']): CheckResult {
  const size = showBytes(imageBytes(content));
  if (wasted === null) return failIfAny(tooLarge(content, image), { status: 'pass', seen: size });
  if (content.leftovers === null) {
    return { status: 'not-run', seen: 'not run: nobody looked for what is of no use', needed: 'layers read for it' };
  }
  const own = ownLeftovers(content.leftovers, base);
  const waste = base.kind === 'unknown' ? '' : `, ${showBytes(sum(own.map(({ bytes }) => bytes)))} of no use`;
  return failIfAny([...tooLarge(content, image), ...wasteful(own, base, wasted)], {
    status: 'pass',
    seen: `${size}${waste}`,
  });
}

/** The image is as small as it was meant to be. */
export const sizeCheck: Check = {
  id: 'size',
  title: 'Size and waste',
  line: 'pre-build/resources',
  controls: [],
  code: 'IMAGE_TOO_LARGE',
  needed: 'an image within limits.image and limits.wasted',
  run: (facts) => {
    const { limits } = facts.asked;
    if (limits.image === null && limits.wasted === null) {
      return { status: 'not-asked', seen: 'neither limits.image nor limits.wasted is set' };
    }
    return onImage(facts, ({ content }) => judge(content, facts.base, limits));
  },
};
