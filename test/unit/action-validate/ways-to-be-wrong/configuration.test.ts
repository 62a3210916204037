import { describe, expect, test } from 'vitest';
import { decide } from '../../../../action-validate/decide.ts';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { read } from '../../../../shared/domain/fact.ts';
import { artifact, done, evidence, facts, rule } from '../facts.ts';
import { LEAD, startGate } from './gate.ts';

describe('the configuration is not that of the change', () => {
  test('way 29: a change that asks for less is judged by what the protected branch asks for', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const weaker = 'version: 1\napplication: tracker\ncheckpoints: { GATE: { title: Gate, evidence: [] } }\n';
    await gate.push({ '.github/countersign.yml': weaker });
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
    gate.github.world.unprotect('main');
    expect((await gate.judge()).codes).toEqual(['POLICY_UNPROTECTED']);
  });
});

describe('nothing asked for is never a yes', () => {
  test('way 30: a checkpoint without a requirement is an error', async () => {
    await using gate = await startGate(LEAD, '');
    expect(await gate.judge()).toMatchObject({ verdict: 'ERROR' });
    const nothing = facts({}, { seats: [] });
    expect(decide(nothing).decision).toMatchObject({ verdict: 'ERROR', reasonCodes: ['NOTHING_REQUIRED'] });
  });

  const refused = (roles: string, signOffs: string): string => {
    const head = 'version: 1\napplication: tracker\n';
    const text = `${head}roles:\n${roles}\ncheckpoints:\n  GATE: { title: Gate, sign-offs: [${signOffs}] }\n`;
    try {
      parseConfig(text, 'c.yml');
      return 'taken';
    } catch (thrown) {
      return String(thrown);
    }
  };
  test.each([
    ['a count of none', LEAD, '{ role: lead, count: 0 }'],
    ['any of no roles', LEAD, '{ any-of: [] }'],
    ['a line without a role', LEAD, '{ count: 1 }'],
    ['a role that is not there', LEAD, 'qa'],
    ['a role that nobody holds', '  lead: { people: [] }', 'lead'],
    ['a role without people or team', '  lead: { after-merge: true }', 'lead'],
    ['a misspelt key', LEAD.replace('people', 'poeple'), 'lead'],
  ])('way 30: %s is refused when the configuration is read', (_, roles, signOffs) => {
    expect(refused(LEAD, 'lead')).toBe('taken');
    expect(refused(roles, signOffs)).not.toBe('taken');
  });

  test.each(['true', '1 < 2', 'now > timestamp("2020-01-01T00:00:00Z")'])(
    'way 30: an expression that would hold for anything is refused: %s',
    (require) => {
      const text = `version: 1\napplication: t\nevidence: { tests: { file: a.json, format: json, require: '${require}' } }\n`;
      expect(() => parseConfig(text, 'c.yml')).toThrow('looks at no value');
      expect(() => parseConfig(text.replace(require, 'a > 0'), 'c.yml')).not.toThrow();
    },
  );

  test('way 30: evidence with nothing in it, or an expression that is no yes or no, is none', () => {
    const judged = (require: string, values: Record<string, number>): string => {
      const one = evidence({
        rule: rule({ require }),
        files: read([{ path: 'junit.xml', sha256: 'e'.repeat(64), bytes: 1, reading: { kind: 'values', values } }]),
      });
      return decide(facts({ evidence: [one] }, { evidence: [one.rule], seats: [] })).decision.verdict;
    };
    expect(judged('failed == 0', { failed: 0 })).toBe('PASS');
    expect(judged('failed == 0', {})).toBe('ERROR');
    expect(judged('failed', { failed: 1 })).toBe('ERROR');
    expect(judged('failed / total < 0.1', { failed: 0, total: 0 })).toBe('ERROR');
  });
});

describe('the clock is that of GitHub', () => {
  const old = rule({ maxAge: 86_400_000 });
  const made = artifact({ createdAt: '2026-11-20T08:00:00Z' });
  const given = (change: Parameters<typeof facts>[0]) =>
    decide(
      facts(
        { evidence: [evidence({ rule: old, candidates: read([{ artifact: made, run: done() }]) })], ...change },
        { evidence: [old], seats: [] },
      ),
    ).decision;

  test('way 31: a runner whose clock is set back makes no evidence younger', () => {
    expect(given({ now: '2026-11-20T09:00:00.000Z', apiTime: '2026-11-20T09:00:00.000Z' }).verdict).toBe('PASS');
    const back = given({ now: '2026-11-20T09:00:00.000Z', apiTime: '2026-11-22T09:00:00.000Z' });
    expect(back).toMatchObject({ verdict: 'FAIL', reasonCodes: ['EVIDENCE_TOO_OLD'] });
  });

  test('way 31: where GitHub told no time, no age is known', () => {
    const unknown = given({ now: '2026-11-20T09:00:00.000Z', apiTime: null });
    expect(unknown).toMatchObject({ verdict: 'ERROR', reasonCodes: ['EVIDENCE_TOO_OLD'] });
    const asks = evidence({ rule: rule({ require: 'now > timestamp("2020-01-01T00:00:00Z")' }) });
    const now = facts({ evidence: [asks], apiTime: null }, { evidence: [asks.rule], seats: [] });
    expect(decide(now).decision).toMatchObject({ verdict: 'ERROR', reasonCodes: ['EVIDENCE_EXPRESSION'] });
  });
});
