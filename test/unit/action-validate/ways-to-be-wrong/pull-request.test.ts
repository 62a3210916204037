import { describe, expect, test } from 'vitest';
import { LEAD, startGate } from './gate.ts';

const yes = 'SATISFIED OK';

/** Approved by ada and merged into main. */
async function merged() {
  const gate = await startGate(LEAD, 'lead');
  await gate.approve('ada');
  await gate.github.world.merge(gate.pull, { by: 'linus' });
  return gate;
}

describe('the pull request that made the commit', () => {
  test('way 19: not an open one that GitHub relates to it as well, whoever approved that', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    await world.merge(gate.pull, { by: 'linus' });
    await world.push('next', gate.repository.head, { by: 'linus' });
    const open = await world.addPullRequest({ head: 'main', base: 'next', opener: 'linus', title: 'Back' });
    await world.addReview(open, { by: 'ada', state: 'APPROVED' });
    const answer = await gate.judge();
    expect(answer.of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
    expect(answer.told).toContain('another one made the commit');
  });

  test('way 19: not one whose merge made another commit, and not one into another branch', async () => {
    await using gate = await merged();
    const { world } = gate.github;
    const pushed = await world.commit('main', { by: 'mallory', files: { 'd.txt': 'd' } });
    expect((await gate.judge({ context: { sha: pushed } })).codes).toEqual(['PULL_REQUEST_MISSING']);
    gate.pull.base = 'elsewhere';
    expect((await gate.judge()).codes).toEqual(['PULL_REQUEST_MISSING']);
  });

  test.each([
    ['by GraphQL', { graphql: true, rest: false }],
    ['by GraphQL and by REST', { graphql: true, rest: true }],
  ])('way 20: a relation that GitHub dropped %s is found by the merge commit', async (_, gone) => {
    await using gate = await merged();
    const { dropped } = gate.github.world;
    if (gone.graphql) dropped.graphql.add(gate.pull.number);
    if (gone.rest) dropped.rest.add(gate.pull.number);
    const answer = await gate.judge();
    expect(answer).toMatchObject({ verdict: 'PASS', of: { 'sign-off/lead': yes, link: yes } });
    expect(gate.github.count('repos/list-pull-requests-associated-with-commit')).toBe(1);
    expect(gate.github.count('pulls/list')).toBe(gone.rest ? 1 : 0);
  });

  test('way 20: an open pull request does not take the place of the one whose relation was dropped', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    const sha = (await world.merge(gate.pull, { by: 'linus' })).trim();
    await world.push('next', gate.repository.head, { by: 'linus' });
    const open = await world.addPullRequest({ head: 'main', base: 'next', opener: 'linus', title: 'Promotion' });
    await world.addReview(open, { by: 'ada', state: 'APPROVED' });
    world.dropped.graphql.add(gate.pull.number);
    const answer = await gate.judge({ context: { sha } });
    expect(answer.of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
  });

  test.each([403, 404, 500])(
    'way 20: what cannot be asked for is an error, not a commit without one: %i',
    async (status) => {
      await using gate = await merged();
      const { world, faults } = gate.github;
      world.dropped.graphql.add(gate.pull.number);
      world.dropped.rest.add(gate.pull.number);
      faults.add({ operation: 'pulls/list', times: 99, status });
      expect(await gate.judge()).toMatchObject({ verdict: 'ERROR', codes: ['GITHUB_UNREADABLE'] });
    },
  );
});

describe('a merge queue', () => {
  test('way 21: its own run is refused by name, before anybody could have signed its commit', async () => {
    await using gate = await merged();
    const early = await gate.judge({ context: { eventName: 'merge_group' } });
    expect(early).toMatchObject({ verdict: 'ERROR', codes: ['MERGE_QUEUE_EARLY'] });
  });
});

describe('what was signed is what was merged', () => {
  test('way 6: a push between the approval and the merge is not signed', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    await gate.push({ 'a.txt': 'slipped in\n' });
    await gate.github.world.merge(gate.pull, { by: 'linus' });
    expect((await gate.judge()).of['sign-off/lead']).toMatch(/^UNSATISFIED SIGNOFF_STALE/);
  });

  test('way 6: a base that moved between them is taken in as it was at the merge, by its tree', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    await gate.approve('ada');
    await world.commit('main', { by: 'grace', files: { 'base.txt': 'newer\n' } });
    await world.merge(gate.pull, { by: 'linus' });
    const answer = await gate.judge();
    expect(answer.of).toMatchObject({ 'sign-off/lead': yes, link: yes });
    expect(answer.told).toMatch(/merging \w+ into \w+ gives its tree/);
  });
});

describe('lists that GitHub cuts off', () => {
  test('way 12: more than 250 commits hide their authors, so that nobody can be shown not to be one', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { git } = gate.github.world;
    const env = {
      ...{ GIT_AUTHOR_NAME: 'l', GIT_AUTHOR_EMAIL: 'linus@example.com' },
      ...{ GIT_COMMITTER_NAME: 'l', GIT_COMMITTER_EMAIL: 'linus@example.com' },
    };
    const tree = (await git.run(['rev-parse', 'feature^{tree}'])).trim();
    let head = await gate.head();
    for (let index = 0; index < 255; index += 1)
      head = (await git.run(['commit-tree', tree, '-p', head, '-m', `Part ${index}`], { env })).trim();
    await gate.github.world.push('feature', head, { by: 'linus' });
    await gate.approve('ada');
    const answer = await gate.judge();
    expect(answer).toMatchObject({ verdict: 'ERROR', codes: ['GITHUB_UNREADABLE'] });
    expect(answer.told).toContain('has 256 commits, of which GitHub lists 250; split it');
  });
});
