import { expect, test } from 'vitest';
import type { Entry, ImageLayer } from '../../../../action-build/image/layer.ts';
import { LayerReader } from '../../../../action-build/image/layer-reader.ts';
import { Budget, LIMITS } from '../../../../action-build/image/limits.ts';
import { resolveLinks } from '../../../../action-build/image/links.ts';
import { mergeLayers } from '../../../../action-build/image/merge.ts';
import { type FakeFiles, tarBytes } from '../../../fakes/image-archive.ts';

/** What a container of these layers sees: paths with the text of files, where links lead, and nothing for folders. */
async function view(...layers: readonly FakeFiles[]): Promise<Record<string, string>> {
  const made = await Promise.all(
    layers.map(async (files, index): Promise<ImageLayer> => {
      const reader = new LayerReader(new Budget(LIMITS), { wanted: () => true, sums: false });
      reader.write(await tarBytes(files));
      return { ...reader.finish(), index, instruction: null };
    }),
  );
  const tree = mergeLayers(made);
  const show = ({ path, type, link }: Entry & { path: string }): string =>
    type === 'file' ? (tree.read(path) ?? '') : type === 'symlink' ? `-> ${link}` : '';
  return Object.fromEntries([...tree.entries()].map((entry) => [entry.path, show(entry)]));
}

type Case = readonly [string, readonly FakeFiles[], Record<string, string>];

const CASES: readonly Case[] = [
  ['a later file replaces an earlier one', [{ a: '1', b: '2' }, { a: '3' }], { a: '3', b: '2' }],
  ['of two entries in one layer the later one counts', [{ a: '1', './a': '2' }], { a: '2' }],
  ['a mark removes a file', [{ 'd/a': '1', 'd/b': '2' }, { 'd/.wh.a': '' }], { 'd/b': '2' }],
  ['a mark removes a folder with all in it', [{ 'd/e/f': '1', x: '2' }, { '.wh.d': '' }], { x: '2' }],
  ['a removed path can come again', [{ 'd/a': '1', 'd/b': '2' }, { '.wh.d': '' }, { 'd/b': '3' }], { 'd/b': '3' }],
  ['a mark means the layers below, also when it comes last', [{ a: '1' }, { a: '2', '.wh.a': '' }], { a: '2' }],
  ['a mark for nothing does nothing', [{ a: '1' }, { '.wh.b': '', 'c/.wh.d': '' }], { a: '1' }],
  [
    'an opaque folder hides what was in it, and only there',
    [
      { 'd/a': '1', 'd/e/f': '2', x: '3' },
      { 'd/': '', 'd/b': '4', 'd/.wh..wh..opq': '' },
    ],
    { d: '', 'd/b': '4', x: '3' },
  ],
  ['the root can be opaque', [{ a: '1' }, { '.wh..wh..opq': '', b: '2' }], { b: '2' }],
  [
    'other marks of aufs are left out',
    [{ a: '1' }, { '.wh..wh.plnk/1.2': 'x', '.wh..wh.aufs': '' }],
    { a: '1', '.wh..wh.plnk/1.2': 'x' },
  ],
  ['a file takes the place of a folder with all in it', [{ 'd/a': '1' }, { d: '2' }], { d: '2' }],
  ['a folder takes the place of a file', [{ d: '1' }, { 'd/': '', 'd/a': '2' }], { d: '', 'd/a': '2' }],
  ['a hard link is the file that it stands for', [{ a: '1', b: { hardlink: 'a' } }], { a: '1', b: '1' }],
  [
    'a hard link to a lower layer keeps its content when that path changes',
    [{ a: '1' }, { b: { hardlink: 'a' } }, { a: '2' }],
    { a: '2', b: '1' },
  ],
  ['a hard link survives its target', [{ a: '1', b: { hardlink: './a' } }, { '.wh.a': '' }], { b: '1' }],
  [
    'an entry behind a link of a lower layer lands where the link leads',
    [
      { 'usr/lib/a': '1', lib: { symlink: 'usr/lib' } },
      { 'lib/b': '2', 'lib/.wh.a': '' },
    ],
    { 'usr/lib/b': '2', lib: '-> usr/lib' },
  ],
  [
    'a link that leads out of the image leads to its root',
    [{ 'etc/a': '1', x: { symlink: '../../etc' } }, { 'x/b': '2' }],
    { 'etc/a': '1', 'etc/b': '2', x: '-> ../../etc' },
  ],
  ['a link takes the place of a folder', [{ 'd/a': '1' }, { d: { symlink: 'e' } }], { d: '-> e' }],
];

test.each(CASES)('%s', async (_, layers, expected) => {
  expect(await view(...layers)).toEqual(expected);
});

test.each([
  ['a hard link to nothing', [{ b: { hardlink: 'a' } }], 'b is a hard link to a, which is not there'],
  ['a hard link to a removed file', [{ a: '1' }, { '.wh.a': '' }, { b: { hardlink: 'a' } }], 'which is not there'],
  ['a file in a file', [{ a: '1' }, { 'a/b': '2' }], 'a/b lies in something that is not a folder'],
  ['a path that leads out', [{ '../a': '1' }], 'a path with ".." is not supported'],
  ['a loop of links on the way', [{ a: { symlink: 'b' }, b: { symlink: 'a' } }, { 'a/x': '' }], 'too many links'],
] as const)('refused: %s', async (_, layers, message) => {
  await expect(view(...layers)).rejects.toThrow(message);
});

const links: Readonly<Record<string, string>> = { a: '/b', 'b/c': '../../../etc', loop: 'loop' };
test.each([
  ['a/c/passwd', 'etc/passwd'],
  ['a/d', 'b/d'],
  ['../../x', 'x'],
  ['a/./c//../x', 'x'],
])('%s is %s, never outside of the image', (path, real) => {
  expect(resolveLinks(path, (at) => links[at])).toBe(real);
});
test('a loop is an error', () => {
  expect(() => resolveLinks('loop/x', (at) => links[at])).toThrow('too many links');
});
