import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import { read } from '../../../shared/domain/fact.ts';
import { artifact, build, done, evidence, facts, file, images, NOW, rule } from './facts.ts';

type Change = Parameters<typeof evidence>[0];
type Rule = ReturnType<typeof rule>;

function judged(change: Change, rules: Rule, more: Parameters<typeof facts>[0] = {}) {
  const given = facts({ evidence: [evidence({ rule: rules, ...change })], ...more }, { seats: [], evidence: [rules] });
  const { decision } = decide(given);
  const result = decision.requirements.find(({ id }) => id === 'evidence/tests');
  return { said: [decision.verdict, ...decision.reasonCodes].join(' '), ...result };
}

describe('from: the only workflow that is believed', () => {
  const WORKFLOW = '.github/workflows/tests.yml';
  const only = rule({ from: WORKFLOW });
  const made = (path: string, id = 10, createdAt = '2026-11-21T11:30:00Z') => ({
    artifact: artifact({ id, runId: id, createdAt }),
    run: done({ id, path }),
  });
  test.each([
    [WORKFLOW, 'PASS'],
    [`${WORKFLOW}@refs/heads/main`, 'PASS'],
    ['.github/workflows/other.yml', 'FAIL EVIDENCE_MISSING'],
    ['.github/workflows/other.yml@.github/workflows/tests.yml', 'FAIL EVIDENCE_MISSING'],
    [`other/${WORKFLOW}`, 'FAIL EVIDENCE_MISSING'],
  ])('%s: %s', (path, verdict) => {
    expect(judged({ candidates: read([made(path)]) }, only).said).toBe(verdict);
  });
  test('a newer artifact of another workflow does not take its place, and is told', () => {
    const candidates = read([made(WORKFLOW), made('.github/workflows/other.yml', 11, '2026-11-21T11:59:00Z')]);
    const result = judged({ candidates }, only);
    expect(result.said).toBe('PASS');
    expect(JSON.stringify(result.observations)).toContain('other.yml made it, not .github/workflows/tests.yml');
    expect(judged({ candidates }, rule()).said).toBe('PASS');
  });
  test('it binds the run that decides, too', () => {
    const own = { artifact: artifact({ runId: 4711 }), run: done({ id: 4711, path: '.github/workflows/deploy.yml' }) };
    expect(judged({ candidates: read([own]) }, only).said).toBe('FAIL EVIDENCE_MISSING');
  });
});

describe('image: the evidence is about what goes out', () => {
  const scan = rule({ format: 'trivy', require: 'critical == 0', image: 'backend' });
  const digest = images.backend.digest;
  const about = (...digests: readonly string[]) => file({ kind: 'values', values: { critical: 0 }, digests });
  const built = { builds: read([build()]) };
  const files = (...all: ReturnType<typeof file>[]): Change => ({ files: read(all) });
  test('a scan of the pushed digest counts, of another one not', () => {
    expect(judged(files(about(digest)), scan, built).said).toBe('PASS');
    expect(judged(files(about(`sha256:${'9'.repeat(64)}`, digest)), scan, built).said).toBe('PASS');
    expect(judged(files(about(`sha256:${'9'.repeat(64)}`)), scan, built)).toMatchObject({
      said: 'FAIL EVIDENCE_OTHER_IMAGE',
      seen: `junit.xml is about sha256:${'9'.repeat(64)}, and backend is ${digest}`,
    });
  });
  test('a scan that names no digest, or no image to compare with, does not count', () => {
    expect(judged(files(about()), scan, built)).toMatchObject({
      said: 'FAIL EVIDENCE_OTHER_IMAGE',
      seen: `junit.xml names no image by its digest, and backend is ${digest}`,
    });
    expect(judged(files(file({ kind: 'values', values: { critical: 0 } })), scan, built).said).toBe(
      'FAIL EVIDENCE_OTHER_IMAGE',
    );
    expect(judged(files(about(digest)), scan).said).toBe('FAIL EVIDENCE_OTHER_IMAGE');
    expect(judged(files(about(digest)), { ...scan, image: 'frontend' }, built).said).toBe('FAIL EVIDENCE_OTHER_IMAGE');
    expect(judged(files(about(digest)), { ...scan, image: 'constructor' }, built).said).toBe(
      'FAIL EVIDENCE_OTHER_IMAGE',
    );
  });
  test('every one of several files has to be', () => {
    expect(judged(files(about(digest), about(`sha256:${'9'.repeat(64)}`)), scan, built).said).toBe(
      'FAIL EVIDENCE_OTHER_IMAGE',
    );
  });
});

