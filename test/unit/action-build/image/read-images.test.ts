import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../action-build/image/limits.ts';
import { readImages } from '../../../../action-build/image/read-images.ts';
import { makeImage, savedArchive, tarBytes } from '../../../fakes/image-archive.ts';
import { digestOf, layout, NEEDS, noise, packings, read, shown, two } from './archives.ts';

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

test('a layer that images share is read once, and each image has it', async () => {
  const own = (name: string) => makeImage([{ files: { 'base/shared': 'b' } }, { files: { [name]: name } }]);
  const images = await Promise.all(['one', 'two', 'three'].map(own));
  const seen: string[] = [];
  const needs = {
    ...NEEDS,
    wanted: (path: string) => {
      seen.push(path);
      return false;
    },
  };
  const archive = await savedArchive(images);
  const open = async function* () {
    yield archive;
  };
  const results = await readImages(
    open,
    images.map(({ id }) => id),
    needs,
  );
  expect(seen.sort()).toEqual(['base/shared', 'one', 'three', 'two']);
  expect(images.map(({ id }) => shown(results.get(id)))).toEqual([
    ['base/shared', 'one'],
    ['base/shared', 'two'],
    ['base/shared', 'three'],
  ]);
});

test('an OCI archive without the list of docker, as buildx makes it', async () => {
  const image = await two();
  const { 'manifest.json': _, ...pure } = (await layout(image, gzipSync)).files;
  expect(shown((await read(await tarBytes(pure), [image.id])).get(image.id))).toEqual(['keep/x', 'y']);
});

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
