import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSecrets } from '../../../../../shared/adapters/docker/build-secrets.ts';

let workspace: string;
beforeAll(async () => {
  workspace = join(await mkdtemp(join(tmpdir(), 'countersign-secrets-')), 'w');
  await mkdir(workspace);
  await writeFile(join(workspace, '.npmrc'), '//r/:_authToken=abcdef\nx=1\n');
  await writeFile(join(workspace, '../outside'), 'secret of another');
  await symlink('../outside', join(workspace, 'link'));
});
afterAll(async () => await rm(join(workspace, '..'), { recursive: true, force: true }));

const find = (secret: { id: string; env?: string; file?: string }, environment = {}) =>
  findSecrets(workspace, 'services.a.build.secrets', [secret], environment);

test('a secret is handed on by where it is, and what may not be shown is known', async () => {
  expect(await find({ id: 'pip', env: 'T' }, { T: 'line one\nline two\n}\n' })).toEqual({
    secrets: [{ id: 'pip', env: 'T' }],
    values: ['line one', 'line two'],
  });
  expect(await find({ id: 'npm', file: '.npmrc' })).toEqual({
    secrets: [{ id: 'npm', file: join(workspace, '.npmrc') }],
    values: ['//r/:_authToken=abcdef'],
  });
});

describe('is refused before anything is built', () => {
  test.each<[string, { id: string; env?: string; file?: string }, string]>([
    ['a variable that is not set', { id: 'pip', env: 'T' }, 'services.a.build.secrets.pip: the variable T is not set'],
    ['a file that is not there', { id: 'npm', file: 'nowhere' }, 'there is no file "nowhere"'],
    ['a link out of the workspace', { id: 'npm', file: 'link' }, 'there is no file "link"'],
    ['a folder', { id: 'npm', file: '.' }, 'there is no file "."'],
  ])('%s', async (_, secret, message) => {
    await expect(find(secret)).rejects.toMatchObject({
      code: 'BUILD_SECRET_MISSING',
      message: expect.stringContaining(message),
    });
  });
  test('an empty variable', async () => {
    await expect(find({ id: 'pip', env: 'T' }, { T: '' })).rejects.toMatchObject({ code: 'BUILD_SECRET_MISSING' });
  });
});
