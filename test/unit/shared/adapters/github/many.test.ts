import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectGitHub } from '../../../../../shared/adapters/github/connect-github.ts';
import { pullsQuery, relatedQuery } from '../../../../../shared/adapters/github/opening-query.ts';
import { type StandIn, startGitHub } from '../../../../github/stand-in.ts';
import type { PullRequestRecord } from '../../../../github/world/state.ts';
import { makeRepository, type TestRepository } from '../../../../harness/repository.ts';

let repository: TestRepository;
let github: StandIn;
beforeAll(async () => {
  repository = await makeRepository({ 'base.txt': 'base\n' });
  github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  for (const [login, id] of Object.entries({ ada: 1001, grace: 1002, linus: 1003 }))
    github.world.addAccount({ id, login });
});
afterAll(async () => {
  await github[Symbol.asyncDispose]();
  await repository[Symbol.asyncDispose]();
});

/** A pull request of so many commits, by git's own import: one program, however many. */
async function pullOf(branch: string, commits: number, reviews = 1): Promise<PullRequestRecord> {
  const one = (index: number): string =>
    [
      ...[`commit refs/heads/${branch}`, 'committer linus <linus@example.com> 1700000000 +0000', 'data 1', 'c'],
      ...(index === 0 ? [`from ${repository.head}`] : []),
      ...[`M 100644 inline ${index}.txt`, 'data 1', 'x', ''],
    ].join('\n');
  const input = Array.from({ length: commits }, (_, index) => one(index)).join('\n');
  await github.world.git.run(['fast-import', '--quiet'], { input });
  const pull = await github.world.addPullRequest({ head: branch, base: 'main', opener: 'linus' });
  const first = await github.world.addReview(pull, { by: 'ada', state: 'COMMENTED' });
  for (let count = 1; count < reviews; count += 1) pull.reviews.push({ ...first, id: github.world.nextId() });
  await github.world.addReview(pull, { by: 'grace', state: 'CHANGES_REQUESTED' });
  return pull;
}

const connect = () =>
  connectGitHub({ owner: 'acme', repo: 'tracker', apiUrl: github.url }, github.token, { patience: 0 });

describe('pull requests in full', () => {
  test('come together, and those with more parts than fit are paged by cursors to the end', async () => {
    const [small, large] = [await pullOf('small', 2), await pullOf('large', 120, 170)];
    const port = connect();
    const found = await port.pullRequestsInFull([small.number, large.number, small.number]);
    // Two of the parts after the first fifty: commits 51 to 120 in one, reviews 51 to 171 in two.
    expect(port.calls()).toBe(3);
    expect(found.get(small.number)).toMatchObject({ answers: 1, commits: { length: 2 }, reviews: { length: 2 } });
    const whole = found.get(large.number);
    expect(whole).toMatchObject({ answers: 3, commits: { length: 120 }, reviews: { length: 171 } });
    expect(whole?.commits.map(({ sha }) => sha)).toEqual(
      (await port.commitsOfPullRequest(large.number)).map(({ sha }) => sha),
    );
    expect(whole?.reviews.at(-1)?.state).toBe('CHANGES_REQUESTED');
  });

  test('a gate opens on one of 120 commits with its last commit', async () => {
    const pull = await pullOf('deep', 120);
    const sha = (await github.world.git.resolve('deep')) ?? '';
    const opening = await connect().opening(sha, { path: 'base.txt', ref: repository.head }, null);
    const parts = opening?.pulls.find((one) => one.pull.number === pull.number)?.parts;
    expect(parts).toMatchObject({ answers: 2, commits: { length: 120 } });
    expect(parts?.commits.at(-1)?.sha).toBe(sha);
  });

  test('one of more commits than GitHub lists is left out, and refused by REST', async () => {
    const pull = await pullOf('endless', 251);
    const port = connect();
    expect([...(await port.pullRequestsInFull([pull.number])).keys()]).toEqual([]);
    await expect(port.commitsOfPullRequest(pull.number)).rejects.toThrow('has 251 commits, of which GitHub lists 250');
    const most = await pullOf('most', 250);
    expect((await port.pullRequestsInFull([most.number])).get(most.number)?.commits).toHaveLength(250);
  });

  test('are left out where the question is refused, and an error where it is not answered', async () => {
    const pull = await pullOf('refused', 1);
    github.faults.add({ operation: 'graphql', status: 403 });
    expect(await connect().pullRequestsInFull([pull.number])).toEqual(new Map());
    github.faults.add({ operation: 'graphql', status: 500, times: 9 });
    await expect(connect().pullRequestsInFull([pull.number])).rejects.toThrow('500');
    github.faults.clear();
  });
});

test('what is around many commits comes in one request', async () => {
  const pull = await pullOf('related', 3);
  const head = (await github.world.git.resolve('related')) ?? '';
  const port = connect();
  const found = await port.pullRequestsOfCommits([head, repository.head, '0'.repeat(40)]);
  expect(port.calls()).toBe(1);
  expect(found.get(head)?.map(({ number }) => number)).toContain(pull.number);
  expect(found.get(repository.head)).toEqual([]);
  expect(found.has('0'.repeat(40))).toBe(false);
});

test('nothing but numbers and hashes gets into a question', () => {
  expect(pullsQuery([7.9])).toContain('p7: pullRequest(number: 7)');
  expect(() => relatedQuery(['main") { id } x: object(oid: "'])).toThrow(TypeError);
});
