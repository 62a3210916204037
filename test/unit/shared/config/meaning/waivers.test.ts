import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../shared/config/parse.ts';

const config = (waiver: string, more = 'build: { context: a }', image = 'r/a') =>
  parseConfig(
    `version: 1\napplication: t\nservices:\n  a: { image: "${image}", ${more}, waivers: [${waiver}] }\n`,
    'c.yml',
  );
const waiver = (change: Record<string, string> = {}) =>
  `{ ${Object.entries({ rule: 'setuid/file', owner: 'ops', reason: 'needed', expires: '2027-02-28', ...change })
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

test('a waiver with a real day is taken', () => {
  expect(config(waiver({ at: 'usr/bin/*' })).services?.['a']?.waivers).toMatchObject([{ expires: '2027-02-28' }]);
});

describe('refused, at its place', () => {
  test.each([
    [{ expires: '2027-02-29' }, 'there is no day 2027-02-29'],
    [{ expires: '2027-13-01' }, 'there is no day 2027-13-01'],
    [{ expires: 'never' }, 'a day such as 2027-03-31'],
    [{ rule: 'setuid' }, 'a rule such as setuid/file'],
    [{ owner: '""' }, 'owner'],
    [{ reason: '" "' }, 'reason'],
    [{ until: '2027-01-01' }, 'unknown key "until"'],
  ])('%j', (change, message) => expect(() => config(waiver(change))).toThrow(message));

  test('of a service that is not built here', () => {
    const image = `r/a@sha256:${'a'.repeat(64)}`;
    expect(() => config(waiver(), 'external: true', image)).toThrow('there is nothing to waive');
  });
});
