import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BranchActivity } from '../../../../shared/adapters/github/port.ts';
import { read } from '../../../../shared/domain/fact.ts';
import { freshnessOf, type HeadHistory } from '../../../../shared/policy/freshness.ts';
import { commit, HEAD, OLD, person, pull, review } from './people.ts';

const at = (second: number): string => new Date(1_700_000_000_000 + second * 1000).toISOString();
const OTHER = 'e'.repeat(40);

const activity = fc.array(
  fc
    .tuple(fc.constantFrom(HEAD, OLD, OTHER), fc.integer({ min: 0, max: 20 }))
    .map(([after, second]): BranchActivity => ({ after, at: at(second), type: 'push', by: null })),
  { maxLength: 6 },
);
const history = (log: readonly BranchActivity[]): HeadHistory => ({
  pull: pull(),
  commits: [commit()],
  activity: read(log),
  updates: {},
});
const approval = (about: string, second: number) =>
  review(person(1), 'APPROVED', {
    commit: about,
    tree: about === HEAD ? 'c'.repeat(40) : 'd'.repeat(40),
    submittedAt: at(second),
  });

const given = fc.tuple(activity, fc.constantFrom(HEAD, OLD), fc.integer({ min: 0, max: 21 }));

test('fresh without a role that tolerates more: about the head, and after its last push by GitHub', () => {
  fc.assert(
    fc.property(given, ([log, about, second]) => {
      const answer = freshnessOf(approval(about, second), history(log));
      const pushes = log.filter((one) => one.after === HEAD).map((one) => Date.parse(one.at));
      const after = pushes.length > 0 && pushes.every((push) => push < Date.parse(at(second)));
      expect(answer.kind === 'fresh' && answer.needs === 'none').toBe(about === HEAD && after);
    }),
    { numRuns: 1000 },
  );
});

test('the order of the log does not matter while no two entries have one second', () => {
  const distinct = given.filter(([log]) => new Set(log.map((one) => one.at)).size === log.length);
  fc.assert(
    fc.property(distinct, fc.func(fc.integer()), ([log, about, second], order) => {
      const shuffled = log.toSorted((left, right) => order(left) - order(right));
      const one = approval(about, second);
      expect(freshnessOf(one, history(shuffled))).toEqual(freshnessOf(one, history(log)));
    }),
  );
});

test('content that is other than the head is never fresh', () => {
  fc.assert(
    fc.property(given, ([log, , second]) => {
      expect(freshnessOf(approval(OLD, second), history(log)).kind).not.toBe('fresh');
    }),
  );
});
