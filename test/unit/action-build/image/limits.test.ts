import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LayerReader } from '../../../../action-build/image/layer-reader.ts';
import { Budget, LIMITS, type Limits } from '../../../../action-build/image/limits.ts';
import { type MadeImage, makeImage, savedArchive } from '../../../fakes/image-archive.ts';
import { header } from '../../../fakes/tar-header.ts';
import { layout, read, shown, two } from './archives.ts';

describe('limits', () => {
  const files = { keep: 'k'.repeat(1000), 'a/b/c/d': '', 'keep-too': 'k'.repeat(1000) };
  const cases: readonly (readonly [string, Partial<Limits>, string])[] = [
    ['entries', { entries: 2 }, 'more than 2 files'],
    ['names', { names: 18 }, 'more than 18 bytes of names'],
    ['a path', { path: 6 }, 'is too long'],
    ['depth', { depth: 3 }, 'folders are too deep'],
    ['all layers', { bytes: 4000 }, 'more than 4000 bytes are too many'],
    ['a wanted file', { file: 999 }, 'keep: 1000 bytes are too many to keep'],
    // The configuration and the list of images are kept as well.
    ['all wanted files', { files: 1999 }, 'too many bytes to keep'],
    ['JSON', { json: 10 }, 'a JSON file of more than 10 bytes'],
    ['files of the archive', { parts: 2 }, 'the archive has too many files'],
  ];
  /** What comes of it: paths, or one line on why not. */
  const outcome = async (limits: Partial<Limits>): Promise<unknown> => {
    const image = await makeImage([{ files }]);
    const reading = read(await savedArchive([image]), [image.id], { ...LIMITS, ...limits });
    return await reading.then((results) => shown(results.get(image.id)), String);
  };
  test('none of them is met', async () => expect(await outcome({})).toEqual(Object.keys(files).sort()));
  test.each(cases)('of %s', async (_, limits, message) => expect(await outcome(limits)).toContain(message));
  test.each(cases)('of %s is the only one that refuses there', async (_, limits) => {
    const raised = Object.fromEntries(Object.entries(limits).map(([key, value]) => [key, value * 100]));
    expect(await outcome(raised)).toEqual(Object.keys(files).sort());
  });
  test('of an extension header, before its body is kept', () => {
    const reader = new LayerReader(new Budget({ ...LIMITS, extension: 100 }), { wanted: () => true, sums: false });
    expect(() => reader.write(header({ name: 'pax', type: 'x', size: 101 }))).toThrow('extension header');
  });
  test('a layer of zeros in a few bytes is given up long before its end', async () => {
    const image = await makeImage([{ files: { zeros: '\0'.repeat(20_000_000) } }]);
    for (const pack of [gzipSync, zstdCompressSync]) {
      const { archive } = await layout(image, pack);
      const limits = { ...LIMITS, freely: 100_000, ratio: 50 };
      expect(shown((await read(archive, [image.id], limits)).get(image.id))).toContain('compressed too much');
      expect(shown((await read(archive, [image.id])).get(image.id))).toEqual(['zeros']);
    }
  });
  test('an archive that is cut anywhere is an error', async () => {
    const image = await two();
    const archive = await savedArchive([image]);
    for (let end = 0; end < archive.length; end += 256) {
      await expect(read(archive.subarray(0, end), [image.id])).rejects.toThrow('cut off');
    }
  });
});

/** Changes bytes, cuts, doubles or leaves out pieces. */
function damage(archive: Buffer, changes: readonly (readonly [number, number, number])[]): Buffer {
  let bytes = Buffer.from(archive);
  for (const [kind, where, value] of changes) {
    const at = Math.floor(where * bytes.length);
    if (kind === 0) bytes[at] = value;
    else if (kind === 1) bytes = bytes.subarray(0, at);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + value * 4)]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - value * 4))]);
    if (bytes.length === 0) return bytes;
  }
  return bytes;
}

describe('damaged archives', () => {
  const change = fc.tuple(fc.nat(3), fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.nat(255));
  const names: readonly (readonly [string, (image: MadeImage) => Promise<Buffer>])[] = [
    ['old form', (image) => savedArchive([image])],
    ['OCI layout, gzip', async (image) => (await layout(image, gzipSync)).archive],
    ['OCI layout, zstd', async (image) => (await layout(image, zstdCompressSync)).archive],
  ];
  test.each(names)('%s: the whole image, or one clear line, and never another image', async (_, make) => {
    const image = await two();
    const archive = await make(image);
    const whole = shown((await read(archive, [image.id])).get(image.id));
    let unharmed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const answer = await read(damage(archive, changes), [image.id]).then(
          (results) => shown(results.get(image.id)),
          (error: unknown) => (error instanceof Error ? error.message : error),
        );
        if (typeof answer === 'string') expect(answer).toMatch(/^[^\n]{5,400}$/);
        else expect(answer).toEqual(whole);
        unharmed += typeof answer === 'string' ? 0 : 1;
      }),
      { numRuns: 400 },
    );
    // Most changes must hit something, or the test would say nothing.
    expect(unharmed).toBeLessThan(250);
  });
});
