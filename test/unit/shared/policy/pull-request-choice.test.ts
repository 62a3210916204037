import { describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../../shared/adapters/github/port.ts';
import { choosePullRequest, type PullRequestQuery } from '../../../../shared/policy/pull-request-choice.ts';
import { HEAD, OLD, pull } from './people.ts';

const MERGE = 'f'.repeat(40);
const merged = (change: Partial<PullRequest> = {}): PullRequest =>
  pull({ state: 'closed', mergedAt: '2026-01-01T00:00:00Z', mergeCommit: MERGE, ...change });
const choose = (related: readonly PullRequest[], change: Partial<PullRequestQuery> = {}) =>
  choosePullRequest(related, { commit: MERGE, base: null, number: null, ...change });

describe('the pull request that made a commit', () => {
  test('is the one whose merge commit it is, wherever it stands in the list', () => {
    const others = [pull({ number: 1 }), merged({ number: 2, mergeCommit: OLD }), pull({ number: 3, state: 'closed' })];
    const choice = choose([...others, merged()]);
    expect(choice).toMatchObject({ kind: 'merged', pull: { number: 7 } });
    expect(choice.observations.map((one) => one.why)).toEqual([
      `it is not merged and its head is ${HEAD.slice(0, 12)}`,
      `its merge made ${OLD.slice(0, 12)}, not this commit`,
      'it was closed without a merge',
    ]);
  });
  test('has to go into the branch that was pushed', () => {
    expect(choose([merged({ base: 'develop' })], { base: 'main' }).kind).toBe('missing');
  });
  test('is not guessed when two fit', () => {
    expect(choose([merged(), merged({ number: 8 })])).toMatchObject({ kind: 'ambiguous' });
  });
  test('a rebase whose last commit is another one does not fit', () => {
    expect(choose([merged({ mergeCommit: null })]).kind).toBe('missing');
  });
  test('none at all says so', () => {
    expect(choose([])).toEqual({
      kind: 'missing',
      why: expect.stringContaining('no pull request made commit'),
      observations: [],
    });
  });
});

describe('before the merge', () => {
  const commit = HEAD;
  test('it is the open one whose head the commit is', () => {
    expect(choose([pull()], { commit })).toMatchObject({ kind: 'open' });
    expect(choose([pull({ head: OLD })], { commit }).kind).toBe('missing');
  });
  test('and the one of the event when two have the same head', () => {
    const two = [pull(), pull({ number: 8 })];
    expect(choose(two, { commit }).kind).toBe('ambiguous');
    expect(choose(two, { commit, number: 8 })).toMatchObject({ kind: 'open', pull: { number: 8 } });
  });
  test('a merged one goes before an open one', () => {
    expect(choose([pull({ number: 8, head: MERGE }), merged()])).toMatchObject({ kind: 'merged', pull: { number: 7 } });
  });
});
