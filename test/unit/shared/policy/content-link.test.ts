import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Commit } from '../../../../shared/adapters/github/port.ts';
import { read, unavailable } from '../../../../shared/domain/fact.ts';
import { isUpToDate, judgeLink } from '../../../../shared/policy/content-link.ts';
import { firstParents, landingOf } from '../../../../shared/policy/landing.ts';
import { commit, pull } from './people.ts';

const sha = (number: number): string => number.toString(16).padStart(40, '0');
const tree = (number: number): string => (1_000 + number).toString(16).padStart(40, 'e');

/** Commits one after another from `from` on, oldest first; their trees and messages count up too. */
const line = (from: number, count: number, parent: string, email = 'w@example.com'): Commit[] =>
  Array.from({ length: count }, (_, index) =>
    commit({
      sha: sha(from + index),
      tree: tree(from + index),
      parents: [index === 0 ? parent : sha(from + index - 1)],
      authorEmail: email,
      message: `Part ${index}`,
    }),
  );

const BEFORE = sha(1);
const proposed = line(100, 2, sha(0));
const landed = commit({ sha: sha(9), tree: tree(9), parents: [BEFORE, sha(101)] });
const link = (change: Partial<Parameters<typeof judgeLink>[0]> = {}) =>
  judgeLink({
    landing: { commits: [landed], before: BEFORE },
    pull: pull({ head: sha(101) }),
    proposed,
    remade: read(tree(9)),
    ...change,
  }).kind;

describe('a link is proved by trees', () => {
  test('by the merge that was made again', () => {
    expect(link()).toBe('proved');
    expect(link({ remade: read(tree(8)) })).toBe('broken');
    expect(link({ remade: read(null) })).toBe('broken');
    expect(link({ remade: undefined })).toBe('unproven');
    expect(link({ remade: unavailable('no git', 'LINK_UNPROVEN') })).toBe('unproven');
  });

  test('by the head when it was up to date, whatever was made again', () => {
    const own = line(100, 2, BEFORE);
    expect(isUpToDate(BEFORE, own)).toBe(true);
    expect(link({ proposed: own })).toBe('broken');
    const same = commit({ sha: sha(9), tree: tree(101), parents: [BEFORE] });
    expect(link({ proposed: own, landing: { commits: [same], before: BEFORE }, remade: undefined })).toBe('proved');
  });

  test('never without the head, or without anything before', () => {
    expect(link({ pull: pull({ head: sha(77) }) })).toBe('unproven');
    expect(link({ landing: { commits: [landed], before: null } })).toBe('broken');
    expect(link({ landing: { commits: [], before: BEFORE } })).toBe('broken');
  });
});

describe('what a pull request became', () => {
  const rebased = line(200, 3, BEFORE).toReversed();

  test('a rebase is as many commits as it had, with the same authors and messages', () => {
    const found = landingOf(rebased, line(300, 3, sha(0)));
    expect(found.commits).toHaveLength(3);
    expect(found.before).toBe(BEFORE);
  });

  test.each([
    ['another author', line(300, 3, sha(0), 'other@example.com')],
    ['one more', line(300, 4, sha(0))],
    ['none', []],
  ])('with %s it is one commit', (_, own) => {
    const found = landingOf(rebased, own);
    expect(found.commits).toHaveLength(1);
    expect(found.before).toBe(sha(201));
  });

  test('a commit that somebody put between is never swallowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (count, at) => {
        const own = line(300, count, sha(0));
        const chain = line(200, count, BEFORE).toReversed();
        const stranger = commit({
          sha: sha(999),
          parents: [BEFORE],
          message: 'Straight to main',
          authorEmail: 'm@x.y',
        });
        const index = 1 + (at % count);
        const mixed = [...chain.slice(0, index), stranger, ...chain.slice(index)];
        return !landingOf(mixed, own).commits.includes(stranger);
      }),
    );
  });
});

test('first parents end where the known commits end, and never go in circles', () => {
  const known = line(1, 5, sha(0));
  const [first] = known;
  const last = known.at(-1) ?? landed;
  expect(firstParents(last, known).map((one) => one.sha)).toEqual([5, 4, 3, 2, 1].map(sha));
  const circle = first === undefined ? [] : [{ ...first, parents: [last.sha] }, ...known.slice(1)];
  expect(firstParents(last, circle)).toHaveLength(5);
});
