import { describe, expect, test } from 'vitest';
import { decideOutcome, decide as decideRollback } from '../../../../action-rollback/decide.ts';
import type { RollbackFacts } from '../../../../action-rollback/facts.ts';
import { decide } from '../../../../action-validate/decide.ts';
import { gateRecord } from '../../../../action-validate/record.ts';
import { parseSignOffs } from '../../../../action-validate/simulation.ts';
import { replayPage, replayRecord } from '../../../../scripts/policy/replay.ts';
import { simulateRecord, simulationPage } from '../../../../scripts/policy/simulate.ts';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { type DecisionRecord, seal } from '../../../../shared/domain/record.ts';
import type { StepOutcome } from '../../../../shared/domain/release.ts';
import { exampleRecord } from '../../../fakes/record.ts';
import { evidence, facts, reading, rule } from '../../action-validate/facts.ts';
import { person, review, role } from '../../shared/policy/people.ts';

const { tool, run } = exampleRecord();
const context = {
  repository: run.repository,
  runId: run.id,
  runAttempt: run.attempt,
  workflow: run.workflow,
  actor: run.actor,
  serverUrl: 'https://github.com',
} as Parameters<typeof gateRecord>[2]['context'];

/** A record as the gate writes it. */
function gate(...given: Parameters<typeof facts>): DecisionRecord {
  const made = facts(...given);
  return gateRecord(made, decide(made), { context, tool });
}

const asked = () => gate({ evidence: [evidence()] }, { evidence: [rule()] });

describe('replay', () => {
  test('the same facts give the same decision, to the last character', () => {
    const sealed = seal(asked());
    const replayed = replayRecord(sealed.text);
    expect(replayed).toMatchObject({ kind: 'identical', sha256: sealed.sha256 });
    expect(replayPage('r.json', replayed)).toMatch(/^r\.json: IDENTICAL\n.*\n {2}PASS, decided/);
  });

  test('a verdict that the facts do not give is seen, also in a record that is sealed', () => {
    const refused = gate({ pullRequests: { ...facts().pullRequests, reading: null } });
    const forged = { ...refused, decision: { ...asked().decision } };
    const replayed = replayRecord(seal(forged).text);
    expect(replayed.kind).toBe('different');
    expect(replayPage('r.json', replayed)).toContain('! verdict: recorded PASS, now ERROR');
  });

  test.each([
    ['images', { subject: exampleRecord().subject }, 'subject'],
    ['the record before', { previous: '9'.repeat(64) }, 'previous'],
  ])('%s that do not follow from the facts are seen', (_, change, word) => {
    const replayed = replayRecord(seal({ ...asked(), ...change }).text);
    expect(replayPage('r.json', replayed)).toContain(`! ${word}: recorded`);
  });

  test.each([
    ['a text that is not canonical', () => `${seal(asked()).text}\n`, 'canonical'],
    ['something else', () => '{"kind":"gate"}', 'not a record'],
    ['facts that nobody can decide', () => seal({ ...asked(), facts: { odd: 1 } }).text, 'cannot be decided'],
    ['facts of another kind', () => seal({ ...asked(), kind: 'rollback' }).text, 'cannot be decided'],
  ])('%s is not replayed', (_, text, words) => {
    const replayed = replayRecord(text());
    expect(replayed.kind).toBe('unusable');
    expect(replayPage('r.json', replayed)).toContain(words);
  });
});

describe('a rollback', () => {
  const entry = { number: 1, status: 'verified' as const, commit: 'c', createdAt: 'then', restores: null };
  const probe = (status: 'passed' | 'failed'): StepOutcome => ({
    ...{ id: 'health', title: 'up', status, code: status === 'passed' ? 'OK' : 'PROBE_FAILED' },
    ...{ seen: '200', needed: '200', milliseconds: 5, saved: null },
  });
  const admission = {
    ...{ now: '2026-11-21T12:00:00Z', repository: { id: 1, name: 'acme/tracker' } },
    ...{ scope: { application: 'tracker', environment: 'production', namespace: 'production' } },
    ...{ checkpoint: null, request: { to: '1', reason: 'errors', allowDataLoss: false } },
    state: { schemaVersion: 1, lastNumber: 2, current: 2, verified: 1, history: [entry], inProgress: null },
    target: { release: 1, objects: [{ what: 'Deployment web', change: 'update' }], problems: [], remove: [] },
    ...{ policy: exampleRecord().policy, tree: 't', server: { version: 'v1', url: 'https://k.test' } },
  } as unknown as RollbackFacts;
  const recorded = (probes: readonly StepOutcome[], change: Partial<DecisionRecord> = {}): string =>
    seal(
      exampleRecord({
        ...{ kind: 'rollback', checkpoint: null, environment: 'production' },
        facts: JSON.parse(JSON.stringify({ admission, rollback: { steps: [], probes } })),
        decision: decideOutcome(decideRollback(admission).decision, [], probes),
        ...change,
      }),
    ).text;

  test.each(['passed', 'failed'] as const)('whose probe %s is decided again', (status) => {
    expect(replayRecord(recorded([probe(status)]))).toMatchObject({
      kind: 'identical',
      record: { decision: { verdict: status === 'passed' ? 'PASS' : 'FAIL' } },
    });
  });

  test('that says something else than its facts is seen', () => {
    const better = decideOutcome(decideRollback(admission).decision, [], [probe('passed')]);
    expect(replayRecord(recorded([probe('failed')], { decision: better })).kind).toBe('different');
  });
});

