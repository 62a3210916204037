import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignSeats } from '../../../../shared/policy/matching.ts';

/** Tries every way to give each seat a person of its own. */
function possible(candidates: readonly (readonly number[])[], used: ReadonlySet<number> = new Set()): boolean {
  const [first, ...rest] = candidates;
  if (first === undefined) return true;
  return first.some((one) => !used.has(one) && possible(rest, new Set([...used, one])));
}

const seats = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }), { maxLength: 6 });

test('all seats are filled iff trying every way fills them', () => {
  fc.assert(
    fc.property(seats, (candidates) => {
      const all = assignSeats(candidates).every((one) => one !== null);
      expect(all).toBe(possible(candidates));
    }),
    { numRuns: 2_000 },
  );
});

test('nobody takes two seats, and nobody a seat that is not theirs', () => {
  fc.assert(
    fc.property(seats, (candidates) => {
      const given = assignSeats(candidates);
      const people = given.filter((one) => one !== null);
      expect(new Set(people).size).toBe(people.length);
      given.forEach((one, seat) => {
        if (one !== null) expect(candidates[seat]).toContain(one);
      });
    }),
  );
});

test('a greedy choice is taken back when a later seat needs the person', () => {
  expect(assignSeats([[1, 2], [1]])).toEqual([2, 1]);
});