describe('several files', () => {
  const some = (...failed: readonly number[]): Change => ({
    files: read(failed.map((one) => file({ kind: 'values', values: { failed: one, total: 2 } }))),
  });
  test('are one piece of evidence', () => {
    expect(judged(some(0, 0), rule({ require: 'failed == 0 && total == 4' }))).toMatchObject({
      said: 'PASS',
      seen: 'failed = 0, total = 4, 2 files',
    });
    expect(judged(some(0, 0), rule({ require: 'files == 2' })).said).toBe('PASS');
    expect(judged(some(0, 0), rule({ require: 'files == 3' })).said).toBe('FAIL EVIDENCE_INSUFFICIENT');
    expect(judged(some(0, 1, 0), rule()).said).toBe('FAIL EVIDENCE_INSUFFICIENT');
  });
  test('one that cannot be read is an error that names it', () => {
    const bad = file({ kind: 'unreadable', reason: 'it is empty' }, { path: 'b/junit.xml' });
    const good = file({ kind: 'values', values: { failed: 0 } });
    expect(judged({ files: read([good, bad]) }, rule())).toMatchObject({
      said: 'ERROR EVIDENCE_UNREADABLE',
      seen: 'b/junit.xml in artifact tests: it is empty',
    });
  });
  test('of a format that cannot be added up are an error', () => {
    const one = file({ kind: 'values', values: { failed: 0 } });
    expect(judged({ files: read([one, one]) }, rule({ format: 'json' })).said).toBe('ERROR EVIDENCE_UNREADABLE');
  });
});

describe('personal data', () => {
  const personal = [{ kind: 'e-mail address', count: 2, lines: [3, 9] }];
  const found: Change = { files: read([file({ kind: 'values', values: { failed: 0 } }, { personal })]) };
  test('is told where it is, and refused when the configuration says so', () => {
    expect(judged(found, rule())).toMatchObject({
      said: 'PASS',
      seen: 'failed = 0; careful: junit.xml has what looks like 2 × e-mail address (lines 3, 9)',
    });
    expect(judged(found, rule({ refusePersonalData: true })).said).toBe('FAIL EVIDENCE_PERSONAL_DATA');
    expect(judged({}, rule({ refusePersonalData: true })).said).toBe('PASS');
  });
});

describe('time', () => {
  test('dates of a validation document are compared with now', () => {
    const truth = rule({ format: 'validation-document', require: 'next_validation >= now' });
    const until = (next_validation: string): Change => ({
      files: read([file({ kind: 'values', values: { next_validation } })]),
    });
    expect(judged(until(NOW), truth).said).toBe('PASS');
    expect(judged(until('2026-11-21T11:59:59Z'), truth).said).toBe('FAIL EVIDENCE_INSUFFICIENT');
    expect(judged(until('soon'), truth).said).toBe('ERROR EVIDENCE_EXPRESSION');
  });
  test("is GitHub's own where it told one, not the runner's", () => {
    const limited = rule({ maxAge: 3_600_000 });
    expect(judged({}, limited, { apiTime: NOW }).said).toBe('PASS');
    const setBack = { now: '2026-11-21T11:31:00.000Z', apiTime: '2026-11-23T11:31:00.000Z' };
    expect(judged({}, limited, setBack).said).toBe('FAIL EVIDENCE_TOO_OLD');
  });
});

describe('signed-by: the attestation is signed by a key that is known', () => {
  const ONE = { kind: 'values', values: { subjects: 1 } } as const;
  const signed = rule({ format: 'dsse', require: 'subjects > 0', signedBy: ['a key'] });
  const attestation = (change: Partial<ReturnType<typeof file>> = {}) => read([{ ...file(ONE), ...change }]);

  test('counts, and says which', () => {
    const result = judged({ files: attestation({ signature: { kind: 'verified', key: 'abc' } }) }, signed);
    expect([result.said, result.seen]).toEqual(['PASS', 'subjects = 1; signed by key abc']);
    expect(result.needed).toContain('signed by a key of signed-by');
  });

  test.each([
    ['by none of them', { signature: { kind: 'unverified', why: 'no key' } } as const],
    ['that nobody has looked at', {}],
  ])('one %s does not', (_, change) => {
    expect(judged({ files: attestation(change) }, signed).said).toBe('FAIL EVIDENCE_UNSIGNED');
    const both = read([
      { ...file(ONE), signature: { kind: 'verified', key: 'a' } as const },
      { ...file(ONE), ...change },
    ]);
    expect(judged({ files: both }, signed).said).toBe('FAIL EVIDENCE_UNSIGNED');
  });

  test('without keys it counts, and the record says that nobody has verified it', () => {
    const open = rule({ format: 'dsse', require: 'subjects > 0' });
    const result = judged({ files: attestation() }, open);
    expect([result.said, result.seen]).toEqual(['PASS', 'subjects = 1; its signature is not verified (no signed-by)']);
  });
});
