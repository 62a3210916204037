import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBuildContext } from '../../../../../shared/adapters/docker/build-context.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-context-'));
  for (const path of ['w/good/sub', 'w/empty', 'outside', 'w-beside'])
    await mkdir(join(folder, path), { recursive: true });
  for (const path of ['w/good/Dockerfile', 'w/Dockerfile', 'outside/Dockerfile', 'w-beside/Dockerfile', 'w/file'])
    await writeFile(join(folder, path), 'FROM scratch\n');
  await symlink('good', join(folder, 'w/link'));
  await symlink('../outside', join(folder, 'w/escape'));
  await symlink('../w-beside', join(folder, 'w/beside'));
  await symlink('../../outside/Dockerfile', join(folder, 'w/good/Stolen'));
  await symlink('../Dockerfile', join(folder, 'w/good/Above'));
  await symlink('loop', join(folder, 'w/loop'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const find = (context: string, dockerfile = 'Dockerfile') =>
  findBuildContext(join(folder, 'w'), 'services.backend.build', { context, dockerfile });

test.each(['good', './good', 'link', '.'])('%s is inside', async (context) => {
  expect((await find(context)).dockerfile).toMatch(/Dockerfile$/);
});

test.each([
  ['missing', 'Dockerfile', 'services.backend.build.context: there is no folder "missing"'],
  ['file', 'Dockerfile', 'there is no folder "file"'],
  ['loop', 'Dockerfile', 'there is no folder "loop"'],
  ['https://example.com/x.git', 'Dockerfile', 'there is no folder "https://example.com/x.git"'],
  ['escape', 'Dockerfile', '"escape" leads out of the workspace'],
  ['beside', 'Dockerfile', '"beside" leads out of the workspace'],
  ['empty', 'Dockerfile', 'services.backend.build.dockerfile: there is no file "Dockerfile" in "empty"'],
  ['good', 'sub', 'there is no file "sub"'],
  ['good', 'Stolen', '"Stolen" leads out of "good"'],
  ['good', 'Above', '"Above" leads out of "good"'],
])('%s with %s is refused', async (context, dockerfile, message) => {
  await expect(find(context, dockerfile)).rejects.toMatchObject({
    code: 'CONTEXT_INVALID',
    message: expect.stringContaining(message),
  });
});
