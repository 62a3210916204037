import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { changedFiles } from '../../../../shared/adapters/git-changes.ts';
import { makeRepository } from '../../../harness/repository.ts';

test('changed, deleted and replaced files are named; new ones and those elsewhere are not', async () => {
  await using repository = await makeRepository({
    'backend/a b.txt': 'a',
    'backend/gone': 'b',
    'backend/link': 'c',
    'backend/same': 'd',
    'frontend/x': 'e',
  });
  const at = (path: string): string => join(repository.path, path);
  await writeFile(at('backend/a b.txt'), 'changed');
  await writeFile(at('backend/new'), 'n');
  await writeFile(at('backend/added'), 'n');
  await repository.git('add', 'backend/added', 'backend/a b.txt');
  await writeFile(at('frontend/x'), 'changed');
  await rm(at('backend/gone'));
  await rm(at('backend/link'));
  await symlink('same', at('backend/link'));
  const changed = (path: string) => changedFiles(connectExec(), repository.path, path);
  expect(await changed('backend')).toEqual(['backend/a b.txt', 'backend/gone', 'backend/link']);
  expect(await changed('.')).toContain('frontend/x');
});

test('what git cannot compare is an error, not "nothing changed"', async () => {
  await expect(changedFiles(connectExec(), '/nowhere', '.')).rejects.toMatchObject({ code: 'WORKSPACE_MISMATCH' });
});
