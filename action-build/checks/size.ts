import { showBytes } from '../../shared/domain/byte-size.ts';
import type { BundleFact, ImageContent, Leftover } from '../image/content.ts';
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

/** What a browser is given; nothing that matches is a mistake in the pattern or in the build, and no small bundle. */
function bundleFindings(bundle: BundleFact, limit: NonNullable<Asked['limits']['bundle']>): Finding[] {
  const [largest] = bundle.largest;
  if (largest === undefined) {
    const reason = `no file of the image matches ${limit.files}`;
    const fix = 'Correct limits.bundle.files, or the instruction that copies the bundle';
    return [{ rule: 'size/bundle-missing', place: { in: 'image', path: limit.files }, reason, fix }];
  }
  if (bundle.bytes <= limit.size) return [];
  const most = bundle.largest.map(({ path, bytes }) => `${path} (${showBytes(bytes)})`).join(', ');
  return [
    {
      rule: 'size/bundle',
      place: { in: 'image', path: largest.path, layer: largest.layer },
      about: limit.files,
      reason: `${bundle.files} files that match ${limit.files} have ${showBytes(bundle.bytes)}, allowed are ${showBytes(limit.size)}: ${most}`,
      fix: 'Split the bundle or take out what it does not need, or raise limits.bundle.size',
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

const LOOKED_FOR = { seen: 'not run: nobody looked for it', needed: 'an image that is read for these limits' };

function judge(content: ImageContent, base: BaseFact, limits: Asked['limits']): CheckResult {
  const findings = tooLarge(content, limits.image);
  const seen = [showBytes(imageBytes(content))];
  if (limits.wasted !== null) {
    if (content.leftovers === null) return { status: 'not-run', ...LOOKED_FOR };
    const own = ownLeftovers(content.leftovers, base);
    findings.push(...wasteful(own, base, limits.wasted));
    if (base.kind === 'known') seen.push(`${showBytes(sum(own.map(({ bytes }) => bytes)))} of no use`);
  }
  if (limits.bundle !== null) {
    if (content.bundle === null) return { status: 'not-run', ...LOOKED_FOR };
    findings.push(...bundleFindings(content.bundle, limits.bundle));
    seen.push(`${showBytes(content.bundle.bytes)} in ${content.bundle.files} files of ${limits.bundle.files}`);
  }
  return failIfAny(findings, { status: 'pass', seen: seen.join(', ') });
}

/** The image is as small as it was meant to be. */
export const sizeCheck: Check = {
  id: 'size',
  title: 'Size and waste',
  line: 'pre-build/resources',
  controls: [],
  code: 'IMAGE_TOO_LARGE',
  needed: 'an image within limits.image, limits.wasted and limits.bundle',
  run: (facts) => {
    const { limits } = facts.asked;
    if (limits.image === null && limits.wasted === null && limits.bundle === null) {
      return { status: 'not-asked', seen: 'none of limits.image, limits.wasted and limits.bundle is set' };
    }
    return onImage(facts, ({ content }) => judge(content, facts.base, limits));
  },
};
