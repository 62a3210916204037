import { beforeEach, describe, expect, test } from 'vitest';
import { type HistoryWorld, makeHistoryWorld } from '../../../harness/history-world.ts';
import { judge } from './gate.ts';

let history: HistoryWorld;
beforeEach(async () => {
  history = await makeHistoryWorld();
  return () => history[Symbol.asyncDispose]();
});

/** A commit with this tree on top of main, pushed by somebody who may. */
async function pushTree(tree: string, parents: readonly string[], message: string): Promise<string> {
  const { world } = history.github;
  const people = { GIT_AUTHOR_NAME: 'm', GIT_AUTHOR_EMAIL: 'mallory@example.com' };
  const env = { ...people, GIT_COMMITTER_NAME: 'm', GIT_COMMITTER_EMAIL: 'mallory@example.com' };
  const args = ['commit-tree', tree, ...parents.flatMap((one) => ['-p', one]), '-m', message];
  const sha = (await world.git.run(args, { env })).trim();
  await world.push('main', sha, { by: 'mallory' });
  return sha;
}

describe('the commit is what merging the signed head gives', () => {
  test.each(['merge', 'squash', 'rebase'] as const)(
    'way 22: by %s, of a branch that was up to date: no git is asked',
    async (method) => {
      const { sha } = await history.change({ method });
      const found = await judge(history, sha);
      expect(found.told('link')).toContain('which was up to date');
      expect([found.verdict, ...found.codes]).toEqual(['PASS']);
      expect(history.github.count('git/git-upload-pack')).toBe(0);
    },
  );

  test.each(['merge', 'squash', 'rebase'] as const)(
    'way 21, way 22: by %s, of two commits on a base that has moved on',
    async (method) => {
      await history.change();
      const { sha } = await history.change({ method, from: history.repository.head, commits: 2 });
      const found = await judge(history, sha);
      expect(found.told('link')).toMatch(/merging \w+ into \w+ gives its tree/);
      expect([found.verdict, ...found.codes]).toEqual(['PASS']);
      expect(history.github.count('git/git-upload-pack')).toBeGreaterThan(0);
    },
  );

  test('way 22: a merge with something else in it (evil merge) is refused', async () => {
    const { pull } = await history.change({ method: 'merge' });
    const { git } = history.github.world;
    const evil = await history.github.world.commit('evil', {
      by: 'mallory',
      parent: 'main',
      files: { 'evil.txt': 'x' },
    });
    const tree = (await git.run(['rev-parse', `${evil}^{tree}`])).trim();
    const merge = (await git.run(['rev-parse', 'main'])).trim();
    const parents = (await git.run(['rev-parse', `${merge}^1`, `${merge}^2`])).split('\n').map((one) => one.trim());
    const sha = await pushTree(tree, parents, 'Merge');
    // GitHub itself takes it for the merge of the pull request.
    pull.merged = { by: 1666, commit: sha, method: 'merge' };
    const found = await judge(history, sha);
    expect(found.of('link')).toBe('UNSATISFIED LINK_BROKEN');
    expect(found.verdict).toBe('FAIL');
  });

  test('way 22: a conflict that was resolved in the merge is refused', async () => {
    const { world } = history.github;
    await history.change({ files: { 'base.txt': 'ours\n' } });
    const head = await world.commit('theirs', {
      by: 'linus',
      parent: history.repository.head,
      files: { 'base.txt': 'theirs\n' },
    });
    const pull = await world.addPullRequest({ head: 'theirs', base: 'main', opener: 'linus' });
    await world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    const main = (await world.git.run(['rev-parse', 'main'])).trim();
    await world.close(pull);
    const tree = (await world.git.run(['rev-parse', `${head}^{tree}`])).trim();
    const sha = await pushTree(tree, [main, head], 'Merge, with a hand');
    pull.merged = { by: 1666, commit: sha, method: 'merge' };
    const found = await judge(history, sha);
    expect(found.told('link')).toContain('conflicts, so a person made what');
    expect(found.codes).toContain('LINK_BROKEN');
  });

  test('without git, or with a token that may not fetch, it is an error with the cure', async () => {
    await history.change();
    const { sha } = await history.change({ method: 'squash', from: history.repository.head });
    const none = await judge(history, sha, { git: false });
    expect([none.verdict, none.of('link')]).toEqual(['ERROR', 'ERROR LINK_UNPROVEN']);
    history.github.faults.add({ operation: 'git/info/refs', times: 9, status: 403 });
    const refused = await judge(history, sha);
    expect([refused.verdict, refused.of('link')]).toEqual(['ERROR', 'ERROR LINK_UNPROVEN']);
    expect(refused.told('link')).toContain('fetch-depth: 0');
  });

  test('way 21: a merge queue run is refused by name before anybody could have signed its commit', async () => {
    const { sha } = await history.change();
    const found = await judge(history, sha, { context: { eventName: 'merge_group' } });
    expect([found.verdict, ...found.codes]).toEqual(['ERROR', 'MERGE_QUEUE_EARLY']);
  });
});
