import { dirname } from 'node:path';
import type { Exec, ExecResult } from './exec.ts';
import type { Git } from './git.ts';

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Milliseconds; git answers these questions from one file. */
const TIMEOUT = 30_000;

/**
 * The repository in a folder, through the git program.
 * The folder may belong to another user, as it does in container jobs; a repository further up is not ours.
 */
export function connectGit(exec: Exec, folder: string): Git {
  const git = (args: readonly string[]): Promise<ExecResult> =>
    exec.run('git', ['-c', `safe.directory=${folder}`, '-C', folder, ...args], {
      env: { LC_ALL: 'C', GIT_CEILING_DIRECTORIES: dirname(folder), GIT_OPTIONAL_LOCKS: '0' },
      timeout: TIMEOUT,
    });
  const resolve = async (revision: string): Promise<string | undefined> => {
    const { exitCode, stdout, stderr } = await git(['rev-parse', '--verify', '--quiet', revision]);
    const id = stdout.trim();
    if (exitCode === 0 && OBJECT_ID.test(id)) return id;
    // Quiet verification says 1 for "not here"; everything else is git in trouble, which is not the same.
    if (exitCode === 1 || /not a git repository/.test(stderr)) return undefined;
    throw new Error(`git rev-parse ${revision} ended with ${exitCode}: ${stderr.trim() || id}`);
  };
  return {
    head: () => resolve('HEAD^{commit}'),
    async tree(commit) {
      if (!OBJECT_ID.test(commit)) throw new TypeError(`"${commit}" is not a full commit id`);
      return resolve(`${commit}^{tree}`);
    },
  };
}
