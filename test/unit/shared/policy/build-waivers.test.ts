import { describe, expect, test } from 'vitest';
import { readWaivers } from '../../../../shared/adapters/record-waivers.ts';
import type { Json } from '../../../../shared/domain/json.ts';
import { judgeWaivers } from '../../../../shared/policy/build-waivers.ts';

const WAIVER = { rule: 'setuid/file', at: 'usr/bin/su', owner: 'ops', reason: 'terminal', expires: '2026-11-22' };
const facts = { services: [{ service: 'backend', asked: { waivers: [WAIVER] } }] };

const waiversOf = (from: Json) => {
  const found = readWaivers(from);
  if (found.kind === 'unavailable') throw new Error(found.reason);
  return found.value;
};

describe('waivers of the images', () => {
  const judged = (time: string) => judgeWaivers(waiversOf(facts), Date.parse(time))[0];
  test('count to the end of their last day, in UTC, and are told in full', () => {
    expect(judged('2026-11-22T23:59:59Z')).toMatchObject({
      status: 'SATISFIED',
      seen: 'backend: setuid/file at usr/bin/su, ops until 2026-11-22 (terminal)',
    });
    expect(judged('2026-11-23T00:00:00Z')).toMatchObject({
      status: 'UNSATISFIED',
      code: 'WAIVER_INVALID',
      whoCanFix: ['ops'],
    });
  });
  test('do not count while no time is known', () => {
    expect(judged('no time')).toMatchObject({
      status: 'UNSATISFIED',
      seen: expect.stringContaining('GitHub told no time'),
    });
  });
  test('none: nothing is asked', () => {
    expect(judgeWaivers([], Number.NaN)).toEqual([]);
    expect(waiversOf({ services: [] })).toEqual([]);
  });
  test.each([
    null,
    { made: 'without services' },
    { services: {} },
    { services: [{ service: 'a' }] },
    { services: [{ service: 'a', asked: { waivers: [{ ...WAIVER, expires: 'soon' }] } }] },
  ])('%j is no form that is known', (unknown) => {
    expect(() => waiversOf(unknown)).toThrow();
  });
});
