import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import { artifact, build, COMMIT, done, evidence, facts, file, images, NOW, record, rule } from './facts.ts';

const said = (given: GateFacts): string => {
  const { decision } = decide(given);
  return [decision.verdict, ...decision.reasonCodes].join(' ');
};

describe('evidence', () => {
  const judged = (change: Parameters<typeof evidence>[0], rules = rule()): string =>
    said(facts({ evidence: [evidence({ rule: rules, ...change })] }, { seats: [], evidence: [rules] }));
  const values = (failed: number) => ({ files: read([file({ kind: 'values', values: { failed } })]) });

  test('is a yes or a no by its expression', () => {
    expect(judged({})).toBe('PASS');
    expect(judged(values(1))).toBe('FAIL EVIDENCE_INSUFFICIENT');
    expect(judged({}, rule({ require: 'faild == 0' }))).toBe('ERROR EVIDENCE_EXPRESSION');
    const unreadable = read([file({ kind: 'unreadable', reason: 'no' })]);
    expect(judged({ files: unreadable })).toBe('ERROR EVIDENCE_UNREADABLE');
    expect(judged({ files: read([]) })).toBe('FAIL EVIDENCE_MISSING');
    expect(judged({ candidates: read([]) })).toBe('FAIL EVIDENCE_MISSING');
  });
  test('may be as old as max-age says, to the millisecond', () => {
    const at = (ms: number) => ({
      candidates: read([
        { artifact: artifact({ createdAt: new Date(Date.parse(NOW) - ms).toISOString() }), run: done() },
      ]),
    });
    const limited = rule({ maxAge: 60_000 });
    expect(judged(at(60_000), limited)).toBe('PASS');
    expect(judged(at(60_001), limited)).toBe('FAIL EVIDENCE_TOO_OLD');
    expect(judged(at(-600_000), limited)).toBe('ERROR EVIDENCE_TOO_OLD');
    const inRepository = rule({ maxAge: 60_000, source: { kind: 'repository', path: 'x.md' } });
    expect(judged({}, inRepository)).toBe('ERROR EVIDENCE_TOO_OLD');
  });
  test('the newest artifact counts, and when it cannot, no older one does', () => {
    const older = { artifact: artifact({ id: 1, createdAt: '2026-11-20T00:00:00Z' }), run: done() };
    const failed = { artifact: artifact({ id: 2, runId: 11 }), run: done({ id: 11, conclusion: 'failure' }) };
    expect(judged({ candidates: read([older, failed]) })).toBe('FAIL EVIDENCE_UNTRUSTED');
    expect(judged({ candidates: read([failed, older]) })).toBe('FAIL EVIDENCE_UNTRUSTED');
  });
  test.each([
    ['another commit', { headSha: 'b'.repeat(40) }, {}],
    ['a run of another commit', {}, { headSha: 'b'.repeat(40) }],
    ['a fork', { headRepositoryId: 1 }, {}],
    ['another repository', {}, { repositoryId: 1 }],
    ['a pull request, after the merge', {}, { event: 'pull_request' }],
    ['a comment', {}, { event: 'issue_comment' }],
    ['another run than it says', { runId: 12 }, {}],
  ])('of %s is none', (_, artifactChange, runChange) => {
    expect(judged({ candidates: read([{ artifact: artifact(artifactChange), run: done(runChange) }]) })).toBe(
      'FAIL EVIDENCE_MISSING',
    );
  });
  test.each([
    ['expired', { expired: true }, {}],
    ['without a digest', { digest: null }, {}],
    ['of a run that goes on', {}, { status: 'in_progress', conclusion: null }],
    ['of a run that was cancelled', {}, { conclusion: 'cancelled' }],
  ])('%s does not count', (_, artifactChange, runChange) => {
    expect(judged({ candidates: read([{ artifact: artifact(artifactChange), run: done(runChange) }]) })).toBe(
      'FAIL EVIDENCE_UNTRUSTED',
    );
  });
  test('of a run in a later attempt counts, and the attempt is told', () => {
    const later = { artifact: artifact(), run: done({ attempt: 3 }) };
    const given = facts({ evidence: [evidence({ candidates: read([later]) })] }, { seats: [], evidence: [rule()] });
    expect(decide(given).decision.requirements[0]?.observations[0]).toMatchObject({
      counted: true,
      why: expect.stringMatching(/its run is in attempt 3$/),
    });
  });
  test('of the run that decides counts while it goes on', () => {
    const own = {
      artifact: artifact({ runId: 4711 }),
      run: done({ id: 4711, status: 'in_progress', conclusion: null }),
    };
    expect(judged({ candidates: read([own]) })).toBe('PASS');
  });
});

