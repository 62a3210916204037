import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import type { Job } from '../../../shared/adapters/github/port.ts';
import { read } from '../../../shared/domain/fact.ts';
import type { Candidate } from '../../../shared/policy/evidence-source.ts';
import { artifact, done, evidence, facts, file, record, rule } from './facts.ts';

const MADE = '2026-11-21T11:30:00Z';
const job = (name: string, startedAt: string | null, completedAt: string | null): Job => ({
  name,
  startedAt,
  completedAt,
});
const time = (minutes: string): string => `2026-11-21T11:${minutes}:00Z`;

function judged(candidates: readonly Candidate[], more: Partial<GateFacts> = {}) {
  const one = evidence({ candidates: read(candidates) });
  const { decision } = decide(facts({ evidence: [one], ...more }, { evidence: [one.rule], seats: [] }));
  const found = decision.requirements.find(({ id }) => id === 'evidence/tests');
  return {
    said: `${found?.status} ${found?.code}: ${found?.seen}`,
    told: (found?.observations ?? []).map(({ counted, why }) => `${counted ? '+' : '-'} ${why}`),
    found,
  };
}
const made = (jobs: readonly Job[]): string =>
  judged([{ artifact: artifact({ createdAt: MADE }), run: done({ attempt: 2 }), jobs }]).said;