describe('simulate', () => {
  const nobody = () =>
    gate(
      { pullRequests: { ...facts().pullRequests, reading: { kind: 'read', value: reading({ reviews: [] }) } } },
      // What is supposed happens after the merge of these facts.
      { roles: { qa: { ...role(1, 2), afterMerge: true } } },
    );
  const signed = (text: string) => simulateRecord(nobody(), { signOffs: parseSignOffs(text), withoutReviews: [] });

  test('a sign-off that is supposed counts as a given one would', () => {
    expect(nobody().decision.verdict).toBe('FAIL');
    expect(signed('qa=user2').decision.verdict).toBe('PASS');
    expect(signed('').decision).toEqual(nobody().decision);
  });

  test('it does not count for somebody who wrote the change', () => {
    const record = gate({
      pullRequests: { ...facts().pullRequests, reading: { kind: 'read', value: reading({ reviews: [] }) } },
      run: { ...facts().run, actor: { id: 2, login: 'user2' }, triggeringActor: 'user2' },
    });
    const { decision } = simulateRecord(record, { signOffs: [{ role: 'qa', login: 'user2' }], withoutReviews: [] });
    expect(decision.reasonCodes).toEqual(['SIGNOFF_SELF']);
  });

  test.each([
    ['qa', 'write ROLE=LOGIN'],
    ['qs=user1', 'did you mean "qa"'],
    ['qa=stranger', 'its holders: user1, user2'],
  ])('%s is refused', (text, words) => {
    expect(() => signed(text)).toThrow(words);
  });

  test('a review can be taken away', () => {
    const given = review(person(1), 'APPROVED');
    const record = gate({
      pullRequests: { ...facts().pullRequests, reading: { kind: 'read', value: reading({ reviews: [given] }) } },
    });
    const without = (id: number) => simulateRecord(record, { signOffs: [], withoutReviews: [id] });
    expect(without(given.id).decision.reasonCodes).toEqual(['SIGNOFF_MISSING']);
    expect(() => without(-1)).toThrow('there is no review -1');
  });

  const config = (more: string) =>
    parseConfig(
      `version: 1
application: tracker
roles: { qa: { people: [{ id: 1, login: user1, name: Person 1 }] } }
evidence:
  tests: { artifact: tests, path: junit.xml, format: junit, require: ${more} }
checkpoints: { PRE: { title: Pre, evidence: [tests], sign-offs: [qa], changes: { approvals: 0 } } }
environments: { production: { checkpoints: { before: PRE }, kubernetes: { namespace: x }, deploy: [{ id: a, apply: k8s/ }] } }
`,
      'c.yml',
    );

  test('another configuration judges the numbers that the record kept', () => {
    const under = (require: string) =>
      simulateRecord(asked(), { config: config(require), signOffs: [], withoutReviews: [] });
    expect(under('failed == 0').decision.verdict).toBe('PASS');
    const stricter = under('failed > 0');
    expect(stricter.decision.reasonCodes).toEqual(['EVIDENCE_INSUFFICIENT']);
    expect(simulationPage('r.json', asked(), stricter)).toMatch(/SIMULATED, nothing was decided: PASS would be FAIL/);
  });

  test('evidence that the record does not hold is an error, not a yes', () => {
    const { decision } = simulateRecord(gate(), { config: config('failed == 0'), signOffs: [], withoutReviews: [] });
    expect(decision.verdict).toBe('ERROR');
  });

  test('only gates are simulated', () => {
    const record = { ...asked(), kind: 'build' as const };
    expect(() => simulateRecord(record, { signOffs: [], withoutReviews: [] })).toThrow('only records of gates');
  });
});