describe('earlier records', () => {
  const after = { seats: [], after: ['VALIDATION-BUILD'] };
  const judged = (...candidates: ReturnType<typeof record>[]): string =>
    said(facts({ earlier: { 'VALIDATION-BUILD': read(candidates) } }, after));

  test('a PASS for the same subject becomes the previous record', () => {
    const given = facts({ earlier: { 'VALIDATION-BUILD': read([record()]) } }, after);
    expect(said(given)).toBe('PASS');
    expect(decide(given).previous).toBe('a'.repeat(64));
  });
  test('the newest counts', () => {
    const newer = { run: done({ id: 11 }) };
    expect(judged(record(), record({ verdict: 'FAIL' }, newer))).toBe('FAIL RECORD_NOT_PASS');
    expect(judged(record({ verdict: 'FAIL' }), record({}, newer))).toBe('PASS');
    expect(judged(record({ verdict: 'FAIL' }, { attempt: 2 }), record())).toBe('FAIL RECORD_NOT_PASS');
  });
  test.each([
    ['another commit', { subject: { commit: 'b'.repeat(40), tree: 'd'.repeat(40), images: {} } }],
    ['another tree', { subject: { commit: COMMIT, tree: 'b'.repeat(40), images: {} } }],
    ['another configuration', { policy: { ref: 'main', sha256: '0'.repeat(64) } }],
    ['the configuration of the change', { policy: { ref: 'workspace', sha256: 'f'.repeat(64) } }],
    ['another environment', { environment: 'staging' }],
    ['another checkpoint', { checkpoint: 'OTHER' }],
    ['another application', { application: 'other' }],
    ['another kind', { kind: 'build' }],
    ['another run', { runId: 99 }],
  ])('of %s does not count', (_, change) => {
    expect(judged(record(change))).toBe('FAIL RECORD_MISMATCH');
  });
  test('none, a foreign one, and one that cannot be read', () => {
    expect(judged()).toBe('FAIL RECORD_MISSING');
    expect(judged(record({}, { run: done({ headRepositoryId: 1 }) }))).toBe('FAIL RECORD_MISSING');
    const broken = { ...record(), record: unavailable('altered', 'RECORD_UNREADABLE') };
    expect(judged(broken)).toBe('ERROR RECORD_UNREADABLE');
  });
});

describe('the build', () => {
  test('gives the subject its images and is the first record', () => {
    const given = facts({ builds: read([build()]) }, { builds: 'required' });
    expect(decide(given)).toMatchObject({
      subject: { images },
      previous: 'b'.repeat(64),
      decision: { verdict: 'PASS' },
    });
  });
  test('has to be there for an environment, and in order when it is there', () => {
    expect(said(facts({}, { builds: 'required' }))).toBe('FAIL RECORD_MISSING');
    expect(said(facts({}, { builds: 'optional' }))).toBe('PASS');
    const workspace = build({ policy: { ref: 'workspace', sha256: 'f'.repeat(64) } });
    expect(said(facts({ builds: read([workspace]) }, { builds: 'optional' }))).toBe('FAIL RECORD_MISMATCH');
  });
  test('an earlier record about other images does not count', () => {
    const other = { backend: { name: 'ghcr.io/acme/backend', digest: `sha256:${'2'.repeat(64)}` as const } };
    const given = (subjectImages: typeof images) =>
      facts(
        {
          builds: read([build()]),
          earlier: {
            'VALIDATION-BUILD': read([
              record({ subject: { commit: COMMIT, tree: 'd'.repeat(40), images: subjectImages } }),
            ]),
          },
        },
        { after: ['VALIDATION-BUILD'] },
      );
    expect(said(given(images))).toBe('PASS');
    expect(said(given(other))).toBe('FAIL RECORD_MISMATCH');
  });
});
