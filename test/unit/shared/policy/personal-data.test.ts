import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvidence } from '../../../../shared/policy/evidence-readers/registry.ts';
import { findPersonalData, showPersonalData } from '../../../../shared/policy/personal-data.ts';

const kinds = (text: string): readonly string[] => findPersonalData(text).map(({ kind }) => kind);

test.each([
  ['123-45-6789', 'social security number'],
  ['"ssn":"123-45-6789"', 'social security number'],
  ['MRN: 0012345', 'medical record number'],
  ['"mrn": "A1234567"', 'medical record number'],
  ['Medical Record Number 99887766', 'medical record number'],
  ['DOB 1980-02-29', 'date of birth'],
  ['"birthdate":"02/29/1980"', 'date of birth'],
  ['write to jane.doe+x@clinic.org today', 'e-mail address'],
  ['<jane@st-mary.hospital.uk>', 'e-mail address'],
  ['call (212) 555-0147', 'telephone number'],
  ['+1 212-555-0147', 'telephone number'],
])('%s looks like a %s', (text, kind) => expect(kinds(text)).toEqual([kind]));

test.each([
  '000-12-3456',
  '912-34-5678',
  '123-45-67890',
  '2026-11-22T10:00:00Z',
  'pkg:pypi/plotly@5.1.0',
  'foo@v1.2.3-alpha.beta',
  'git@github.com:acme/tracker.git',
  'ghcr.io/acme/backend@sha256:1111',
  'noreply@github.com',
  'ada@example.com',
  '4711+ada@users.noreply.github.com',
  'turn off the @Override.annotation here',
  'MRN is checked by 12 tests',
  '192.168.100.1234',
])('%s does not', (text) => expect(kinds(text)).toEqual([]));

test('is told by number and line, and never shown', () => {
  const found = findPersonalData('a\njane@clinic.org joe@clinic.org\n\n123-45-6789\njim@clinic.org\n');
  expect(showPersonalData(found)).toBe('1 × social security number (line 4), 3 × e-mail address (lines 2, 5)');
  const many = findPersonalData('jane@clinic.org\n'.repeat(9));
  expect(showPersonalData(many)).toBe('9 × e-mail address (lines 1, 2, 3, 4, 5 …)');
});

test('a value with personal data never gets into the record', () => {
  const read = (text: string, ...wanted: string[]) =>
    readEvidence('json', new TextEncoder().encode(text), new Set(wanted));
  const text = '{"failed":0,"patient":{"mail":["jane@clinic.org"]}}';
  expect(read(text, 'failed')).toEqual({ kind: 'values', values: { failed: 0 } });
  for (const name of ['patient', 'json']) {
    const reading = read(text, name);
    expect(reading).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('e-mail address') });
    expect(JSON.stringify(reading)).not.toContain('jane');
  }
});

test('large texts are read in one go', () => {
  for (const text of ['a'.repeat(2_000_000), '1'.repeat(2_000_000), '1-'.repeat(1_000_000), 'a@'.repeat(1_000_000)])
    expect(kinds(text)).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => Array.isArray(findPersonalData(text))),
  );
});
