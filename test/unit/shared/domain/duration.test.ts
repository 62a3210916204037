import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMs, showDuration } from '../../../../shared/domain/duration.ts';

test.each([
  ['0s', 0],
  ['250ms', 250],
  ['90s', 90_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['3d', 259_200_000],
])('%s is %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

test.each(['', '5', '5 m', '-5m', '1.5h', '5M', '5m ', '5m\n', '1e3s', '5min', '1234567890s'])(
  '%j is no duration',
  (text) => {
    expect(durationMs(text)).toBeUndefined();
  },
);

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [12_340, '12.3 s'],
  [245_000, '4 min 5 s'],
  [12_000_000, '3 h 20 min'],
])('%d ms is shown as %s', (ms, text) => expect(showDuration(ms)).toBe(text));

test('a longer duration never has a smaller number', () => {
  const unit = fc.constantFrom('ms', 's', 'm', 'h', 'd');
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), unit, (left, right, one) => {
      expect(
        Math.sign((durationMs(`${left}${one}`) ?? Number.NaN) - (durationMs(`${right}${one}`) ?? Number.NaN)),
      ).toBe(Math.sign(left - right));
    }),
  );
});
