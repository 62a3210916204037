import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import type { Review } from '../../../shared/adapters/github/port.ts';
import { unavailable } from '../../../shared/domain/fact.ts';
import { person, review } from '../shared/policy/people.ts';
import { everything } from './everything.ts';

const verdict = (given: GateFacts): string => decide(given).decision.verdict;
const isYes = (given: GateFacts): boolean => verdict(given) === 'PASS';

test('with everything in order it is a yes', () => {
  const { decision } = decide(everything());
  expect(decision.requirements.filter(({ status }) => status !== 'SATISFIED')).toEqual([]);
  expect(decision.verdict).toBe('PASS');
  expect(decision.requirements.map(({ id }) => id)).toEqual([
    'record/build',
    'record/VALIDATION-BUILD',
    'evidence/tests',
    'sign-off/qa',
    'sign-off/team',
    'sign-off/release',
    'objections',
    'link',
    'changes',
    'promotion',
    'freeze',
  ]);
});

type Path = readonly (string | number)[];

/** Every place of a value, and how it is changed there. */
function places(value: unknown, wanted: (one: unknown) => boolean, path: Path = []): Path[] {
  const own = wanted(value) ? [path] : [];
  if (Array.isArray(value)) return [...own, ...value.flatMap((one, index) => places(one, wanted, [...path, index]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, one]) => places(one, wanted, [...path, key]))];
}

function changed<T>(value: T, path: Path, change: (one: unknown) => unknown): T {
  const [first, ...rest] = path;
  if (first === undefined) return change(value) as T;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? changed(one, rest, change) : one)) as T;
  const object = value as Record<string, unknown>;
  return { ...object, [first]: changed(object[first as string], rest, change) } as T;
}

const isRead = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'read' && 'value' in one;

const full = everything();
const read = places(full, isRead);

describe('a fact that was not read', () => {
  test('there are some', () => expect(read.length).toBeGreaterThan(15));
  test.each(read.map((path) => [path.join('.'), path] as const))('%s: no yes without it', (name, path) => {
    const { decision } = decide(changed(full, path, () => unavailable('GET …: 403')));
    expect(decision.verdict, name).toBe('ERROR');
    expect(decision.reasonCodes.length).toBeGreaterThan(0);
  });
});

/** Lists of which the order says nothing. */
const UNORDERED = [
  ['pullRequests', 'related', 'value'],
  ['pullRequests', 'reading', 'value', 'reviews'],
  ['pullRequests', 'reading', 'value', 'activity', 'value'],
  ['environmentReviews', 'value', 'reviews'],
  ['teams', 'team', 'value'],
  ['earlier', 'VALIDATION-BUILD', 'value'],
  ['builds', 'value'],
  ['evidence', 0, 'candidates', 'value'],
  ['history', 'between', 'value', 'commits'],
  ['history', 'changes'],
  ['overrides', 'found', 'value'],
] as const;

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((one, key) => (one as Record<string | number, unknown>)[key], value);

/** Facts that may be a yes or a no: some reviews more, some of the lists longer. */
const STATES = ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED'] as const;
const someReviews = fc.array(fc.tuple(fc.constantFrom(1, 2, 4, 5, 77, 901), fc.constantFrom(...STATES)), {
  maxLength: 6,
});
const some = someReviews.map((list): GateFacts => {
  const more = list.map(([id, state]): Review => review(person(id), state));
  return changed(full, ['pullRequests', 'reading', 'value', 'reviews'], (one) => [...(one as Review[]), ...more]);
});
const withReview = (given: GateFacts, one: Review): GateFacts =>
  changed(given, ['pullRequests', 'reading', 'value', 'reviews'], (list) => [...(list as Review[]), one]);

describe('for the whole decision', () => {
  test('the order of lists says nothing', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...UNORDERED), fc.infiniteStream(fc.nat()), (given, path, numbers) => {
        const order = new Map((at(given, path) as unknown[]).map((one) => [one, numbers.next().value ?? 0]));
        const sorted = (list: unknown): unknown =>
          (list as unknown[]).toSorted((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0));
        expect(verdict(changed(given, path, sorted))).toBe(verdict(given));
      }),
    );
  });

  test('names of accounts say nothing', () => {
    fc.assert(
      fc.property(some, fc.stringMatching(/^[a-z]{1,8}$/), (given, word) => {
        const reviewers = places(
          given.pullRequests,
          (one) => typeof one === 'object' && one !== null && 'submittedAt' in one,
        );
        const renamed = reviewers.reduce(
          (so, path) => changed(so, ['pullRequests', ...path, 'user', 'login'], () => `${word}-renamed`),
          given,
        );
        expect(verdict(renamed)).toBe(verdict(given));
      }),
    );
  });

  test('a comment changes nothing', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(1, 2, 4, 77), (given, id) => {
        expect(verdict(withReview(given, review(person(id), 'COMMENTED')))).toBe(verdict(given));
      }),
    );
  });

  test('a change request of a role holder makes no yes, whatever there was', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(1, 2, 4, 5), (given, id) => {
        expect(isYes(withReview(given, review(person(id), 'CHANGES_REQUESTED')))).toBe(false);
      }),
    );
  });

  test('what is not read any more turns no into yes never', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...read), (given, path) => {
        const without = changed(given, path, () => unavailable('GET …: 500'));
        expect(isYes(without) && !isYes(given)).toBe(false);
      }),
    );
  });

  test('some of these facts are a yes and some a no, so that this says something', () => {
    const sample = fc.sample(some, { numRuns: 200, seed: 1 }).map(isYes);
    expect(new Set(sample).size).toBe(2);
  });
});
