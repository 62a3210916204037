import { expect, test } from 'vitest';
import { parseConfig } from '../../../../../shared/config/parse.ts';
import { UserError } from '../../../../../shared/domain/errors.ts';
import { EXAMPLE } from '../example.ts';

/** Messages about the example with an emergency role and these sections. */
function messages(sections: string): string[] {
  const text = EXAMPLE.replace(
    'evidence:',
    `  chief: { people: [{ id: 3, login: eve, name: Eve }], via: environment }\n  club: { team: acme/club, via: environment }\nevidence:`,
  ).replace('services:', `${sections}\nservices:`);
  try {
    parseConfig(text, 'c.yml');
    return [];
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown.places.map((place) => place.message);
    throw thrown;
  }
}

const DAY = 'overrides: { day: { lasts: 24h, sign-offs: [chief], validate-within: 3d } }';
const WINDOW = 'from: 2026-12-20T18:00:00+01:00, to: 2027-01-04T00:00:00Z, reason: holidays';

test('an override and a freeze that it may break', () => {
  expect(messages(`${DAY}\nfreeze: [{ ${WINDOW}, environments: [production], except: [day] }]`)).toEqual([]);
});

test.each([
  [DAY.replace('[chief]', '[ops]'), 'an override has no pull request that "ops" could review'],
  [DAY.replace('[chief]', '[{ any-of: [chief, ops] }]'), 'an override has no pull request that "ops" could review'],
  [DAY.replace('[chief]', '[club]'), 'teams cannot approve overrides; list the people of "club"'],
  [`freeze: [{ ${WINDOW}, except: [day] }]`, 'unknown override "day"; no override is defined'],
  [`${DAY}\nfreeze: [{ ${WINDOW}, except: [dya] }]`, 'unknown override "dya"; there is day'],
  [`freeze: [{ ${WINDOW}, environments: [prodution] }]`, 'did you mean "production"?'],
  [`freeze: [{ ${WINDOW.replace('2027-01', '2026-01')} }]`, 'the freeze ends before it begins'],
  [`freeze: [{ ${WINDOW.replace('2026-12-20', '2026-13-20')} }]`, 'there is no time 2026-13-20T18:00:00+01:00'],
  [`freeze: [{ ${WINDOW.replace('00:00Z', '00:00')} }]`, 'a time with its zone'],
  [`freeze: [{ ${WINDOW.replace(', reason: holidays', '')} }]`, 'reason'],
])('%s', (sections, words) => {
  const told = messages(sections);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(words);
});
