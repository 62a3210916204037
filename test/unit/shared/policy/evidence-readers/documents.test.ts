import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../../../../shared/policy/expression.ts';
import { changed, digestsIn, fixture, readingOf, valuesOf } from './fixtures.ts';

describe('validation-document', () => {
  const document = fixture('validation.md');
  const holds = (text: string, expression: string, now: string): unknown => {
    const reading = readingOf('validation-document', text);
    if (reading.kind !== 'values') return reading.reason;
    const times = new Set(['last_validated', 'next_validation']);
    return evaluateExpression(expression, reading.values, Date.parse(now), times);
  };
  test('reads the three lines; comments and code say nothing', () => {
    expect(valuesOf('validation-document', document)).toEqual({
      status: 'Compliant',
      last_validated: '2024-12-24T00:00:00Z',
      next_validation: '2024-12-31T23:59:59Z',
    });
  });
  test('is valid until the end of the day in UTC', () => {
    const require = 'status == "Compliant" && last_validated <= now && next_validation >= now';
    expect(holds(document, require, '2024-12-31T23:59:59Z')).toEqual({ kind: 'answer', holds: true });
    expect(holds(document, require, '2025-01-01T00:00:00Z')).toEqual({ kind: 'answer', holds: false });
    expect(holds(document, require, '2024-12-23T23:59:59Z')).toEqual({ kind: 'answer', holds: false });
    expect(holds(document, 'next_validation - now > duration("24h")', '2024-12-30T00:00:00Z')).toEqual({
      kind: 'answer',
      holds: true,
    });
  });
  test('reads dates in words', () => {
    const text = 'Validation Status: Compliant\nNext Validation: December 31, 2024\n';
    expect(valuesOf('validation-document', text)).toMatchObject({ next_validation: '2024-12-31T23:59:59Z' });
  });
  test('a date that is not there is not known', () => {
    expect(holds('Validation Status: Compliant', 'next_validation >= now', '2024-01-01T00:00:00Z')).toMatchObject({
      kind: 'none',
    });
  });
  test.each([
    [
      'no status',
      changed(document, 'Validation Status: Compliant', 'Compliance: Verified'),
      'no line "Validation Status',
    ],
    ['a status in code only', '```\nValidation Status: Compliant\n```\n', 'no line "Validation Status'],
    ['a status in a comment only', '<!--\nValidation Status: Compliant\n-->\n', 'no line "Validation Status'],
    ['a status twice', `${document}\nValidation Status: Suspended\n`, 'twice'],
    ['a status without a value', 'Validation Status:\n', 'no value'],
    ['a day that is none', changed(document, '2024-12-31\n\n<', '2024-02-30\n\n<'), 'not a day'],
    ['a date the other way round', changed(document, '2024-12-31\n\n<', '31.12.2024\n\n<'), 'not a day'],
    ['the next validation before the last', changed(document, '2024-12-31\n\n<', '2024-12-01\n\n<'), 'is before'],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('validation-document', text)).toContain(reason));
});

// in-toto Statement v1 with the predicate test-result/v0.1, bare, in DSSE, and in a Sigstore bundle 0.3.
describe('dsse', () => {
  const statement = fixture('statement.json');
  const envelope = fixture('dsse.json');
  test.each([
    ['statement.json', 0],
    ['dsse.json', 1],
    ['sigstore-bundle.json', 1],
  ])('%s: type, subjects and predicate', (name, signatures) => {
    const digest = `sha256:${'1'.repeat(64)}`;
    expect(digestsIn('dsse', fixture(name))).toEqual([digest]);
    expect(valuesOf('dsse', fixture(name), 'predicate', 'digests')).toEqual({
      predicate_type: 'https://in-toto.io/attestation/test-result/v0.1',
      subjects: 1,
      signatures,
      digests: [digest],
      predicate: { result: 'PASSED', passedTests: ['a'], failedTests: [] },
    });
  });
  test('the predicate is kept only when it is looked at', () => {
    expect(valuesOf('dsse', statement)).not.toHaveProperty('predicate');
  });
  test.each([
    ['an envelope without signatures', changed(envelope, /"signatures": \[[^\]]*\]/, '"signatures": []'), 'signatures'],
    ['another payload', changed(envelope, 'vnd.in-toto+json', 'json'), 'its payload is not'],
    ['a payload that is not base64', changed(envelope, '"payload": "', '"payload": "*'), 'payload'],
    [
      'a payload that is no statement',
      changed(envelope, /"payload": "[^"]*"/, '"payload": "e30="'),
      'not an in-toto statement',
    ],
    ['a statement without subjects', changed(statement, /"subject": \[[\s\S]*?\n {2}\]/, '"subject": []'), 'subject'],
    ['a digest that is none', changed(statement, '"1111', '"zzzz'), 'digest'],
    ['another document', '{"a":1}', 'not a DSSE envelope'],
    ['lines of JSON', `${JSON.stringify(JSON.parse(envelope))}\n`.repeat(2), 'not JSON'],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('dsse', text)).toContain(reason));
});

describe('Markdown', () => {
  test.each([
    ['too long', `- [x] a\n${'x'.repeat(200_000)}`, 'at most 200000 of Markdown'],
    ['lists in lists', `${'- '.repeat(20)}[x] a`, 'nested 20 deep'],
    ['quotations in quotations', `- [x] a\n\n${'>'.repeat(50_000)}`, 'nested 20 deep'],
  ])('%s is no evidence', (_, text, reason) => {
    expect(valuesOf('checklist', text)).toContain(reason);
    expect(valuesOf('validation-document', text)).toContain(reason);
  });
  test('a ruler and an indented list are usual', () => {
    expect(valuesOf('checklist', `- [x] a\n  - [ ] b\n\n${'-'.repeat(60)}\n> > quoted\n`)).toMatchObject({ total: 2 });
  });
});
