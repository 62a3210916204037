import { dirname } from 'node:path';
import { UserError } from '../domain/errors.ts';
import type { Exec } from './exec.ts';

/**
 * Committed files below a path that differ from HEAD now, deleted ones too, sorted as git gives them. Files that no
 * commit has are left out: earlier steps may make them.
 * @param folder the repository's folder; `path` is relative to it.
 * @throws UserError('WORKSPACE_MISMATCH') when git cannot tell.
 */
export async function changedFiles(exec: Exec, folder: string, path: string): Promise<readonly string[]> {
  const question = [
    'diff',
    '--name-only',
    '--no-renames',
    '--no-ext-diff',
    '--diff-filter=a',
    '-z',
    'HEAD',
    '--',
    path,
  ];
  const { exitCode, stdout, stderr } = await exec.run(
    'git',
    ['-c', `safe.directory=${folder}`, '-C', folder, ...question],
    { env: { LC_ALL: 'C', GIT_CEILING_DIRECTORIES: dirname(folder), GIT_OPTIONAL_LOCKS: '0' } },
  );
  if (exitCode !== 0) {
    throw new UserError('WORKSPACE_MISMATCH', `git cannot compare "${path}" with the commit: ${stderr.trim()}`);
  }
  return stdout.split('\0').filter((name) => name !== '');
}
