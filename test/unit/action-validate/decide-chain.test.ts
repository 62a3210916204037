import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import type { RecordCandidate } from '../../../shared/policy/earlier-record.ts';
import { missingLinks } from '../../../shared/policy/record-chain.ts';
import { build, COMMIT, done, facts, NOW, record, TREE } from './facts.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const C = 'c'.repeat(64);

/** Decides a checkpoint after VALIDATION-BUILD, whose record names `previous`, with other records of the commit. */
function judged(previous: string | null, chain: readonly RecordCandidate[], about: Parameters<typeof record>[0] = {}) {
  const given = facts(
    {
      earlier: { 'VALIDATION-BUILD': read([record({ previous, ...about })]) },
      ...(chain.length > 0 ? { chain: read(chain) } : {}),
    },
    { seats: [], after: ['VALIDATION-BUILD'] },
  );
  const { decision } = decide(given);
  return { said: [decision.verdict, ...decision.reasonCodes].join(' '), seen: decision.requirements[0]?.seen ?? '' };
}

/** A record before VALIDATION-BUILD, under its own hash. */
const first = (
  change: Parameters<typeof record>[0] = {},
  at: Parameters<typeof record>[1] = { run: done({ id: 9 }) },
) => record({ checkpoint: 'FIRST', sha256: B, ...change }, at);

describe('the chain of records', () => {
  test('holds when every record that is named is there', () => {
    expect(judged(null, []).said).toBe('PASS');
    expect(judged(B, [first()]).said).toBe('PASS');
    expect(judged(B, [first({ previous: C }), first({ sha256: C }, { run: done({ id: 8 }) })]).said).toBe('PASS');
  });
  test('is looked up among the builds as well', () => {
    const given = facts(
      { earlier: { 'VALIDATION-BUILD': read([record({ previous: B })]) }, builds: read([build()]) },
      { seats: [], after: ['VALIDATION-BUILD'] },
    );
    expect(decide(given).decision.verdict).toBe('PASS');
  });
  test('a link that is gone or was altered breaks it, at any depth', () => {
    expect(judged(B, [])).toMatchObject({
      said: 'FAIL RECORD_CHAIN',
      seen: expect.stringContaining('gone or was altered'),
    });
    expect(judged(B, [first({ sha256: C })]).said).toBe('FAIL RECORD_CHAIN');
    expect(judged(B, [first({ previous: C })]).said).toBe('FAIL RECORD_CHAIN');
  });
  test('a link that may be one that cannot be read is an error', () => {
    const broken = { ...first(), record: unavailable('expired', 'RECORD_UNREADABLE') };
    expect(judged(B, [broken])).toMatchObject({
      said: 'ERROR RECORD_CHAIN',
      seen: expect.stringContaining('cannot be read'),
    });
  });
  test('records that could not be listed are an error', () => {
    const given = facts(
      { earlier: { 'VALIDATION-BUILD': read([record({ previous: B })]) }, chain: unavailable('403') },
      { seats: [], after: ['VALIDATION-BUILD'] },
    );
    expect(decide(given).decision.verdict).toBe('ERROR');
  });
  test.each([
    ['is FAIL', { verdict: 'FAIL' }],
    ['is for the application other', { application: 'other' }],
    ['about another commit or tree', { subject: { commit: 'f'.repeat(40), tree: TREE, images: {} } }],
    ['about another commit or tree', { subject: { commit: COMMIT, tree: 'f'.repeat(40), images: {} } }],
    ['was decided later', { decidedAt: new Date(Date.parse(NOW) + 1).toISOString() }],
  ] as const)('a link that %s breaks it', (words, change) => {
    expect(judged(B, [first(change)])).toMatchObject({
      said: 'FAIL RECORD_CHAIN',
      seen: expect.stringContaining(words),
    });
  });
  test('a link of a fork breaks it', () => {
    expect(judged(B, [first({}, { run: done({ id: 9, headRepositoryId: 1 }) })]).said).toBe('FAIL RECORD_CHAIN');
  });
  test('a circle, which hashes do not allow, ends', () => {
    expect(judged(B, [first({ previous: A })]).said).toBe('ERROR RECORD_CHAIN');
  });
  test('only links that are not there yet are asked for', () => {
    expect(missingLinks([record({ previous: B }), first()])).toEqual([]);
    expect(missingLinks([record({ previous: B }), first({ previous: C })])).toEqual([C]);
  });
});
