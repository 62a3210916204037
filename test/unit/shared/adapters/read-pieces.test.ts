import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderFiles, readPieces } from '../../../../shared/adapters/read-pieces.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-pieces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file larger than a piece comes whole, in one place', async () => {
  const bytes = Buffer.alloc(2 ** 21 + 5, 'abcdefg');
  writeFileSync(join(folder, 'big'), bytes);
  const pieces: Buffer[] = [];
  const places = new Set<ArrayBufferLike>();
  for await (const piece of readPieces(join(folder, 'big'))) {
    places.add(piece.buffer);
    pieces.push(Buffer.from(piece));
  }
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(places.size).toBe(1);
});

test('the files of a folder, without links, each readable again', async () => {
  mkdirSync(join(folder, 'layout/blobs/sha256'), { recursive: true });
  writeFileSync(join(folder, 'layout/index.json'), '{}');
  writeFileSync(join(folder, 'layout/blobs/sha256/aa'), 'layer');
  symlinkSync('/etc/passwd', join(folder, 'layout/blobs/sha256/bb'));
  symlinkSync('/etc', join(folder, 'layout/out'));
  const files = await folderFiles(join(folder, 'layout'));
  expect([...files.keys()].sort()).toEqual(['blobs/sha256/aa', 'index.json']);
  const open = files.get('blobs/sha256/aa');
  for (let time = 0; time < 2; time += 1) {
    let text = '';
    for await (const piece of open?.() ?? []) text += Buffer.from(piece).toString();
    expect(text).toBe('layer');
  }
});

test('a folder and a file that are not there are errors', async () => {
  await expect(folderFiles(join(folder, 'gone'))).rejects.toThrow('ENOENT');
  await expect(readPieces(join(folder, 'gone')).next()).rejects.toThrow('ENOENT');
});
