import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../../shared/domain/record.ts';
import { HISTORY_CONFIG, type HistoryWorld, makeHistoryWorld } from '../../../harness/history-world.ts';
import { type Answer, judge } from './gate.ts';

let history: HistoryWorld;
beforeEach(async () => {
  history = await makeHistoryWorld();
  return () => history[Symbol.asyncDispose]();
});

const shown = (found: Answer): readonly string[] => [found.verdict, ...found.codes];
const direct = (files: Record<string, string> = { 'd.txt': 'd' }) =>
  history.github.world.commit('main', { by: 'mallory', message: 'Straight to main', files });

describe('from the last verified deployment to the commit', () => {
  test('the first deployment looks at its own merge alone, and says so loudly', async () => {
    await direct();
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['PASS']);
    expect(found.told('changes')).toContain('FIRST DEPLOYMENT to production');
  });

  test('way 24: approved pull requests by merge, squash, rebase, and a revert, cover every commit', async () => {
    await history.deployed((await history.change()).sha);
    await history.change({ method: 'squash', commits: 2 });
    await history.change({ method: 'rebase', commits: 3 });
    await history.change({ method: 'merge', approvals: ['grace'], files: { 'change-1-0.txt': 'reverted\n' } });
    const found = await judge(history, (await history.change()).sha);
    expect(found.told('changes')).toMatch(/4 of 4 changes since/);
    expect(found.told('changes')).toContain('and 2 before it by linus');
    expect(shown(found)).toEqual(['PASS']);
  });

  test('way 24: a direct push is a finding with its commit and author', async () => {
    await history.deployed((await history.change()).sha);
    const pushed = await direct();
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain(`commit ${pushed.slice(0, 12)} by mallory: no pull request was merged`);
  });

  test('way 21, way 24: a direct push cannot hide behind a rebase that came after it', async () => {
    await history.deployed((await history.change()).sha);
    await direct();
    const found = await judge(history, (await history.change({ method: 'rebase', commits: 2 })).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
  });

  test.each([
    ['nobody', [], 'has 0 of 1 independent approvals'],
    ['its author', ['linus'], 'nobody signs their own work'],
  ])('a change that was approved by %s is a finding', async (_, approvals, words) => {
    await history.deployed((await history.change()).sha);
    await history.change({ approvals });
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain(words);
  });

  test('way 23: an approval after the merge does not count unless the configuration says so', async () => {
    await history.deployed((await history.change()).sha);
    const late = await history.change({ approvals: [] });
    await history.github.world.addReview(late.pull, { by: 'grace', state: 'APPROVED' });
    const { sha } = await history.change();
    const found = await judge(history, sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain('grace: approved after the merge');
  });

  test('a merge that was changed by hand is a finding also when it is not the last', async () => {
    await history.deployed((await history.change()).sha);
    const { pull } = await history.change();
    const sha = await direct({ 'e.txt': 'evil' });
    pull.merged = { by: 1666, commit: sha, method: 'squash' };
    const found = await judge(history, (await history.change()).sha);
    expect(found.codes).toContain('LINK_BROKEN');
    expect(found.verdict).toBe('FAIL');
  });

  test('way 20: an association that GitHub dropped is found by the merge commit', async () => {
    await history.deployed((await history.change()).sha);
    await history.change();
    const { sha } = await history.change();
    await judge(history, sha);
    const asked = history.github.requests.filter(
      (one) => one.operation === 'repos/list-pull-requests-associated-with-commit',
    );
    expect(asked.every((one) => one.path.includes(sha))).toBe(true);
  });

  test('way 19: a pull request into another branch covers nothing here', async () => {
    await history.deployed((await history.change()).sha);
    await history.github.world.push('release', await history.github.world.git.run(['rev-parse', 'main']), {
      by: 'linus',
    });
    const elsewhere = await history.change({ base: 'release' });
    await history.github.world.push('main', elsewhere.sha, { by: 'mallory' });
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
  });

  test('a release branch: the promotion is the change, and what it promotes was signed with it', async () => {
    const { world } = history.github;
    const { sha: first } = await history.change();
    await world.push('release', first, { by: 'linus' });
    world.protect('release');
    await history.deployed(first);
    await history.change({ approvals: [] });
    const promote = await world.addPullRequest({ head: 'main', base: 'release', opener: 'linus' });
    await world.addReview(promote, { by: 'ada', state: 'APPROVED' });
    const sha = (await world.merge(promote, { by: 'linus' })).trim();
    const context = { ref: 'refs/heads/release' };
    expect(shown(await judge(history, sha, { context }))).toEqual(['PASS']);
    world.unprotect('release');
    expect((await judge(history, sha, { context })).verdict).toBe('FAIL');
  });

  test('the verified commit itself, a commit before it and one beside it', async () => {
    const first = await history.change();
    const second = await history.change();
    await history.deployed(second.sha);
    expect((await judge(history, second.sha)).told('changes')).toContain('no commit since');
    const back = await judge(history, first.sha);
    expect(shown(back)).toEqual(['FAIL', 'CHANGE_SIDEWAYS']);
    expect(back.told('changes')).toContain('(behind)');
    await history.github.world.push('hotfix', first.sha, { by: 'linus' });
    history.github.world.protect('hotfix');
    const beside = await history.change({ base: 'hotfix' });
    const found = await judge(history, beside.sha, { context: { ref: 'refs/heads/hotfix' } });
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_SIDEWAYS']);
  });
});

describe('a merge queue', () => {
  test('way 21: one push of several pull requests: each commit has its own, and each was approved', async () => {
    await history.deployed((await history.change()).sha);
    const { activities } = history.github.world;
    const before = activities.length;
    await history.change({ method: 'squash' });
    const second = await history.change({ method: 'squash' });
    const { sha } = await history.change({ method: 'squash' });
    // The queue moves the branch once: only its last commit was ever the head, and only that has runs.
    const onMain = activities.filter((one, index) => index >= before && one.ref === 'refs/heads/main');
    for (const one of onMain.slice(0, -1)) activities.splice(activities.indexOf(one), 1);
    const found = await judge(history, sha);
    expect(shown(found)).toEqual(['PASS']);
    expect(found.told('changes')).toContain('3 of 3 changes since');
    second.pull.reviews.length = 0;
    expect(shown(await judge(history, sha))).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
  });
});

describe('the configuration of the last verified deployment', () => {
  test('way 29: that it was another one is told loudly, and that it is the same is not', async () => {
    const { world } = history.github;
    await history.deployed((await history.change()).sha);
    const { sha } = await history.change();
    expect((await judge(history, sha)).told('changes')).toMatch(
      /THE CONFIGURATION HAS CHANGED since the last verified deployment: sha256 a{12} then, [0-9a-f]{12} now/,
    );
    const text = await world.git.run(['show', 'main:.github/countersign.yml']);
    const main = (await world.git.run(['rev-parse', 'main'])).trim();
    const policy = { path: 'c.yml', ref: 'main', commit: main, sha256: sha256(`${text.trimEnd()}\n`) };
    await history.deployed(sha, { record: { policy } });
    expect((await judge(history, (await history.change()).sha)).told('changes')).not.toContain('HAS CHANGED');
  });
});

describe('what was verified is shown by a record, not by a deployment', () => {
  test.each([
    ['no record', { record: null }, 'has no record of it'],
    [
      'a record of a failure',
      { record: { decision: { verdict: 'FAIL' as const, requirements: [], reasonCodes: [] } } },
      'its record says FAIL',
    ],
    ['a record of another application', { record: { application: 'other' } }, 'is for the application other'],
    [
      'a record of another commit',
      { record: { subject: { commit: '1'.repeat(40), tree: '2'.repeat(40), images: {} } } },
      'about another commit',
    ],
    ['no run', { payload: {} }, 'names no run'],
  ])('a deployment with %s is no beginning', async (_, deployed, words) => {
    const { sha: pushed } = await history.change();
    await history.deployed(pushed, deployed);
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['ERROR', 'COVERAGE_START_UNKNOWN']);
    expect(found.told('changes')).toContain(words);
  });

  test('a made-up deployment does not move the beginning: an older one that is shown does', async () => {
    await history.deployed((await history.change()).sha);
    const pushed = await direct();
    await history.deployed(pushed, { record: null });
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
  });

  test('deployments that failed, and those to other environments, are none', async () => {
    const { sha } = await history.change();
    await history.deployed(sha, { states: ['in_progress', 'failure'], record: null });
    await history.deployed(sha, { environment: 'beta' });
    const found = await judge(history, (await history.change()).sha);
    expect(found.told('changes')).toContain('FIRST DEPLOYMENT');
  });
});

