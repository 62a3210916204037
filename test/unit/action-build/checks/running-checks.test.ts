import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../../../action-build/checks/catalogue.ts';
import type { CheckId } from '../../../../action-build/checks/check.ts';
import { decideChecks } from '../../../../action-build/decide.ts';
import { matrixTable } from '../../../../action-build/run/matrix-table.ts';
import type { EdgeFact, Ran, RunFact } from '../../../../action-build/run/run-facts.ts';
import { serviceFacts } from '../make.ts';
import { ran } from '../run/ran.ts';

const RUNTIME = CHECKS.filter(({ unreadable }) => unreadable === 'SANDBOX_UNAVAILABLE');

const answer = (id: CheckId, run: RunFact) => {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return check.run(serviceFacts({ run }));
};
const rules = (run: RunFact) =>
  RUNTIME.flatMap((check) => {
    const result = check.run(serviceFacts({ run }));
    return result.status === 'fail' ? result.findings.map(({ rule }) => rule) : [];
  });
/** What holds back, without a finding. */
const open = (run: RunFact) =>
  RUNTIME.map((check) => [check.id, check.run(serviceFacts({ run })).status]).filter(([, s]) => s === 'not-run');

const edge = (change: Partial<EdgeFact>): EdgeFact => ({
  to: 'db',
  port: 5432,
  by: 'name',
  declared: true,
  open: true,
  why: '',
  ...change,
});
const ended: Ran['course'] = {
  kind: 'ended',
  exitCode: 1,
  oomKilled: false,
  seconds: 0.4,
  lastLines: ['no such file'],
};

describe('findings', () => {
  const cases: readonly (readonly [string, Partial<Ran>, readonly string[]])[] = [
    ['all good', {}, []],
    ['ended after it was ready', { course: ended, stop: null, restart: null }, ['run/ended']],
    [
      'refused by the engine',
      { course: { kind: 'refused', why: 'no such file' }, ready: null, attempts: null },
      ['run/refused'],
    ],
    [
      'a command before it failed',
      {
        course: { kind: 'before-failed', command: 'migrate', exitCode: 1, lastLines: [] },
        ready: null,
        attempts: null,
      },
      ['run/before'],
    ],
    [
      'killed for memory',
      { course: { ...ended, oomKilled: true }, stop: null, restart: null },
      ['run/ended', 'memory/killed'],
    ],
    ['a process of it killed for memory', { memory: { peak: 1, kills: 1, why: '' } }, ['memory/killed']],
    ['late', { ready: { reached: false, seconds: 30, why: 'HTTP 503' } }, ['ready/late']],
    ['sick', { health: 'unhealthy' }, ['ready/health']],
    ['never asked for its health', { health: 'starting' }, ['ready/health']],
    ['silent', { outputLines: 0 }, ['output/none']],
    ['hidden port', { listening: ['8000/tcp', '9229/tcp'] }, ['ports/hidden']],
    ['port of EXPOSE on which nothing listens', { exposed: ['8000/tcp', '9000/tcp'] }, ['ports/silent']],
    ['the same port of another protocol', { listening: ['8000/tcp', '8000/udp'] }, ['ports/hidden']],
    ['asked for a name', { attempts: { names: ['x.example'], addresses: [], outside: true } }, ['egress/name']],
    ['tried an address', { attempts: { names: [], addresses: ['1.1.1.1:53'], outside: true } }, ['egress/address']],
    ['sent a packet', { attempts: { names: [], addresses: [], outside: true } }, ['egress/packet']],
    ['declared but closed', { edges: [edge({ open: false, why: 'ECONNREFUSED' })] }, ['edges/closed']],
    ['open by address', { edges: [edge({ declared: false, by: 'address' })] }, ['edges/open']],
    ['killed', { stop: { seconds: 10.1, exitCode: 137 } }, ['stop/killed']],
    ['ended with an error', { stop: { seconds: 1, exitCode: 1 } }, ['stop/error']],
    ['did not come back', { restart: { reached: false, seconds: 30, why: 'x' } }, ['restart/failed']],
    [
      'a test failed',
      { tests: [{ id: 'a', exitCode: 1, seconds: 1, why: '', lastLines: ['AssertionError'] }] },
      ['integration/failed'],
    ],
    [
      'a test was not run',
      { tests: [{ id: 'a', exitCode: null, seconds: 0, why: 'x', lastLines: [] }] },
      ['integration/failed'],
    ],
  ];
  test.each(cases)('%s', (_, change, expected) => expect(rules(ran(change))).toEqual(expected));

  test.each([0, 130, 131, 143])('exit code %i is a clean end', (exitCode) => {
    expect(rules(ran({ stop: { seconds: 1, exitCode } }))).toEqual([]);
  });
});

describe('no answer is never a yes', () => {
  test('a service that was not ready has no answer where readiness is needed', () => {
    const run = ran({ ready: { reached: false, seconds: 30, why: 'x' }, stop: null, restart: null, listening: null });
    expect(open(run).map(([id]) => id)).toEqual(['output', 'stop', 'restart', 'ports', 'edges']);
  });
  test('memory that nobody can read', () => {
    expect(answer('memory', ran({ memory: { peak: null, kills: 0, why: 'no cgroup' } }))).toMatchObject({
      status: 'not-run',
      seen: 'not run: no cgroup',
    });
  });
  test('a sandbox that cannot be had is an ERROR, a dependency that fails its own checks a FAIL', () => {
    const verdict = (run: RunFact) => decideChecks({ services: [serviceFacts({ run })], day: '2026-11-22' });
    expect(verdict(ran())).toMatchObject({ verdict: 'PASS' });
    expect(verdict({ kind: 'blocked', why: 'arm64', by: null })).toMatchObject({
      verdict: 'ERROR',
      reasonCodes: ['SANDBOX_UNAVAILABLE'],
    });
    expect(verdict({ kind: 'blocked', why: 'db ended', by: 'db' })).toMatchObject({
      verdict: 'FAIL',
      reasonCodes: ['CHECK_NOT_RUN'],
    });
    expect(open({ kind: 'none' })).toHaveLength(RUNTIME.length);
  });
  test('what is not asked says so', () => {
    const results = RUNTIME.map((check) => check.run(serviceFacts({ run: { kind: 'not-asked' } })));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['not-asked']));
    expect(results[0]?.seen).toContain('no run.ready');
    expect(answer('memory', ran({ rules: { ...ran().rules, memory: null } })).status).toBe('not-asked');
    const loud = ran({
      attempts: { names: ['x'], addresses: [], outside: true },
      rules: { ...ran().rules, egress: 'any' },
    });
    expect(answer('egress', loud).status).toBe('not-asked');
  });
});

describe('the matrix', () => {
  test('one row for each caller, one column for each port, what is declared in bold', () => {
    const edges = [
      edge({}),
      edge({ to: 'web', port: 80, declared: false, open: false }),
      edge({ to: 'web', port: 80, declared: false, open: true, by: 'address' }),
    ];
    const table = matrixTable({ services: [serviceFacts({ run: ran({ edges }) })] }) ?? '';
    expect(table.split('\n')).toEqual([
      '| From | `db:5432` | `web:80` |',
      '| --- | --- | --- |',
      '| backend | ✅ **open** | ❌ open |',
    ]);
  });
  test('nothing to show', () => {
    expect(matrixTable({ services: [serviceFacts({ run: ran() }), serviceFacts()] })).toBeUndefined();
  });
});
