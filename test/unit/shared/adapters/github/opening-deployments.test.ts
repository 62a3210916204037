import { describe, expect, test } from 'vitest';
import { connectGitHub } from '../../../../../shared/adapters/github/connect-github.ts';
import { openTogether } from '../../../../../shared/adapters/github/open-together.ts';
import { deploymentsOf } from '../../../../../shared/adapters/github/opening-deployments.ts';
import { makeHistoryWorld } from '../../../../harness/history-world.ts';

const SHA = '1'.repeat(40);

const status = (state: string, second: number) => ({
  state,
  createdAt: `2026-01-01T00:00:0${second}Z`,
  logUrl: null as string | null,
});

const page = <T>(nodes: readonly T[], hasNextPage = false) => ({ pageInfo: { hasNextPage }, nodes });

const deployment = (change: Readonly<Record<string, unknown>> = {}) => ({
  databaseId: 7,
  commitOid: SHA,
  environment: 'production',
  payload: '{"run":"9"}' as string | null,
  createdAt: '2026-01-01T00:00:00Z',
  creator: { login: 'ada', __typename: 'User', databaseId: 1001 },
  statuses: page([status('SUCCESS', 2), status('IN_PROGRESS', 1)]),
  ...change,
});

const told = (nodes: readonly unknown[], hasNextPage = false) =>
  deploymentsOf({ data: { deployed: { deployments: page(nodes, hasNextPage) } } }, 'production');

describe('deployments in the first answer', () => {
  test('are told as REST tells them, statuses oldest first', () => {
    const found = told([deployment()]);
    expect(found?.newest).toEqual([
      expect.objectContaining({ id: 7, sha: SHA, run: 9, creator: { id: 1001, login: 'ada', type: 'User' } }),
    ]);
    expect(found?.complete).toBe(true);
    expect(found?.events.get(7)?.map(({ state }) => state)).toEqual(['in_progress', 'success']);
  });

  test('come newest first whatever their order, and more of them are not all', () => {
    const found = told([deployment({ databaseId: 3 }), deployment({ databaseId: 5 })], true);
    expect(found?.newest.map(({ id }) => id)).toEqual([5, 3]);
    expect(found?.complete).toBe(false);
  });

  test.each([
    ['sent as text', '"{\\"run\\":\\"9\\"}"', 9],
    ['empty text', '""', null],
    ['none', null, null],
    ['without a run', '{"release":"1"}', null],
  ])('a payload that is %s', (_, payload, run) => {
    expect(told([deployment({ payload })])?.newest[0]?.run).toBe(run);
  });

  test.each([
    ['a payload that is no JSON', [deployment({ payload: '{run: 9}' })]],
    ['a deployment to somewhere else', [deployment({ environment: 'beta' })]],
    ['a deployment without a number', [deployment({ databaseId: null })]],
  ])('%s: REST is asked for all of them', (_, nodes) => expect(told(nodes)).toBeNull());

  test.each([
    ['of one second', page([status('SUCCESS', 1), status('INACTIVE', 1)])],
    ['that are not all there', page([status('SUCCESS', 1)], true)],
  ])('statuses %s: REST is asked for them', (_, statuses) => {
    const found = told([deployment({ statuses })]);
    expect(found?.newest).toHaveLength(1);
    expect(found?.events.has(7)).toBe(false);
  });
});

test('one question gives what three of REST give, and one without the permission leaves the rest as it is', async () => {
  await using history = await makeHistoryWorld();
  const { github } = history;
  const { sha } = await history.change();
  await history.deployed(sha);
  await history.deployed(sha, { environment: 'beta', payload: '' });
  const ask = async (token: string) => {
    const real = connectGitHub({ owner: 'acme', repo: 'tracker', apiUrl: github.url }, token);
    const together = openTogether(real, sha, 'production');
    await together.github.file('.github/countersign.yml', history.repository.head);
    return { real, together };
  };
  const { real, together } = await ask(github.token);
  const list = await together.github.deployments('production');
  const [first] = list.newest;
  const events = await together.github.deploymentEvents(first?.id ?? 0);
  expect(real.calls()).toBe(1);
  expect(real.quotas()).toEqual([{ resource: 'graphql', limit: 1000, remaining: expect.any(Number) }]);
  const { newest, complete } = await real.deployments('production');
  expect(list).toMatchObject({ newest, complete });
  const rest = await real.deploymentEvents(first?.id ?? 0);
  expect(events.map(({ id: _, ...event }) => event)).toEqual(rest.map(({ id: _, ...event }) => event));
  expect((await together.github.deployments('beta')).newest).toHaveLength(1);

  const less = await ask(github.tokenWith({ contents: 'read', 'pull-requests': 'read' }));
  expect(await less.together.opening()).toMatchObject({ deployments: null, commit: { sha } });
  await expect(less.together.github.deployments('production')).rejects.toThrow('deployments: read');
});
