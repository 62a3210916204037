import { describe, expect, test } from 'vitest';
import { evaluateExpression, pathsOf, shownValues, type Values } from '../../../../shared/policy/expression.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const answer = (expression: string, values: Values): unknown => {
  const result = evaluateExpression(expression, values, NOW);
  return result.kind === 'answer' ? result.holds : result.reason;
};

describe('an expression answers yes or no', () => {
  test.each<[string, Values, boolean]>([
    ['total > 0 && failed == 0', { total: 5, failed: 0 }, true],
    ['failed / total < 0.05', { failed: 40, total: 100 }, false],
    ['failed / total < 0.05', { failed: 4, total: 100 }, true],
    ['m.a * 2 < 3 && m.a * 1.5 > 1 && 2 - m.a >= 1', { m: { a: 1 } }, true],
    ['json["p95-ms"] < 200', { json: { 'p95-ms': 120.5 } }, true],
    ['some.all(x, x > 0) && some[0] == 1 && size(some) == 2', { some: [1, 2] }, true],
    ['json["type"] != "error"', { json: { type: 'error' } }, false],
    ['has(m.a) ? m["a"] == 1 : false', { m: { a: 1 } }, true],
    ['timestamp(next) >= now', { next: '2026-02-01T00:00:00Z' }, true],
    ['timestamp(next) >= now', { next: '2025-02-01T00:00:00Z' }, false],
    ['status == "ok" && status.startsWith("o")', { status: 'ok' }, true],
    ['value < 1e-10 || value > 1e21', { value: 0.5 }, false],
    ['total == 0 || failed / total < 0.1', { total: 0, failed: 0 }, true],
    ['!(a == 4) && -a < 0 && a in [5] && {"k": a}["k"] == 5', { a: 5 }, true],
  ])('%s %j', (expression, values, expected) => {
    expect(answer(expression, values)).toBe(expected);
  });
});

describe('what has no answer is never a yes', () => {
  test.each<[string, Values, string]>([
    ['totl > 0', { total: 1 }, 'Unknown variable: totl'],
    ['totl > 0 || true', { total: 1 }, 'Unknown variable: totl'],
    ['m.missing > 0 || true', { m: { a: 1 } }, 'No such key: missing'],
    ['!(failed / total > 0.05)', { failed: 0, total: 0 }, 'division by zero'],
    ['1 / 0 > 1 || true', {}, 'division by zero'],
    ['failed / total > 0.0', { failed: 1, total: 0.0 }, 'division by zero'],
    ['total', { total: 1 }, 'the answer is not yes or no but number'],
    ['"true"', {}, 'the answer is not yes or no but string'],
    ['status > 1', { status: 'x' }, 'no such overload: dyn<string> > int'],
    ['status / 2 > 1', { status: 'x' }, 'only finite numbers can be divided'],
    ['total ==', { total: 1 }, 'Unexpected token: EOF'],
    ['', {}, 'Unexpected token: EOF'],
    ['type != "error"', { type: 'error' }, '"type" is a word of the language; write json["type"]'],
    ['constructor == 1', {}, 'Unknown variable: constructor'],
    ['m.constructor != 1', { m: {} }, 'No such key: constructor'],
  ])('%s %j', (expression, values, reason) => {
    expect(answer(expression, values)).toBe(reason);
  });
});

test('a value cannot take the place of the clock', () => {
  expect(answer('timestamp("2025-12-31T00:00:00Z") < now', { now: 0 })).toBe(true);
});

test('the values that were looked at are shown, by path', () => {
  expect(pathsOf('latency.p95 < 200 && failed == 0')).toEqual(['latency.p95', 'failed']);
  expect(
    shownValues('latency.p95 < 200 && failed == 0', { latency: { p95: 12, name: 'x' }, failed: 1, other: 2 }),
  ).toBe('latency.p95 = 12, failed = 1');
});
