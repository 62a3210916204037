import { describe, expect, test } from 'vitest';
import { LEAD, lead, startGate } from './gate.ts';

const yes = 'SATISFIED OK';

describe('an approval is of the head', () => {
  test('that GitHub pushed before it was submitted', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    expect(await gate.judge()).toMatchObject({ verdict: 'PASS', of: { 'sign-off/lead': yes } });
  });

  test('way 1: an approval that GitHub re-points to a later head is not one of that head', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const review = await gate.approve('ada');
    review.commit = await gate.push({ 'a.txt': 'something else\n' });
    const answer = await gate.judge();
    expect(answer.of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
    expect(answer.told).toMatch(/submitted at .*, not after the head [0-9a-f]{12} was pushed at/);
  });

  test('way 2: dates in a commit prove nothing: a push with a date of last year is still of today', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    const review = await gate.approve('ada');
    const tree = await world.git.run(['rev-parse', 'feature^{tree}']);
    const env = { GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z' };
    const person = {
      GIT_AUTHOR_NAME: 'l',
      GIT_AUTHOR_EMAIL: 'linus@example.com',
      GIT_COMMITTER_NAME: 'l',
      GIT_COMMITTER_EMAIL: 'linus@example.com',
    };
    const sha = await world.git.run(['commit-tree', tree, '-p', 'feature', '-m', 'old'], {
      env: { ...env, ...person },
    });
    await world.push('feature', sha, { by: 'linus' });
    review.commit = sha;
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
  });

  test('way 2, way 3: a review may name any commit: submitted now, about an older one, it is no approval of the head', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const old = await gate.head();
    await gate.push({ 'a.txt': 'something else\n' });
    await gate.approve('ada', { commit: old });
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_COMMIT');
    gate.pull.reviews.length = 0;
    await gate.approve('ada', { commit: null });
    expect((await gate.judge()).told).toContain('the commit that it is about is gone');
  });

  test('way 5: a commit with the same files is the same content', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const old = await gate.head();
    await gate.push({});
    await gate.approve('ada', { commit: old });
    expect(await gate.judge()).toMatchObject({ verdict: 'PASS' });
  });

  test('way 1: a push time that cannot be read is an error, not a yes and not a no', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    gate.github.faults.add({ operation: 'repos/list-activities', times: 9, status: 403 });
    const answer = await gate.judge();
    expect(answer).toMatchObject({ verdict: 'ERROR', of: { 'sign-off/lead': 'ERROR SIGNOFF_PUSH_UNKNOWN' } });
    gate.github.faults.clear();
    gate.github.world.activities.length = 0;
    expect(await gate.judge()).toMatchObject({ verdict: 'ERROR', codes: ['SIGNOFF_PUSH_UNKNOWN'] });
  });

  test('way 1: pushed away and back, the head is as new as its last push', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const first = await gate.head();
    await gate.push({ 'a.txt': 'bad\n' });
    const review = await gate.approve('ada');
    await gate.github.world.push('feature', first, { by: 'linus' });
    review.commit = first;
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
  });

  test('a branch that is restored after the merge does not make the head newer', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    const head = await gate.head();
    await gate.github.world.merge(gate.pull, { by: 'linus' });
    await gate.github.world.push('feature', gate.repository.head, { by: 'linus' });
    await gate.github.world.push('feature', head, { by: 'linus' });
    expect((await gate.judge()).of['sign-off/lead']).toBe(yes);
  });
});