describe('the configuration', () => {
  const configured = async (changes: string): Promise<void> => {
    await history[Symbol.asyncDispose]();
    history = await makeHistoryWorld(HISTORY_CONFIG.replace('title: Before,', `title: Before, changes: ${changes},`));
  };

  test('since: begins where it says', async () => {
    const pushed = await direct();
    const text = (since: string) =>
      HISTORY_CONFIG.replace('title: Before,', `title: Before, changes: { since: ${since} },`);
    await history.github.world.commit('main', { by: 'mallory', files: { '.github/countersign.yml': text(pushed) } });
    const found = await judge(history, (await history.change()).sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain('as configured');
  });

  test('after-merge, more approvals, and none', async () => {
    await configured('{ approvals: 2, after-merge: true }');
    await history.deployed((await history.change()).sha);
    const { pull } = await history.change({ approvals: ['ada'] });
    const { sha } = await history.change();
    expect((await judge(history, sha)).told('changes')).toContain('has 1 of 2 independent approvals');
    await history.github.world.addReview(pull, { by: 'grace', state: 'APPROVED' });
    expect(shown(await judge(history, sha))).toEqual(['PASS']);
    await configured('{ approvals: 0 }');
    expect((await judge(history, (await history.change()).sha)).of('changes')).toBe('absent');
  });

  test('asked for by name and without an environment it is an error, by default it is not asked', async () => {
    expect((await judge(history, (await history.change()).sha, { environment: undefined })).of('changes')).toBe(
      'absent',
    );
    await configured('{ approvals: 1 }');
    const found = await judge(history, (await history.change()).sha, { environment: undefined });
    expect(shown(found)).toEqual(['ERROR', 'INPUT_INVALID']);
  });
});

describe('many pull requests', () => {
  /** Calls that ten more changes cost. */
  async function tenMore(): Promise<number> {
    await history.deployed((await history.change()).sha);
    const calls = async (): Promise<number> => {
      const found = await judge(history, (await history.change()).sha);
      expect(shown(found)).toEqual(['PASS']);
      return found.calls;
    };
    await history.change();
    const few = await calls();
    for (let index = 0; index < 9; index += 1) await history.change();
    return (await calls()) - few;
  }

  test('cost one call each, for the log of its branch', async () => expect(await tenMore()).toBe(10), 60_000);

  test('cost three calls each where GraphQL is refused', async () => {
    history.github.faults.add({ operation: 'graphql', times: Number.POSITIVE_INFINITY, status: 403 });
    expect(await tenMore()).toBe(30);
  }, 60_000);

  test('that no list of the closed holds are found in one question; one without is asked for by itself', async () => {
    await history.deployed((await history.change()).sha);
    for (let index = 0; index < 3; index += 1) await history.change();
    const pushed = await direct();
    const { sha } = await history.change();
    history.github.faults.add({ operation: 'pulls/list', times: 9, status: 403 });
    const found = await judge(history, sha);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain(`1 of 5 changes since`);
    expect(found.told('changes')).toContain(pushed.slice(0, 12));
    expect(history.github.count('repos/list-pull-requests-associated-with-commit')).toBe(1);
    expect(history.github.count('pulls/list-reviews')).toBe(0);
  });

  test('are an error when GitHub fails in the middle of them', async () => {
    await history.deployed((await history.change()).sha);
    await history.change();
    const { sha } = await history.change();
    const { faults } = history.github;
    // The first question opens the gate.
    faults.add({ operation: 'graphql' });
    faults.add({ operation: 'graphql', times: 9, status: 500 });
    expect(shown(await judge(history, sha))).toEqual(['ERROR', 'LINK_UNPROVEN']);
  });
});

describe('a change request on another pull request', () => {
  const TEAM = HISTORY_CONFIG.replace('roles:\n', 'roles:\n  safety: { team: acme/safety }\n');

  async function objected(by: string, members?: readonly string[]): Promise<Answer> {
    await using other = await makeHistoryWorld(TEAM);
    if (members !== undefined) other.github.world.addTeam({ org: 'acme', slug: 'safety', members });
    await other.deployed((await other.change()).sha);
    const { pull } = await other.change();
    await other.github.world.addReview(pull, { by, state: 'CHANGES_REQUESTED' });
    const reads = { contents: 'read', 'pull-requests': 'read', actions: 'read', deployments: 'read' } as const;
    const token = other.github.tokenWith(members === undefined ? reads : { ...reads, members: 'read' });
    return await judge(other, (await other.change()).sha, { token });
  }

  test('blocks when its author belongs to the team of a role, which the checkpoint need not ask for', async () => {
    const found = await objected('grace', ['grace']);
    expect(shown(found)).toEqual(['FAIL', 'CHANGE_UNREVIEWED']);
    expect(found.told('changes')).toContain('grace');
  });

  test('of nobody who holds a role does not', async () =>
    expect(shown(await objected('mallory', ['grace']))).toEqual(['PASS']));

  test('of somebody who could hold one is an error while the team cannot be read', async () => {
    const found = await objected('grace');
    expect(shown(found)).toEqual(['ERROR', 'ROLE_UNRESOLVED']);
    expect(found.told('changes')).toContain('grace requested changes and could hold safety');
  });
});
