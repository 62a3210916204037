import { beforeEach, describe, expect, test } from 'vitest';
import { connectGitHub } from '../../../../../shared/adapters/github/connect-github.ts';
import type { GitHub } from '../../../../../shared/adapters/github/port.ts';
import { type StandIn, startGitHub } from '../../../../github/stand-in.ts';
import { makeRepository, type TestRepository } from '../../../../harness/repository.ts';
import { json, scriptedServer } from './server.ts';

let repository: TestRepository;
let standIn: StandIn;
let github: GitHub;

const connect = (apiUrl: string, token = standIn.token): GitHub =>
  connectGitHub({ apiUrl, owner: 'acme', repo: 'tracker' }, token, { patience: 0 });

beforeEach(async () => {
  repository = await makeRepository({ 'a.txt': 'a' });
  standIn = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  standIn.world.addAccount({ id: 1, login: 'ada' });
  github = connect(standIn.url);
  return async () => {
    await standIn[Symbol.asyncDispose]();
    await repository[Symbol.asyncDispose]();
  };
});

const commits = async (count: number): Promise<string> => {
  let tree = repository.head;
  for (let index = 0; index < count; index += 1)
    tree = await standIn.world.git.run(['commit-tree', `${repository.head}^{tree}`, '-p', tree, '-m', `${index}`], {
      env: { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@x.y', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@x.y' },
    });
  await standIn.world.push('main', tree, { by: 'ada' });
  return tree;
};

describe('commits between two', () => {
  test('are read to the end, also when there are more than one page', async () => {
    const to = await commits(120);
    const found = await github.commitsBetween(repository.head, to);
    expect(found.status).toBe('ahead');
    expect(found.commits).toHaveLength(120);
    expect(found.commits.at(-1)?.sha).toBe(to);
    expect(standIn.count('repos/compare-commits-with-basehead')).toBe(2);
  });

  test('backwards there are none, and it says so', async () => {
    const to = await commits(2);
    expect(await github.commitsBetween(to, repository.head)).toEqual({ status: 'behind', commits: [] });
    expect(await github.commitsBetween(to, to)).toEqual({ status: 'identical', commits: [] });
  });

  test('a list that is shorter than its total, and one that is too long, are no answer', async () => {
    await using short = await scriptedServer(json({ status: 'ahead', total_commits: 3, commits: [] }));
    await expect(connect(short.url).commitsBetween('a', 'b')).rejects.toThrow('of which 0 came');
    await using long = await scriptedServer(json({ status: 'ahead', total_commits: 9_999, commits: [] }));
    await expect(connect(long.url).commitsBetween('a', 'b')).rejects.toThrow('more than 2500');
  });
});

describe('deployments', () => {
  test('newest first, with the run that they name and what happened to them', async () => {
    const deploy = (payload: unknown) =>
      github.createDeployment({
        sha: repository.head,
        environment: 'beta',
        description: 'x',
        payload: payload as Record<string, string>,
      });
    const first = await deploy({ run: '77' });
    await github.setDeploymentStatus(first, { state: 'in_progress', description: '', logUrl: 'https://x.test' });
    await github.setDeploymentStatus(first, { state: 'success', description: '', logUrl: 'https://x.test' });
    const second = await deploy({ run: 'seven' });
    const found = await github.deployments('beta');
    expect(found.complete).toBe(true);
    expect(found.newest.map(({ id, run }) => [id, run])).toEqual([
      [second, null],
      [first, 77],
    ]);
    expect((await github.deploymentEvents(first)).map(({ state }) => state)).toEqual(['in_progress', 'success']);
    expect(await github.deployments('gamma')).toEqual({ newest: [], complete: true });
  });

  test('a full page does not pretend to be all', async () => {
    const one = { id: 1, sha: 'a'.repeat(40), environment: 'beta', payload: '', creator: null };
    const page = Array.from({ length: 100 }, (_, id) => ({ ...one, id: id + 1, created_at: '2026-11-22T00:00:00Z' }));
    await using server = await scriptedServer(json(page));
    const found = await connect(server.url).deployments('beta');
    expect(found.complete).toBe(false);
    expect(found.newest[0]?.id).toBe(100);
  });

  test('refused, they are not none', async () => {
    const token = standIn.tokenWith({ contents: 'read' });
    await expect(connect(standIn.url, token).deployments('beta')).rejects.toThrow('deployments: read');
  });
});

test('closed pull requests of a branch', async () => {
  await standIn.world.commit('feature', { by: 'ada', parent: repository.head, files: { 'b.txt': 'b' } });
  const pull = await standIn.world.addPullRequest({ head: 'feature', base: 'main', opener: 'ada' });
  expect(await github.recentlyClosed('main')).toEqual([]);
  const merged = await standIn.world.merge(pull, { method: 'squash' });
  expect(await github.recentlyClosed('main')).toMatchObject([{ number: pull.number, mergeCommit: merged }]);
  expect(await github.recentlyClosed('release')).toEqual([]);
});