describe('carry-over is the choice of a role', () => {
  const rewritten = async (carryOver: string) => {
    await using gate = await startGate(lead(`carry-over: ${carryOver}`), 'lead');
    await gate.approve('ada');
    await gate.push({});
    return await gate.judge();
  };
  test('way 5: same-tree: an approval survives a commit that changes no file', async () => {
    expect((await rewritten('same-tree')).of['sign-off/lead']).toBe(yes);
    const strict = await rewritten('none');
    expect(strict.of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
    expect(strict.told).toContain('has the same tree');
  });

  test('way 5: same-tree: not when the approval cannot have been of that commit', async () => {
    await using gate = await startGate(lead('carry-over: same-tree'), 'lead');
    const first = await gate.head();
    await gate.push({ 'a.txt': 'bad\n' });
    const review = await gate.approve('ada');
    await gate.github.world.push('feature', first, { by: 'linus' });
    review.commit = first;
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
  });

  /** Merges main into the branch as the update button does; `evil` puts a change of its own into the merge. */
  async function update(gate: Awaited<ReturnType<typeof startGate>>, evil: boolean): Promise<void> {
    const { world } = gate.github;
    await world.commit('main', { by: 'grace', files: { 'base.txt': 'newer\n' } });
    const tree = (await world.git.run(['merge-tree', '--write-tree', 'feature', 'main'])).split('\n')[0] ?? '';
    const env = {
      GIT_AUTHOR_NAME: 'l',
      GIT_AUTHOR_EMAIL: 'linus@example.com',
      GIT_COMMITTER_NAME: 'GitHub',
      GIT_COMMITTER_EMAIL: 'noreply@github.com',
    };
    const merge = ['commit-tree', tree, '-p', 'feature', '-p', 'main', '-m', "Merge branch 'main' into feature"];
    const clean = await world.git.run(merge, { env });
    if (!evil) return world.push('feature', clean, { by: 'linus' });
    const smuggled = await world.commit('smuggle', { by: 'linus', parent: clean, files: { 'a.txt': 'evil\n' } });
    const other = await world.git.run(['rev-parse', `${smuggled}^{tree}`]);
    const sha = await world.git.run(['commit-tree', other, '-p', 'feature', '-p', 'main', '-m', 'Merge'], { env });
    return world.push('feature', sha, { by: 'linus' });
  }

  test('way 4: clean-update: a merge of the base that git makes again just so carries the approval', async () => {
    for (const [carryOver, expected] of [
      ['clean-update', yes],
      ['same-tree', 'UNSATISFIED SIGNOFF_STALE_COMMIT'],
      ['none', 'UNSATISFIED SIGNOFF_STALE_COMMIT'],
    ] as const) {
      await using gate = await startGate(lead(`carry-over: ${carryOver}`), 'lead');
      await gate.approve('ada');
      await update(gate, false);
      expect((await gate.judge()).of['sign-off/lead']).toBe(expected);
    }
  });

  test('way 4: clean-update: a merge in which somebody had a hand carries nothing', async () => {
    await using gate = await startGate(lead('carry-over: clean-update'), 'lead');
    await gate.approve('ada');
    await update(gate, true);
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_STALE_COMMIT');
  });
});

describe('after the merge', () => {
  test('way 23: an approval counts only where the role says so', async () => {
    for (const [settings, expected] of [
      ['after-merge: false', 'UNSATISFIED SIGNOFF_AFTER_MERGE'],
      ['after-merge: true', yes],
    ] as const) {
      await using gate = await startGate(lead(settings), 'lead');
      await gate.github.world.merge(gate.pull, { by: 'linus' });
      await gate.approve('ada');
      expect((await gate.judge()).of['sign-off/lead']).toBe(expected);
    }
  });

  test('way 23: approving once more does not undo what was signed before', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    await gate.github.world.merge(gate.pull, { by: 'linus' });
    await gate.approve('ada');
    expect((await gate.judge()).of['sign-off/lead']).toBe(yes);
  });

  test('way 23: a change request or a dismissal counts at once', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const review = await gate.approve('ada');
    await gate.github.world.merge(gate.pull, { by: 'linus' });
    gate.github.world.dismissReview(review);
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
    await gate.github.world.addReview(gate.pull, { by: 'grace', state: 'CHANGES_REQUESTED' });
    expect((await gate.judge()).of['objections']).toBe('UNSATISFIED SIGNOFF_OBJECTION');
  });
});
