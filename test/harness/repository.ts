import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A throw-away git repository with a checkout; it is removed when disposed. */
export type TestRepository = AsyncDisposable & {
  /** The working tree: a workspace, and what the GitHub stand-in answers from. */
  readonly path: string;
  readonly head: string;
  /** Runs git here and gives its output. */
  git(...args: string[]): Promise<string>;
  /** Puts the working tree at a commit or branch, as actions/checkout does. */
  checkout(ref: string): Promise<void>;
};

export type RepositoryOptions = {
  readonly branch?: string;
  readonly message?: string;
  readonly author?: { readonly name: string; readonly email: string };
};

const CLEAN = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };

/** Writes files below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}

/** Makes a repository whose first commit on `main` holds the files. */
export async function makeRepository(
  files: Readonly<Record<string, string | Uint8Array>>,
  { branch = 'main', message = 'First commit', author }: RepositoryOptions = {},
): Promise<TestRepository> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-repository-'));
  const { name, email } = author ?? { name: 'Someone', email: 'someone@example.com' };
  const people = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...CLEAN, ...people };
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: path, env, maxBuffer: 1 << 26 })).stdout.trimEnd();
  await git('init', '--quiet', '--initial-branch', branch);
  await writeFiles(path, files);
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', message);
  return {
    path,
    head: await git('rev-parse', 'HEAD'),
    git,
    async checkout(ref) {
      await git('checkout', '--quiet', '--force', '--detach', ref);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
