import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsOf, readContent } from '../../../../action-build/image/read-content.ts';
import { readImages } from '../../../../action-build/image/read-images.ts';
import type { Start } from '../../../../action-build/image/start.ts';
import { type FakeFiles, makeImage, savedArchive } from '../../../fakes/image-archive.ts';
import { SECRETS } from '../secrets/samples.ts';

const NOTHING: Start = { entrypoint: [], command: [], workingDir: '', path: null };

async function read(layers: readonly FakeFiles[], start: Partial<Start> = {}, leftovers = false, bundle?: string) {
  const wish = { leftovers };
  const image = await makeImage(layers.map((files) => ({ files, createdBy: 'COPY x /' })));
  const archive = await savedArchive([image]);
  const open = async function* () {
    yield archive;
  };
  const result = (await readImages(open, [image.id], needsOf(wish))).get(image.id);
  if (result?.kind !== 'read') throw new Error(result?.why);
  return readContent(result.image, { ...NOTHING, ...start }, wish, bundle);
}

describe('what a browser is given', () => {
  const files = { 'html/index.html': 'abc', 'html/js/a.js': '12345678', 'html/js/a.js.map': '1', 'srv/b.js': '1' };
  const later = { 'html/js/.wh.a.js.map': '', 'html/js/b.js': { symlink: 'a.js' } };
  test.each([
    ['html/**', 2, 11, ['html/js/a.js', 'html/index.html']],
    ['/html/**/*.js', 1, 8, ['html/js/a.js']],
    ['**/*.js', 2, 9, ['html/js/a.js', 'srv/b.js']],
    ['htm', 0, 0, []],
  ])('%s', async (pattern, count, bytes, largest) => {
    const { bundle } = await read([files, later], {}, false, pattern);
    expect([bundle?.files, bundle?.bytes, bundle?.largest.map(({ path }) => path)]).toEqual([count, bytes, largest]);
  });
  test('nobody asks', async () => expect((await read([files])).bundle).toBe(null));
});

