import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LayerReader } from '../../../../action-build/image/layer-reader.ts';
import { Budget, LIMITS } from '../../../../action-build/image/limits.ts';
import { makeImage, savedArchive, tarBytes } from '../../../fakes/image-archive.ts';
import { body, type HeaderFields, header, paxRecord } from '../../../fakes/tar-header.ts';
import { read, shown, two } from './archives.ts';

const END = Buffer.alloc(1024);

/** The entries of a layer by path, with the size of each; the message when it is refused. */
async function entries(...parts: readonly Buffer[]): Promise<unknown> {
  const reader = new LayerReader(new Budget(LIMITS), { wanted: () => true, sums: true });
  try {
    reader.write(Buffer.concat([...parts, END]));
    return Object.fromEntries([...reader.finish().entries].map(([path, { size }]) => [path, size]));
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

const pax = (text: string, type = 'x'): Buffer[] => {
  const bytes = body(text);
  return [header({ name: 'pax', type, size: Buffer.byteLength(text) }), bytes];
};
const file = (fields: HeaderFields, content = ''): Buffer[] => [header(fields), body(content)];
const base256 = (...bytes: readonly number[]): Buffer => {
  const field = Buffer.alloc(12);
  field[0] = 0x80;
  Buffer.from(bytes).copy(field, 12 - bytes.length);
  return field;
};

describe('sizes that are said twice or in other forms', () => {
  test('base 256 counts as octal does', async () => {
    expect(await entries(...file({ name: 'a', size: base256(2, 1) }, 'x'.repeat(513)), header({ name: 'b' }))).toEqual({
      a: 513,
      b: 0,
    });
  });
  test.each([
    ['negative', Buffer.alloc(12, 0xff), 'negative or too big'],
    ['beyond what a number can hold', base256(0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 'too big'],
    ['no number', Buffer.from('12x45       '), 'is damaged'],
  ])('%s: refused', async (_, size, message) => {
    expect(await entries(header({ name: 'a', size }))).toContain(message);
  });
  test('PAX comes before the field, so that no entry hides in what the field calls content', async () => {
    const hidden = header({ name: 'hidden' });
    expect(await entries(...pax(paxRecord('size', '512')), header({ name: 'a', size: 0 }), hidden)).toEqual({ a: 512 });
    expect(await entries(...pax(paxRecord('size', '0')), header({ name: 'a', size: 512 }), hidden)).toEqual({
      a: 0,
      hidden: 0,
    });
  });
  test.each(['-1', '1e3', '0x10', ' 5', '9999999999999999'])('PAX size "%s": refused', async (size) => {
    expect(await entries(...pax(paxRecord('size', size)), header({ name: 'a' }))).toContain('"size" is not a number');
  });
  test.each(['path', 'linkpath', 'size', 'uid', 'gid'])('a global header that sets %s: refused', async (key) => {
    expect(await entries(...pax(paxRecord(key, '5'), 'g'))).toBe(`a global header that sets "${key}" is not supported`);
  });
  test.each(['5 a=', '99 a=b\n', '6 a=b\r', ' a=b\n', 'x a=b\n', '4 a\n'])('PAX record %j: refused', async (text) => {
    expect(await entries(...pax(text), header({ name: 'a' }))).toContain('extension header cannot be read');
  });
  test('only files have content, whatever a folder, link or device says', async () => {
    for (const type of ['1', '2', '3', '4', '5', '6']) {
      const link = type === '1' || type === '2' ? 'b' : '';
      expect(await entries(header({ name: 'a', type, size: 512, link }), header({ name: 'b' }))).toEqual({
        a: 0,
        b: 0,
      });
    }
  });
});

describe('entries that programs do not agree about', () => {
  test.each([
    ['sparse by type', [header({ name: 'a', type: 'S' })], 'sparse files are not supported'],
    [
      'sparse by PAX',
      [...pax(paxRecord('GNU.sparse.major', '1')), header({ name: 'a' })],
      'sparse files are not supported',
    ],
    ['an unknown type', [header({ name: 'a', type: 'M' })], 'are not supported'],
    ['something after the end', [header({ name: 'a' }), END, header({ name: 'b' })], 'goes on after its end mark'],
    ['one empty block between', [Buffer.alloc(512), header({ name: 'b' })], 'goes on after its end mark'],
    ['a wrong checksum', [Buffer.from(header({ name: 'a' })).fill(1, 0, 2)], 'wrong checksum'],
    ['.. in a path', [header({ name: 'a/../../b' })], 'a path with ".." is not supported'],
    ['.. in a hard link', [header({ name: 'a', type: '1', link: '../b' })], 'a path with ".." is not supported'],
    ['.. by PAX', [...pax(paxRecord('path', '../x')), header({ name: 'a' })], 'a path with ".." is not supported'],
    ['NUL by PAX', [...pax(paxRecord('path', 'a\0b')), header({ name: 'a' })], 'a path cannot hold NUL'],
    ['.. behind a mark of removal', [header({ name: 'a/.wh...' })], 'a path with ".." is not supported'],
  ])('%s: refused', async (_, parts, message) => expect(await entries(...parts)).toContain(message));

  test('absolute paths lie in the image', async () => {
    expect(await entries(header({ name: '/etc/a' }), header({ name: '//b' }))).toEqual({ 'etc/a': 0, b: 0 });
  });
  test('of two entries with one path the content of the first is not kept', async () => {
    const reader = new LayerReader(new Budget(LIMITS), { wanted: () => true, sums: true });
    const link = header({ name: './a', type: '2', link: 'b' });
    reader.write(Buffer.concat([...file({ name: 'a', size: 5 }, 'first'), link, END]));
    const { contents, entries: found } = reader.finish();
    expect([[...contents.keys()], found.get('a')?.type]).toEqual([[], 'symlink']);
  });
});

describe('archives of images that lie', () => {
  test('an archive in a layer is a file like any other', async () => {
    const inner = await savedArchive([await two()]);
    const image = await makeImage([{ files: { 'inner.tar': inner } }]);
    expect(shown((await read(await savedArchive([image]), [image.id])).get(image.id))).toEqual(['inner.tar']);
  });
  test('a layer in two wrappings is no layer', async () => {
    const image = await two();
    const wrapped = {
      ...image,
      layers: image.layers.map((layer) => ({ ...layer, bytes: gzipSync(gzipSync(layer.bytes)) })),
    };
    expect(shown((await read(await savedArchive([wrapped]), [image.id])).get(image.id))).toMatch(/^layer 1 of 2: /);
  });
  test.each([
    ['a path that is there twice', { a: 'x', './a': 'y' }, 'the archive has "a" twice'],
    ['a link and a file of one path', { a: 'x', './a': { symlink: 'b' } }, 'the archive has "a" twice'],
    ['a path that leads out', { '../a': 'x' }, 'a path with ".." is not supported'],
  ])('%s: the whole archive is refused', async (_, files, message) => {
    const image = await two();
    await expect(read(await tarBytes(files), [image.id])).rejects.toThrow(message);
  });
  test.each([
    ['a loop of links', { symlink: 'layer' }, 'too many links'],
    ['a link that leads out', { symlink: '../../../../etc/passwd' }, 'is missing in the archive'],
    ['an absolute link', { symlink: '/etc/passwd' }, 'is missing in the archive'],
  ])('a layer that is %s: the image is unreadable', async (_, layer, message) => {
    const image = await makeImage([{ files: { a: 'a' } }]);
    const config = `${image.id.slice(7)}.json`;
    const list = JSON.stringify([{ Config: config, Layers: ['layer'] }]);
    const archive = await tarBytes({ [config]: image.configuration, layer, 'manifest.json': list });
    expect(shown((await read(archive, [image.id])).get(image.id))).toContain(message);
  });
});

test('memory does not grow with a file that nobody asked to keep', () => {
  const reader = new LayerReader(new Budget(LIMITS), {
    wanted: () => false,
    examine: { largest: 2 ** 20, run: () => ({ secrets: [], script: null }) },
    sums: true,
  });
  const piece = Buffer.alloc(2 ** 20, 'x');
  const total = 512;
  reader.write(header({ name: 'big', size: total * piece.length }));
  const before = process.memoryUsage().arrayBuffers;
  for (let at = 0; at < total; at += 1) reader.write(piece);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * piece.length);
  expect(reader.finish().entries.get('big')?.size).toBe(total * piece.length);
});