describe('which attempt made an artifact, by the times of the jobs', () => {
  const first = job('test', time('20'), time('40'));
  test.each<[string, readonly Job[], string]>([
    ['by a job that was not run again', [first, job('gate', time('50'), null)], 'SATISFIED OK'],
    ['by a job that was run again', [first, job('test', time('50'), null)], 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['by the second run of a job', [job('test', time('10'), time('15')), first], 'SATISFIED OK'],
    ['in the first second of a job', [job('test', MADE, time('40'))], 'SATISFIED OK'],
    ['in the last second of a job', [job('test', time('20'), MADE)], 'SATISFIED OK'],
    ['by a job that is going on', [job('test', time('20'), null)], 'SATISFIED OK'],
    ['before any job', [job('test', time('31'), time('40'))], 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['after every job', [job('test', time('20'), time('29'))], 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['while a job was waiting', [job('test', null, null)], 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['by no job that is known', [], 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    [
      'by either of two, one of which was run again',
      [first, job('lint', time('20'), time('40')), job('lint', time('50'), null)],
      'UNSATISFIED EVIDENCE_UNTRUSTED',
    ],
    ['by either of two, none of which was run again', [first, job('lint', time('20'), time('40'))], 'SATISFIED OK'],
  ])('%s', (_, jobs, expected) => expect(made(jobs)).toContain(expected));

  test('says which job and when', () => {
    expect(made([first, job('test', time('50'), null)])).toContain(
      `the newest artifact "tests": it was made before the job "test" was run again at ${time('50')}`,
    );
    expect(made([])).toContain(`no job of its run was going on when it was made at ${MADE}`);
  });

  test('a rerun is told, a first attempt is not', () => {
    expect(judged([{ artifact: artifact(), run: done({ attempt: 2 }) }]).told[0]).toContain('its run is in attempt 2');
    expect(judged([{ artifact: artifact(), run: done() }]).told[0]).not.toContain('attempt');
  });
});

describe('where an artifact comes from', () => {
  const of = (change: Parameters<typeof done>[0], more: Partial<GateFacts> = {}): string =>
    judged([{ artifact: artifact(), run: done(change) }], more).said;
  const open: Partial<GateFacts> = { run: { ...facts().run, event: 'pull_request' } };

  test.each(['push', 'merge_group', 'workflow_dispatch', 'schedule', 'release', 'repository_dispatch'])(
    '%s is trusted',
    (event) => expect(of({ event })).toContain('SATISFIED OK'),
  );
  test.each(['pull_request', 'pull_request_review'])(
    '%s is of the pull request, and counts before the merge',
    (event) => {
      expect(of({ event })).toContain('EVIDENCE_MISSING');
      expect(of({ event }, open)).toContain('SATISFIED OK');
    },
  );
  test.each(['pull_request_target', 'issue_comment', 'workflow_run'])('%s is anybody', (event) => {
    expect(of({ event })).toContain('EVIDENCE_MISSING');
    expect(of({ event }, open)).toContain('EVIDENCE_MISSING');
  });
  test('a run that has not ended, or not well, is none, except the one that decides', () => {
    expect(of({ status: 'in_progress' })).toContain('its run 10 has not ended (in_progress)');
    expect(of({ conclusion: 'failure' })).toContain('its run 10 ended with failure');
    expect(of({ conclusion: null })).toContain('its run 10 ended with no conclusion');
    const own = {
      artifact: artifact({ runId: 4711 }),
      run: done({ id: 4711, status: 'in_progress', conclusion: null, event: 'workflow_run' }),
    };
    expect(judged([own]).said).toContain('SATISFIED OK');
  });
  test('of two the newer counts, and of one second the one with the higher number', () => {
    const at = (id: number, createdAt: string) => ({ artifact: artifact({ id, createdAt }), run: done() });
    const seen = (...some: Candidate[]) => judged(some).found?.observations.find(({ counted }) => counted)?.what;
    expect(seen(at(1, time('10')), at(2, time('20')))).toContain('(2)');
    expect(seen(at(2, time('20')), at(1, time('10')))).toContain('(2)');
    expect(seen(at(3, time('10')), at(2, time('20')))).toContain('(2)');
    expect(seen(at(3, time('20')), at(2, time('20')))).toContain('(3)');
    expect(seen(at(2, time('20')), at(3, time('20')))).toContain('(3)');
  });
});

describe('what is asked of evidence is told', () => {
  test('all of it', () => {
    const all = rule({
      maxAge: 3_600_000,
      from: '.github/workflows/tests.yml',
      image: 'backend',
      refusePersonalData: true,
    });
    const one = evidence({ rule: all, files: read([file({ kind: 'values', values: { failed: 0 } })]) });
    const given = (rules: typeof all) =>
      decide(facts({ evidence: [{ ...one, rule: rules }] }, { evidence: [rules], seats: [] })).decision.requirements;
    expect(given(all).find(({ id }) => id === 'evidence/tests')?.needed).toBe(
      'failed == 0, not older than 1 h 0 min, about the image of backend, made by .github/workflows/tests.yml, without personal data',
    );
    const plain = given(rule()).find(({ id }) => id === 'evidence/tests');
    expect(plain).toMatchObject({ needed: 'failed == 0', whoCanFix: [], code: 'OK', links: ['https://x'] });
    const missing = judged([]).found;
    expect(missing).toMatchObject({ whoCanFix: ['whoever changes this commit or its workflows'], links: [] });
  });
  test('a file of the repository has no age', () => {
    const aged = rule({ source: { kind: 'repository', path: 'a.md' }, maxAge: 1 });
    const { decision } = decide(facts({ evidence: [evidence({ rule: aged })] }, { evidence: [aged], seats: [] }));
    expect(decision.requirements[0]?.seen).toContain('nobody can tell the age of a file in the repository');
  });
});

describe('records', () => {
  const following = (candidates: readonly ReturnType<typeof record>[]) => {
    const given = facts(
      { earlier: { 'VALIDATION-BUILD': read(candidates) } },
      { after: ['VALIDATION-BUILD'], seats: [] },
    );
    return decide(given).decision.requirements.find(({ id }) => id === 'record/VALIDATION-BUILD');
  };
  const no = { verdict: 'FAIL' as const };
  test('the newest run counts, then its newest attempt, then the newest artifact', () => {
    const status = (...some: ReturnType<typeof record>[]) => following(some)?.status;
    expect(status(record(no), record({}, { run: done({ id: 11 }) }))).toBe('SATISFIED');
    expect(status(record({}), record(no, { run: done({ id: 11 }) }))).toBe('UNSATISFIED');
    expect(status(record(no, { attempt: 1 }), record({}, { attempt: 2 }))).toBe('SATISFIED');
    expect(status(record({}, { attempt: 1 }), record(no, { attempt: 2 }))).toBe('UNSATISFIED');
    const newer = (one: ReturnType<typeof record>) => ({ ...one, artifact: { ...one.artifact, id: 999 } });
    expect(status(newer(record(no)), record({}))).toBe('UNSATISFIED');
    expect(status(record(no), newer(record({})))).toBe('SATISFIED');
  });
  test('one that was overridden says so, and one that was not does not', () => {
    expect(following([record({ overridden: ['sign-off/qa'] })])?.seen).toContain(
      'PASS with OVERRIDDEN sign-off/qa in run 10',
    );
    expect(following([record({})])?.seen).toMatch(/^PASS in run 10/);
    expect(following([record(no)])).toMatchObject({ status: 'UNSATISFIED', code: 'RECORD_NOT_PASS' });
    expect(following([])).toMatchObject({ status: 'UNSATISFIED', code: 'RECORD_MISSING' });
    expect(following([record({ application: 'other' })])).toMatchObject({
      status: 'UNSATISFIED',
      code: 'RECORD_MISMATCH',
    });
    const told =
      following([record({}), record({}, { run: done({ id: 9, event: 'issue_comment' }) })])?.observations ?? [];
    expect(told.map(({ why }) => why)).toEqual(['runs on the event issue_comment are not trusted']);
  });
});