describe('secrets in layers', () => {
  test.each(Object.entries(SECRETS))('%s in a layer, deleted by a later one', async (kind, secret) => {
    const { secrets } = await read([{ 'srv/app.conf': `a\nb=${secret}\n` }, { 'srv/.wh.app.conf': '' }]);
    expect(secrets).toMatchObject([{ path: 'srv/app.conf', layer: 0, kind, line: 2, deleted: true }]);
    expect(JSON.stringify(secrets)).not.toContain(secret.slice(0, 12));
  });

  test('replaced by a later layer, under an opaque folder, and still there', async () => {
    const secret = SECRETS['github-token'];
    const { secrets } = await read([
      { 'a/x': secret, 'b/x': secret, 'c/x': secret },
      { 'a/x': 'fine', 'b/.wh..wh..opq': '' },
    ]);
    expect(secrets.map(({ path, deleted }) => [path, deleted])).toEqual([
      ['a/x', true],
      ['b/x', true],
      ['c/x', false],
    ]);
  });

  test('files that hold secrets by their names; empty ones hold none', async () => {
    const { secrets } = await read([
      { 'srv/.env': 'A=1', 'root/.ssh/id_rsa': 'x', 'x/.env': '', 'srv/.env.example': 'A=' },
    ]);
    expect(secrets.map(({ path, kind, line }) => [path, kind, line])).toEqual([
      ['srv/.env', 'env', null],
      ['root/.ssh/id_rsa', 'ssh-key', null],
    ]);
  });

  test('of very many the first are listed and all are counted', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`s/${index}/.env`, 'A=1']));
    const { secrets, secretCount } = await read([files]);
    expect([secrets.length, secretCount]).toEqual([50, 60]);
  });

  test('whatever layers do to it, a secret that was in one of them is found', async () => {
    const path = fc.constantFrom('a/k', 'b/k', 'k');
    const step = fc.oneof(
      path.map((at): FakeFiles => ({ [at]: 'other' })),
      path.map((at): FakeFiles => ({ [at.replace(/k$/, '.wh.k')]: '' })),
      fc.constant<FakeFiles>({ 'a/.wh..wh..opq': '' }),
    );
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.array(step, { maxLength: 3 }),
        fc.array(step, { maxLength: 3 }),
        async (at, before, after) => {
          const { secrets } = await read([...before, { [at]: SECRETS['aws-key'] }, ...after]);
          expect(secrets).toMatchObject([{ path: at, layer: before.length, kind: 'aws-key' }]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('setuid', () => {
  const file = (mode: number, uid = 0) => ({ text: 'x', mode, uid });
  test('bits, owner, and the first layer that has them', async () => {
    const { setuid } = await read([
      { 'bin/su': file(0o4755), 'bin/plain': file(0o755), 'bin/mail': file(0o2755), 'sticky/': '' },
      { 'bin/su': file(0o4755), 'bin/own': file(0o6755, 5), 'bin/plain': file(0o4755) },
    ]);
    expect(setuid.map(({ path, bits, uid, since }) => [path, bits, uid, since])).toEqual(
      expect.arrayContaining([
        ['bin/su', ['setuid'], 0, 0],
        ['bin/mail', ['setgid'], 0, 0],
        ['bin/own', ['setuid', 'setgid'], 5, 1],
        ['bin/plain', ['setuid'], 0, 1],
      ]),
    );
    expect(setuid).toHaveLength(4);
  });

  test('what a later layer removes or makes harmless is gone', async () => {
    const { setuid } = await read([
      { a: file(0o4755), b: file(0o4755) },
      { '.wh.a': '', b: file(0o755) },
    ]);
    expect(setuid).toEqual([]);
  });

  test('another owner in a later layer is not what the base brought', async () => {
    const { setuid } = await read([{ a: file(0o4755, 5) }, { a: file(0o4755, 0) }]);
    expect(setuid.map(({ since }) => since)).toEqual([1]);
  });
});

test('bytes of no use are counted in the layer that holds them', async () => {
  const big = 'x'.repeat(5000);
  const layers = [
    { a: big, b: 'y'.repeat(9000), small: 'z' },
    { '.wh.b': '', a: `${big}2`, copy: `${big}2`, again: 'z' },
    { other: `${big}2`, different: `${big}3` },
  ];
  const { leftovers } = await read(layers, {}, true);
  expect(leftovers?.map(({ bytes }) => bytes)).toEqual([14_000, 5001, 5001]);
  expect(leftovers?.[0]?.largest[0]).toEqual({ path: 'b', bytes: 9000, why: 'gone' });
  expect(leftovers?.[2]?.largest).toEqual([{ path: 'other', bytes: 5001, why: 'double' }]);
  // Not asked for, not known: never "nothing".
  expect((await read(layers)).leftovers).toBeNull();
});

describe('what the image starts', () => {
  const program = (text = '\u007fELF', mode = 0o755) => ({ text, mode });
  const SH = { 'bin/sh': program() };
  const kinds = async (files: FakeFiles, start: Partial<Start>) => {
    const found = (await read([files], start)).start;
    return found.kind === 'none' ? 'none' : found.problems.map(({ kind, path }) => `${kind} ${path}`);
  };
  const cases: readonly (readonly [string, FakeFiles, Partial<Start>, unknown])[] = [
    ['nothing', {}, {}, 'none'],
    ['a program', { a: program() }, { command: ['/a'] }, []],
    ['none there', {}, { command: ['/a'] }, ['missing a']],
    ['a folder', { 'a/': '' }, { command: ['/a'] }, ['missing a']],
    ['found by PATH', { 'opt/x/a': program() }, { command: ['a'], path: '/bin:/opt/x' }, []],
    ['not in PATH', { 'opt/x/a': program() }, { command: ['a'], path: '/bin' }, ['missing a']],
    ['the usual PATH', { 'usr/bin/a': program() }, { command: ['a'] }, []],
    ['from the working folder', { 'srv/a': program() }, { command: ['./a'], workingDir: '/srv' }, []],
    ['not from another one', { 'srv/a': program() }, { command: ['./a'], workingDir: '/' }, ['missing a']],
    ['behind links', { 'usr/bin/a': program(), bin: { symlink: 'usr/bin' } }, { command: ['/bin/a'] }, []],
    ['in a loop of links', { a: { symlink: 'b' }, b: { symlink: 'a' } }, { command: ['/a'] }, ['missing a']],
    ['not executable', { a: program('x', 0o644) }, { command: ['/a'] }, ['not-executable a']],
    ['a script', { ...SH, 'e.sh': program('#!/bin/sh\nexec "$@"\n') }, { entrypoint: ['/e.sh'], command: ['x'] }, []],
    [
      'without its interpreter',
      { 'e.sh': program('#!/bin/bash -e\n') },
      { entrypoint: ['/e.sh'] },
      ['interpreter e.sh'],
    ],
    [
      'env finds it',
      { 'usr/bin/env': program(), 'bin/sh': program(), e: program('#!/usr/bin/env -S sh -e\n') },
      { command: ['/e'] },
      [],
    ],
    [
      'env does not',
      { 'usr/bin/env': program(), e: program('#!/usr/bin/env python3\n') },
      { command: ['/e'] },
      ['interpreter e'],
    ],
    ['line ends of Windows', { ...SH, e: program('#!/bin/sh\r\ntrue\r\n') }, { command: ['/e'] }, ['crlf e']],
    [
      'a Windows path',
      { ...SH, e: program('#!/bin/sh\ncd "C:\\Users\\me"\n') },
      { command: ['/e'] },
      ['windows-path e'],
    ],
    ['no Windows path', { ...SH, e: program('#!/bin/sh\nprintf "a:\\n"; sed s/A:\\n//\n') }, { command: ['/e'] }, []],
    ['no #!', { 'e.sh': program('true\n') }, { command: ['/e.sh'] }, ['no-interpreter e.sh']],
    [
      'no #!, and an interpreter',
      { ...SH, 'e.sh': program('true\n', 0o644) },
      { command: ['sh', '-e', '/e.sh'], path: '/bin' },
      [],
    ],
    ['an interpreter and nothing', SH, { command: ['/bin/sh', '/e.sh'] }, ['missing e.sh']],
    ['shell form', SH, { command: ['/bin/sh', '-c', 'run me'] }, []],
    ['a module', { 'usr/bin/python3.11': program() }, { command: ['python3.11', '-m', 'app'] }, []],
    [
      'behind tini',
      { tini: program(), a: program('x', 0o600) },
      { entrypoint: ['/tini', '-g', '--', '/a'] },
      ['not-executable a'],
    ],
    [
      'CRLF in what bash is given',
      { 'bin/bash': program(), 'e.sh': program('true\r\n') },
      { command: ['bash', 'e.sh'] },
      ['crlf e.sh'],
    ],
  ];
  test.each(cases)('%s', async (_, files, start, expected) => expect(await kinds(files, start)).toEqual(expected));
});
