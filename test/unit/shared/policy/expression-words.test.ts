import { describe, expect, test } from 'vitest';
import { evaluateExpression, shownValues } from '../../../../shared/policy/expression.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const answer = (text: string, values = {}, now = NOW, times = new Set<string>()) => {
  const found = evaluateExpression(text, values, now, times);
  return found.kind === 'answer' ? found.holds : found.reason;
};

describe('whole numbers and decimals', () => {
  test.each([
    ['2 * 1.5 == 3.0', true],
    ['1.5 * 2 == 3.0', true],
    ['2 + 0.5 == 2.5', true],
    ['0.5 + 2 == 2.5', true],
    ['2 - 0.5 == 1.5', true],
    ['0.5 - 2 == -1.5', true],
    ['n / 2 > 0.4 && n / 2 < 0.6', true],
    ['7 % 2 == 1', true],
    ['1 <= 1 && 2 >= 2 && 1 != 2', true],
    ['"a" + "b" == "ab"', true],
    ['1.0 == 1.0', true],
    ['1e3 > 999.0', true],
    ['[1, 2].size() == 2', true],
    ['{"a": 1}["a"] == 1', true],
    ['!(1 > 2) ? true : false', true],
    ['-n < 0', true],
  ])('%s', (text, expected) => expect(answer(text, { n: 1 })).toBe(expected));

  test('what is no number is not divided', () => {
    expect(answer('a / 2 > 1', { a: '4' })).toContain('only finite numbers can be divided');
    expect(answer('a / 0 > 1', { a: 4 })).toContain('division by zero');
  });
});

test('an answer is yes or no', () => {
  expect(answer('n', { n: 1 })).toContain('the answer is not yes or no but');
  expect(evaluateExpression('n', { n: 1 }, NOW).kind).toBe('none');
  expect(evaluateExpression('missing > 1', {}, NOW)).toMatchObject({
    kind: 'none',
    reason: expect.stringContaining('missing'),
  });
  expect(evaluateExpression('1 +', {}, NOW).kind).toBe('none');
});

test('names that are words of the language are not taken for it', () => {
  expect(answer('int > 1', { int: 2 })).toBe('"int" is a word of the language; write json["int"]');
  expect(answer('json["the-name"] == 1 && other == 2', { json: { 'the-name': 1 }, 'the-name': 1, other: 2 })).toBe(
    true,
  );
});

test('times are times, and without a time of now nothing is compared with it', () => {
  const values = { next: '2026-12-01T00:00:00Z' };
  const times = new Set(['next']);
  expect(answer('next > now', values, NOW, times)).toBe(true);
  expect(answer('next > now', values, Date.parse('2027-01-01T00:00:00Z'), times)).toBe(false);
  expect(answer('next > now', values, Number.NaN, times)).toBe('it asks for now, and GitHub told no time');
  expect(answer('n == 1', { n: 1 }, Number.NaN)).toBe(true);
  expect(answer('next > now', { next: 'soon' }, NOW, times)).toBe('next is not a time');
});

test('the values that are looked at are shown, and nothing else', () => {
  const values = { failed: 2, latency: { p95: 210.5, none: null }, list: [1], secret: 'x' };
  expect(shownValues('failed == 0 && latency.p95 < 200 && latency.none == null', values)).toBe(
    'failed = 2, latency.p95 = 210.5, latency.none = null',
  );
  expect(shownValues('latency == list && gone > 1 && latency.p95.more > 1', values)).toBe('');
});
