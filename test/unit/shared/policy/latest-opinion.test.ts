import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../../../shared/adapters/github/port.ts';
import { latestOpinions } from '../../../../shared/policy/latest-opinion.ts';
import { person, review } from './people.ts';

const state = (reviews: readonly Review[], id = 1): string | undefined => latestOpinions(reviews).latest.get(id)?.state;

describe('the latest opinionated review of each person counts', () => {
  test('a change request after an approval', () => {
    expect(state([review(person(1), 'APPROVED'), review(person(1), 'CHANGES_REQUESTED')])).toBe('CHANGES_REQUESTED');
  });
  test('a comment or an unsubmitted review changes nothing', () => {
    const pending = review(person(1), 'PENDING', { submittedAt: null });
    expect(state([review(person(1), 'APPROVED'), review(person(1), 'COMMENTED'), pending])).toBe('APPROVED');
  });
  test('a dismissal does not bring an older approval back', () => {
    expect(state([review(person(1), 'APPROVED'), review(person(1), 'DISMISSED')])).toBe('DISMISSED');
  });
  test('the id decides when two have the same time', () => {
    const at = { submittedAt: '2026-01-01T00:00:00Z' };
    const [first, second] = [review(person(1), 'APPROVED', at), review(person(1), 'CHANGES_REQUESTED', at)];
    expect(state([second, first])).toBe('CHANGES_REQUESTED');
  });
  test('a review without a time can only take a yes away', () => {
    const undated = review(person(1), 'CHANGES_REQUESTED', { submittedAt: null });
    expect(state([undated, review(person(1), 'APPROVED')])).toBe('CHANGES_REQUESTED');
  });
  test('one account is one person, whatever its login is at the time', () => {
    const { latest } = latestOpinions([review(person(1, 'ada'), 'APPROVED'), review(person(1, 'Ada2'), 'APPROVED')]);
    expect([...latest.keys()]).toEqual([1]);
  });
});

test('deleted accounts and bots are nobody, and are listed', () => {
  const bot = { ...person(5, 'robot'), type: 'Bot' as const };
  const { latest, passedOver } = latestOpinions([review(null, 'APPROVED'), review(bot, 'APPROVED')]);
  expect(latest.size).toBe(0);
  expect(passedOver.map((one) => one.why)).toEqual([
    'the account is deleted; the review belongs to nobody',
    'bot accounts cannot sign',
  ]);
});

const STATES = ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING'] as const;
const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...STATES)), { maxLength: 8 });

test('the order of the list does not matter, and every review is accounted for', () => {
  fc.assert(
    fc.property(
      some.chain((list) => {
        const reviews = list.map(([id, kind]) => review(person(id), kind));
        return fc.tuple(fc.constant(reviews), fc.shuffledSubarray(reviews, { minLength: reviews.length }));
      }),
      ([reviews, shuffled]) => {
        const [left, right] = [latestOpinions(reviews), latestOpinions(shuffled)];
        expect(new Map(right.latest)).toEqual(new Map(left.latest));
        expect(left.latest.size + left.passedOver.length).toBe(reviews.length);
      },
    ),
  );
});
