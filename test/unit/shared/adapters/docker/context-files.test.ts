import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listContext, readContextFile } from '../../../../../shared/adapters/docker/context-files.ts';

test('files of all folders are listed, links are not followed and not read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-context-'));
  try {
    await mkdir(join(folder, 'a/b'), { recursive: true });
    await writeFile(join(folder, 'a/b/.env'), 'A=1');
    await writeFile(join(folder, 'x.pem'), '12345');
    await symlink('/etc', join(folder, 'etc'));
    await symlink('x.pem', join(folder, 'y.pem'));
    expect(await listContext(folder, () => true)).toEqual(['a/b/.env', 'etc', 'x.pem', 'y.pem']);
    expect(await listContext(folder, (path) => path.endsWith('.env'))).toEqual(['a/b/.env']);
    expect((await readContextFile(folder, 'x.pem', 5))?.toString()).toBe('12345');
    expect(await readContextFile(folder, 'x.pem', 4)).toBe(undefined);
    expect(await readContextFile(folder, 'y.pem', 99)).toBe(undefined);
    expect(await readContextFile(folder, 'none', 99)).toBe(undefined);
    expect(await readContextFile(folder, 'a', 99)).toBe(undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a folder that is not there is an error, not an empty context', async () => {
  await expect(listContext('/nowhere/at/all', () => true)).rejects.toThrow('ENOENT');
});
