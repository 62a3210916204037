import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, type Limits } from '../../../../action-build/image/limits.ts';
import { type ImageResult, type Needs, readImages } from '../../../../action-build/image/read-images.ts';
import { sha256 } from '../../../../shared/domain/record.ts';
import type { Digest } from '../../../../shared/domain/subject.ts';
import { type FakeEntry, type MadeImage, makeImage, savedArchive, tarBytes } from '../../../fakes/image-archive.ts';

const NEEDS: Needs = { wanted: (path) => path.startsWith('keep'), sums: false, needed: () => [] };
const digestOf = (bytes: string | Uint8Array): Digest => `sha256:${sha256(bytes)}`;

/** The archive comes in pieces, all in one place, each of which spoils the one before. */
async function read(archive: Buffer, ids: readonly Digest[], limits: Limits = LIMITS, piece = 65_536) {
  const open = async function* () {
    const place = Buffer.alloc(piece);
    for (let at = 0; at < archive.length; at += piece) {
      const length = archive.copy(place, 0, at, at + piece);
      yield place.subarray(0, length);
      place.fill(0xaa);
    }
  };
  return await readImages(open, ids, NEEDS, limits);
}

const shown = (result: ImageResult | undefined): unknown =>
  result?.kind === 'read' ? [...result.image.tree.entries()].map(({ path }) => path).sort() : result?.why;

/** An OCI layout as newer engines save it, its layers as `pack` makes them. */
async function layout(image: MadeImage, pack: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  const files: Record<string, FakeEntry> = { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' };
  const put = (bytes: string | Buffer): Digest => {
    const digest = digestOf(bytes);
    files[`blobs/sha256/${digest.slice(7)}`] = bytes;
    return digest;
  };
  const layers = image.layers.map(({ bytes }) => ({ digest: put(pack(bytes)) }));
  const manifest = put(JSON.stringify({ schemaVersion: 2, config: { digest: put(image.configuration) }, layers }));
  const attestation = { digest: digestOf('gone'), platform: { os: 'unknown', architecture: 'unknown' } };
  const index = put(JSON.stringify({ manifests: [{ digest: manifest, platform: { os: 'linux' } }, attestation] }));
  files['index.json'] = JSON.stringify({ manifests: [{ digest: manifest }] });
  files['manifest.json'] = JSON.stringify([
    {
      Config: `blobs/sha256/${image.id.slice(7)}`,
      Layers: layers.map(({ digest }) => `blobs/sha256/${digest.slice(7)}`),
    },
  ]);
  return { archive: await tarBytes(files), manifest, index };
}

const two = () => makeImage([{ files: { base: 'b' } }, { files: { 'keep/x': 'x', '.wh.base': '', y: 'y' } }]);

const packings: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['plain', (bytes) => bytes],
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
];
describe('forms of archives', () => {
  test('the old form, with a layer that two images share as a link', async () => {
    const [one, other] = [await two(), await makeImage([{ files: { base: 'b' } }, { files: { z: 'z' } }])];
    const archive = await savedArchive([one, other]);
    const results = await read(archive, [one.id, other.id]);
    expect([shown(results.get(one.id)), shown(results.get(other.id))]).toEqual([
      ['keep/x', 'y'],
      ['base', 'z'],
    ]);
    const linked = await tarBytes({
      [`${one.id.slice(7)}.json`]: one.configuration,
      'first/layer.tar': one.layers[0]?.bytes ?? '',
      'second/layer.tar': one.layers[1]?.bytes ?? '',
      'copy/layer.tar': { symlink: '../first/layer.tar' },
      'manifest.json': JSON.stringify([
        { Config: `${one.id.slice(7)}.json`, Layers: ['copy/layer.tar', 'second/layer.tar'] },
      ]),
    });
    expect(shown((await read(linked, [one.id])).get(one.id))).toEqual(['keep/x', 'y']);
  });

  test.each(packings)('an OCI layout with %s layers, by configuration, manifest and index', async (_, pack) => {
    const image = await two();
    const { archive, manifest, index } = await layout(image, pack);
    const ids = [image.id, manifest, index];
    const results = await read(archive, ids, LIMITS, 700);
    for (const id of ids) {
      const result = results.get(id);
      if (result?.kind !== 'read') throw new Error(result?.why);
      expect(result.image.layers.map(({ diffId }) => diffId)).toEqual(image.layers.map(({ diffId }) => diffId));
      expect(result.image.tree.read('keep/x')).toBe('x');
    }
  });
});

