import { describe, expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { client, HERE, useTrackerWorld } from './tracker-world.ts';

const tracker = useTrackerWorld();

describe('what breaks the description is a violation', () => {
  const read = (route: string, more = {}) => client(tracker().github).request(route, { ...HERE, ...more });

  test('an answer that GitHub would not give', async () => {
    const { repository } = tracker();
    await using broken = await startGitHub({
      ...{ repository: 'acme/tracker', git: repository.path },
      handlers: { 'repos/get-branch': () => ({ status: 200, json: { name: 'main', protected: 'yes' } }) },
    });
    await client(broken).request('GET /repos/{owner}/{repo}/branches/main', HERE);
    expect(() => broken.assertClean()).toThrow(/repos\/get-branch.*protected must be boolean/);
  });

  test('an undescribed address, a misspelt key, an impossible value', async () => {
    const { github } = tracker();
    await expect(read('GET /repos/{owner}/{repo}/stargazers')).rejects.toThrow('Not Found');
    await expect(read('GET /repos/{owner}/{repo}/pulls', { per_page: 500 })).rejects.toThrow('the most is 100');
    await expect(read('GET /repos/{owner}/{repo}/pulls', { stat: 'all' })).rejects.toThrow('"stat" is unknown');
    const post = 'POST /repos/{owner}/{repo}/deployments/1/statuses';
    await expect(read(post, { state: 'rolled_back' })).rejects.toThrow('Validation Failed');
    expect(github.violations.splice(0)).toHaveLength(4);
  });

  test('disposing of a stand-in with violations throws', async () => {
    const { repository } = tracker();
    const careless = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    await client(careless)
      .request('GET /nowhere')
      .catch(() => undefined);
    await expect(careless[Symbol.asyncDispose]()).rejects.toThrow('GET /nowhere: no operation');
  });
});

describe('tokens', () => {
  test('an unknown token is refused, a missing permission is named as GitHub names it', async () => {
    const { github } = tracker();
    const route = 'GET /repos/{owner}/{repo}/pulls';
    await expect(client(github, 'stolen').request(route, HERE)).rejects.toThrow('Bad credentials');
    const narrow = client(github, github.tokenWith({ contents: 'read' }));
    await expect(narrow.request(route, HERE)).rejects.toThrow('Resource not accessible by integration');
    await narrow.request('GET /repos/{owner}/{repo}/branches/main', HERE);
    expect(github.requests.map((entry) => entry.status)).toEqual([401, 403, 200]);
  });
});

describe('faults', () => {
  const branch = () => client(tracker().github).request('GET /repos/{owner}/{repo}/branches/main', HERE);

  test('a status, so many times, after so many requests', async () => {
    const { github } = tracker();
    github.faults.add({ operation: 'repos/get-branch', skip: 1, times: 1, status: 429 });
    await branch();
    const limited = await branch().catch((error: { response: { headers: Record<string, string> } }) => error);
    expect(limited).toMatchObject({ status: 429, response: { headers: { 'retry-after': '1' } } });
    await branch();
  });

  test('a connection that breaks in the middle of the body', async () => {
    const { github } = tracker();
    github.faults.add({ operation: 'repos/get-branch', cut: true });
    // Not with octokit: it answers 200 with an empty text, which is what its users have to withstand.
    const headers = { authorization: `Bearer ${github.token}` };
    const answer = await fetch(`${github.url}/repos/acme/tracker/branches/main`, { headers });
    await expect(answer.text()).rejects.toThrow();
    expect(github.requests.at(-1)).toMatchObject({ operation: 'repos/get-branch', status: undefined });
  });

  test('a force-push between two pages', async () => {
    const { github, repository, pullRequest } = tracker();
    const pull = await pullRequest();
    for (let index = 0; index < 3; index += 1) await github.world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    const changed = () =>
      github.world.commit(pull.head, { by: 'grace', parent: repository.head, files: { b: 'other' } });
    github.faults.add({
      operation: 'pulls/list-reviews',
      when: ({ query }) => query['page'] === '2',
      mutateBefore: changed,
    });
    const head = async () =>
      (
        await client(github).request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
          ...HERE,
          pull_number: pull.number,
        })
      ).data.head.sha;
    const before = await head();
    const reviews = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
    await client(github).paginate(reviews, { ...HERE, pull_number: pull.number, per_page: 2 });
    expect(await head()).not.toBe(before);
    expect(github.world.activities.at(-1)).toMatchObject({ type: 'force_push', before });
  });
});
