import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectFiles } from '../../../../shared/adapters/connect-files.ts';
import type { Files } from '../../../../shared/adapters/files.ts';

const OUTSIDE = { code: 'PATH_OUTSIDE' };
let root: string;
let workspace: string;
let files: Files;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-files-'));
  workspace = join(root, 'workspace');
  await mkdir(join(workspace, 'k8s/base'), { recursive: true });
  await writeFile(join(workspace, 'k8s/b.yml'), 'b');
  await writeFile(join(workspace, 'k8s/base/a.yml'), Buffer.from([0xff, 0x00]));
  await writeFile(join(root, 'secret'), 'secret');
  files = connectFiles({ workspace, temp: join(root, 'temp') });
  return () => rm(root, { recursive: true, force: true });
});

describe('read', () => {
  test('gives the bytes, and undefined for what is not there', async () => {
    expect(await files.read('k8s/base/a.yml')).toEqual(Buffer.from([0xff, 0x00]));
    expect(await files.read('./k8s/../k8s/b.yml')).toEqual(Buffer.from('b'));
    expect(await files.read('k8s/none.yml')).toBeUndefined();
    expect(await files.read('k8s/b.yml/below')).toBeUndefined();
  });

  test('cannot leave the workspace', async () => {
    await symlink('../secret', join(workspace, 'link'));
    await symlink(root, join(workspace, 'folder'));
    for (const path of [
      '../secret',
      '../workspace2/x',
      join(root, 'secret'),
      'link',
      'folder/secret',
      'k8s/../../secret',
    ])
      await expect(files.read(path), path).rejects.toMatchObject(OUTSIDE);
  });

  test('follows a link that stays inside, and a file whose name begins with two dots', async () => {
    await symlink('k8s/b.yml', join(workspace, 'inside'));
    await writeFile(join(workspace, '..odd'), 'odd');
    expect(String(await files.read('inside'))).toBe('b');
    expect(String(await files.read('..odd'))).toBe('odd');
  });

  test('a folder is not a file', async () => {
    await expect(files.read('k8s')).rejects.toMatchObject(OUTSIDE);
  });
});

describe('list', () => {
  test('gives all files below, sorted; one for a file; none for nothing', async () => {
    expect(await files.list('k8s/')).toEqual(['k8s/b.yml', 'k8s/base/a.yml']);
    expect(await files.list('k8s/b.yml')).toEqual(['k8s/b.yml']);
    expect(await files.list('none')).toEqual([]);
  });

  test('skips nothing silently: links inside are followed, links outside, broken ones and circles are refused', async () => {
    await symlink('../k8s/base', join(workspace, 'k8s/again'));
    expect(await files.list('k8s')).toEqual(['k8s/again/a.yml', 'k8s/b.yml', 'k8s/base/a.yml']);
    for (const target of [join(root, 'secret'), 'nowhere', '..']) {
      await symlink(target, join(workspace, 'k8s/bad'));
      await expect(files.list('k8s'), target).rejects.toMatchObject(OUTSIDE);
      await rm(join(workspace, 'k8s/bad'));
    }
  });
});

describe('writeTemp', () => {
  test('writes for this user alone, below the temporary folder', async () => {
    const path = await files.writeTemp('records/a.json', '{}');
    expect(path.startsWith(join(root, 'temp'))).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('{}');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('cannot leave it, by name or by a link', async () => {
    for (const name of ['../x', '/tmp/x', '', '.'])
      await expect(files.writeTemp(name, 'x'), name).rejects.toMatchObject(OUTSIDE);
    const path = await files.writeTemp('a', 'x');
    await rm(path);
    await symlink(join(root, 'secret'), path);
    await expect(files.writeTemp('a', 'x')).rejects.toThrow();
    expect(await readFile(join(root, 'secret'), 'utf8')).toBe('secret');
  });
});