/** Bytes that no compressor makes smaller, the same in every run. */
const noise = (length: number): Buffer =>
  Buffer.concat(Array.from({ length }, (_, at) => Buffer.from(sha256(`${at}`), 'hex')));

test.each(packings)('%s layers and long JSON, in whatever pieces they come', async (_, pack) => {
  const [keep, createdBy] = [noise(1500).toString('latin1'), `RUN ${'x'.repeat(3000)}`];
  const image = await makeImage([{ files: { keep, other: noise(3000) }, createdBy }]);
  const { archive } = await layout(image, pack);
  for (const piece of [13, 511, 512, 513, 1500, 4096, 50_000]) {
    const result = (await read(archive, [image.id], LIMITS, piece)).get(image.id);
    if (result?.kind !== 'read') throw new Error(result?.why);
    expect(result.image.tree.read('keep')).toBe(keep);
  }
});

describe('an image that is not what its id says is unreadable', () => {
  test('a layer with other content', async () => {
    const image = await two();
    const changed = {
      ...image,
      layers: image.layers.map((layer, at) => (at === 0 ? layer : { ...layer, bytes: Buffer.alloc(1024) })),
    };
    expect(shown((await read(await savedArchive([changed]), [image.id])).get(image.id))).toMatch(
      /layer 2 is sha256:.*, not/,
    );
  });
  test('another configuration under its name', async () => {
    const image = await two();
    const archive = await savedArchive([{ ...image, configuration: image.configuration.replace('CMD', 'RUN') }]);
    expect(shown((await read(archive, [image.id])).get(image.id))).toContain('does not hold the image');
  });
  test('a layer that is not there, and an image that is not there', async () => {
    const image = await two();
    const archive = await savedArchive([{ ...image, layers: image.layers.slice(1) }]);
    const results = await read(archive, [image.id, digestOf('other')]);
    expect(shown(results.get(image.id))).toBe('the image has 2 layers, the archive names 1');
    expect(shown(results.get(digestOf('other')))).toContain('does not hold the image');
  });
  test('a broken layer hurts only the images that need it', async () => {
    const good = await two();
    const header = Buffer.from('x'.padEnd(512, '\0'));
    const bytes = Buffer.concat([good.layers[0]?.bytes.subarray(0, 1024) ?? header, Buffer.alloc(512, 1)]);
    const bad = await makeImage([{ files: { z: 'z' } }]);
    const broken = { ...bad, layers: [{ diffId: digestOf('broken'), bytes }] };
    const results = await read(await savedArchive([good, broken]), [good.id, bad.id]);
    expect(shown(results.get(good.id))).toEqual(['keep/x', 'y']);
    expect(shown(results.get(bad.id))).toMatch(/layer 1 of 1: .*archive is damaged/);
  });
});

describe('limits', () => {
  const big = (bytes: number) => makeImage([{ files: { keep: 'k'.repeat(bytes), 'a/b/c/d': '' } }]);
  const cases: readonly (readonly [string, Partial<Limits>, string])[] = [
    ['entries', { entries: 1 }, 'more than 1 files'],
    ['names', { names: 5 }, 'more than 5 bytes of names'],
    ['a path', { path: 6 }, 'is too long'],
    ['depth', { depth: 3 }, 'folders are too deep'],
    ['all layers', { bytes: 1000 }, 'more than 1000 bytes are too many'],
    ['a wanted file', { file: 999 }, 'keep: 1000 bytes are too many to keep'],
    ['JSON', { json: 10 }, 'a JSON file of more than 10 bytes'],
  ];
  test.each(cases)('of %s', async (_, limits, message) => {
    const image = await big(1000);
    const work = (async () =>
      shown((await read(await savedArchive([image]), [image.id], { ...LIMITS, ...limits })).get(image.id)))();
    expect(await work.catch(String)).toContain(message);
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
