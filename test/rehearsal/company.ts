import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';
import type { Change } from './application.ts';

/** The people of the example's configuration, and the developer who writes the code and may not sign it. */
const PEOPLE = [
  { id: 1001, login: 'ada' },
  { id: 1002, login: 'grace' },
  { id: 1003, login: 'linus' },
  { id: 2001, login: 'dennis' },
];

export const DEVELOPER = 'dennis';

/** The company that uses the product: a repository with its people, and GitHub around it. */
export type Company = AsyncDisposable & { readonly github: StandIn; readonly repository: TestRepository };

export type PullRequest = Awaited<ReturnType<StandIn['world']['addPullRequest']>>;

/** Makes the repository from a folder and opens GitHub for it. */
export async function foundCompany(writeInto: (folder: string) => void): Promise<Company> {
  const repository = await makeRepository({ 'README.md': '# Medication tracker\n' });
  const github = await startGitHub({ repository: 'acme/medication-tracker', git: repository.path });
  for (const person of PEOPLE) github.world.addAccount(person);
  await github.world.commit('main', { by: DEVELOPER, message: 'Start', files: filesOf(writeInto) });
  return {
    github,
    repository,
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}

/** Text of every file that `writeInto` writes, by path. */
function filesOf(writeInto: (folder: string) => void): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-application-'));
  try {
    writeInto(folder);
    execFileSync('git', ['init', '--quiet', folder]);
    execFileSync('git', ['-C', folder, 'add', '--all']);
    const paths = execFileSync('git', ['-C', folder, 'ls-files', '-z'], { encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens a pull request with the change; the developer wrote and opened it. */
export async function propose(company: Company, change: Change): Promise<PullRequest> {
  const { world } = company.github;
  const read = (path: string): string => readFileSync(join(company.repository.path, path), 'utf8');
  const main = await company.repository.git('rev-parse', 'main');
  await world.commit(change.branch, { by: DEVELOPER, parent: main, message: change.title, files: change.files(read) });
  return world.addPullRequest({ head: change.branch, base: 'main', opener: DEVELOPER, title: change.title });
}

/** Merges as GitHub does and puts the working copy, the runner's workspace, at the new commit. */
export async function mergeIntoMain(company: Company, pull: PullRequest): Promise<string> {
  const sha = await company.github.world.merge(pull, { method: 'merge', by: DEVELOPER });
  await company.repository.checkout('main');
  return sha;
}
