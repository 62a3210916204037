import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { connectGit } from '../../../../shared/adapters/connect-git.ts';
import { answers, fakeExec } from '../../../fakes/exec.ts';

let folder: string;
const exec = connectExec();
const git = async (...args: string[]): Promise<string> => {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  return (await exec.run('git', ['-C', folder, ...identity, ...args])).stdout.trim();
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-git-'));
  return () => rm(folder, { recursive: true, force: true });
});

test('head and tree of a repository', async () => {
  await git('init', '-q');
  const repository = connectGit(exec, folder);
  expect(await repository.head()).toBeUndefined();
  await writeFile(join(folder, 'a'), 'a');
  await git('add', 'a');
  await git('commit', '-qm', 'one');
  const head = await repository.head();
  expect(head).toBe(await git('rev-parse', 'HEAD'));
  expect(await repository.tree(head ?? '')).toBe(await git('rev-parse', 'HEAD^{tree}'));
  expect(await repository.tree('0'.repeat(40))).toBeUndefined();
  await expect(repository.tree('HEAD')).rejects.toThrow('full commit id');
});

test('outside a repository there is no head, not even that of a repository further up', async () => {
  expect(await connectGit(exec, folder).head()).toBeUndefined();
  await git('init', '-q');
  await git('commit', '-q', '--allow-empty', '-m', 'x');
  await mkdir(join(folder, 'below'));
  expect(await connectGit(exec, join(folder, 'below')).head()).toBeUndefined();
});

test('git in trouble is not the same as no repository', async () => {
  const broken = fakeExec(answers('git', [], { exitCode: 128, stderr: 'fatal: detected dubious ownership' }));
  await expect(connectGit(broken, folder).head()).rejects.toThrow('dubious ownership');
  const odd = fakeExec(answers('git', [], { stdout: 'HEAD\n' }));
  await expect(connectGit(odd, folder).head()).rejects.toThrow('HEAD');
});
