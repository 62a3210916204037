import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type DecisionRecord, seal, sha256 } from '../../../../shared/domain/record.ts';

const RECORD: DecisionRecord = {
  schemaVersion: 1,
  kind: 'gate',
  tool: { name: 'countersign/action-validate', version: '0.1.0', dist: 'd'.repeat(64) },
  application: 'tracker',
  checkpoint: 'PRE',
  environment: 'production',
  policy: { path: '.github/countersign.yml', ref: 'main', commit: 'c'.repeat(40), sha256: 'e'.repeat(64) },
  subject: { commit: 'a'.repeat(40), tree: 'b'.repeat(40), images: {} },
  facts: { reviews: [] },
  decision: { verdict: 'PASS', requirements: [], reasonCodes: [] },
  previous: null,
  run: {
    repository: 'acme/tracker',
    id: 1,
    attempt: 1,
    workflow: 'deploy',
    actor: 'ada',
    url: 'https://github.com/acme/tracker',
  },
  decidedAt: '2026-01-02T03:04:05Z',
};

test('sha256 is the known one', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('keys are sorted and nothing is added: RFC 8785', () => {
  expect(canonicalJson({ b: 1.0, a: [1e21, '\u20ac', { d: null, c: true }] })).toBe(
    '{"a":[1e+21,"€",{"c":true,"d":null}],"b":1}',
  );
});

test('the order in which a value was made does not change its bytes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what JSON cannot say is refused', () => {
  expect(() => canonicalJson(undefined)).toThrow('without a JSON form');
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
});

test('a sealed record is its canonical text and the hash of it', () => {
  const sealed = seal(RECORD);
  expect(JSON.parse(sealed.text)).toEqual(RECORD);
  expect(sealed.sha256).toBe(sha256(sealed.text));
});

test('any change of a record changes its hash', () => {
  const changes: Partial<DecisionRecord>[] = [
    { checkpoint: 'POST' },
    { environment: null },
    { previous: 'f'.repeat(64) },
    { subject: { ...RECORD.subject, tree: 'c'.repeat(40) } },
    { decision: { ...RECORD.decision, verdict: 'FAIL' } },
    { policy: { ...RECORD.policy, ref: 'workspace' } },
  ];
  const hashes = changes.map((change) => seal({ ...RECORD, ...change }).sha256);
  expect(new Set([...hashes, seal(RECORD).sha256]).size).toBe(changes.length + 1);
});
