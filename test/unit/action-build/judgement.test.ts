import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideChecks } from '../../../action-build/decide.ts';
import { judge } from '../../../action-build/judgement.ts';
import type { ServiceFacts, Waiver } from '../../../action-build/service-facts.ts';
import { asked, serviceFacts, TODAY, waiver, withDockerfile } from './make.ts';

const SECRET = 'FROM scratch\nARG A_TOKEN\nARG B_TOKEN\nUSER 1\n';
const with_ = (waivers: readonly Waiver[], text = SECRET, change: Partial<ServiceFacts> = {}) =>
  withDockerfile(text, { asked: asked({ waivers }), ...change });
const decision = (facts: ServiceFacts, day = TODAY) => decideChecks({ services: [facts], day });
const of = (facts: ServiceFacts, id: string, day = TODAY) =>
  decision(facts, day).requirements.find((one) => one.id === `backend/${id}`);

test('without a waiver the findings count', () => {
  expect(decision(with_([]))).toMatchObject({ verdict: 'FAIL', reasonCodes: ['SECRET_FOUND'] });
});

test('a waiver is loud: who answers for what, until when, and why', () => {
  const facts = with_([waiver()]);
  expect(decision(facts)).toMatchObject({ verdict: 'PASS', reasonCodes: [] });
  expect(of(facts, 'variable')).toMatchObject({ status: 'OVERRIDDEN', code: 'WAIVED' });
  expect(of(facts, 'variable')?.seen).toBe(
    'variable/secret-name at backend/Dockerfile:2: ARG A_TOKEN is called like a secret, and its value stays in the image, waived by security-officer until 2026-11-22 (a name only); ' +
      'variable/secret-name at backend/Dockerfile:3: ARG B_TOKEN is called like a secret, and its value stays in the image, waived by security-officer until 2026-11-22 (a name only)',
  );
  expect(of(facts, 'waivers')).toMatchObject({
    status: 'SATISFIED',
    seen: 'variable/secret-name until 2026-11-22 (security-officer)',
  });
});

test('a waiver for one of two leaves the other a finding', () => {
  const facts = with_([waiver({ at: 'A_TOKEN' })]);
  expect(decision(facts)).toMatchObject({ verdict: 'FAIL', reasonCodes: ['SECRET_FOUND'] });
  const [judged] = judge(facts, TODAY).filter(({ check }) => check.id === 'variable');
  expect(judged?.result).toMatchObject({ status: 'fail', findings: [{ about: 'B_TOKEN' }] });
  expect(judged?.waived.map(({ finding }) => finding.about)).toEqual(['A_TOKEN']);
});

describe('what a waiver is about', () => {
  test.each([
    ['A_TOKEN', 1],
    ['*_TOKEN', 2],
    ['backend/Dockerfile', 2],
    ['/backend/Docker*', 2],
    ['a_token', 0],
    ['._TOKEN', 0],
    ['A_TOKE', 0],
    ['*', 2],
  ])('at: %s covers %i', (at, count) => {
    const judged = judge(with_([waiver({ at })]), TODAY);
    expect(judged.flatMap(({ waived }) => waived)).toHaveLength(count);
  });
});

describe('waivers that are not in order fail', () => {
  const cases: readonly (readonly [string, ServiceFacts, string])[] = [
    ['its last day is over', with_([waiver({ expires: '2026-11-21' })]), 'its last day was 2026-11-21'],
    ['it matches nothing', with_([waiver()], 'FROM scratch\nUSER 1\n'), 'it matches no finding'],
    ['a rule of no check', with_([waiver(), waiver({ rule: 'nothing/there' })]), 'no check has such a rule'],
    ['a rule that cannot be waived', with_([waiver(), waiver({ rule: 'source/modified' })]), 'cannot be waived'],
    ['one of two is stale', with_([waiver(), waiver({ at: 'C_TOKEN' })]), 'C_TOKEN'],
    ['another rule of the same check', with_([waiver(), waiver({ rule: 'variable/secret-value' })]), 'matches no'],
  ];
  test.each(cases)('%s', (_, facts, seen) => {
    expect(of(facts, 'waivers')).toMatchObject({ status: 'UNSATISFIED', code: 'WAIVER_INVALID' });
    expect(of(facts, 'waivers')?.seen).toContain(seen);
    expect(decision(facts).verdict).toBe('FAIL');
  });

  test('of one that is over nothing is waived', () => {
    expect(of(with_([waiver({ expires: '2026-11-21' })]), 'variable')?.status).toBe('UNSATISFIED');
  });
});

test('what makes an image is not waivable', () => {
  const build = { kind: 'failed', seconds: 1, exitCode: 1, lastLines: ['x'] } as const;
  const waivers = [waiver({ rule: 'build/failed' }), waiver({ rule: 'source/modified' })];
  const source = { ...serviceFacts().source, modified: ['a'] };
  const facts = serviceFacts({ build, source, read: { kind: 'none' }, asked: asked({ waivers }) });
  expect(of(facts, 'build')?.status).toBe('UNSATISFIED');
  expect(of(facts, 'source')?.status).toBe('UNSATISFIED');
});

test('a waiver of a check without an answer is neither in order nor stale', () => {
  const facts = serviceFacts({
    read: { kind: 'unreadable', why: 'gone' },
    asked: asked({ waivers: [waiver({ rule: 'user/root' })] }),
  });
  expect(of(facts, 'waivers')).toMatchObject({ status: 'UNSATISFIED', code: 'CHECK_NOT_RUN' });
  expect(decision(facts).verdict).toBe('ERROR');
});

test('no waiver ever makes a yes of something else than its own findings', () => {
  const rules = fc.constantFrom('variable/secret-name', 'download/add-url', 'user/root', 'context/env', 'build/failed');
  const lines = fc.subarray(['ARG A_TOKEN', 'ADD http://x /x', 'CMD run']);
  const days = fc.constantFrom('2026-11-21', TODAY, '2027-01-01');
  const some = fc.array(fc.record({ rule: rules, expires: days, at: fc.constantFrom(null, 'A_TOKEN') }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(lines, some, (text, waivers) => {
      const facts = with_(
        waivers.map((one) => waiver(one)),
        ['FROM scratch', ...text, ''].join('\n'),
      );
      const rulesFound = judge({ ...facts, asked: asked() }, TODAY).flatMap(({ result }) =>
        result.status === 'fail' ? result.findings : [],
      );
      const good = waivers.filter(({ expires }) => expires >= TODAY);
      const all = rulesFound.every(({ rule, about }) =>
        good.some((one) => one.rule === rule && (one.at === null || one.at === about)),
      );
      const used = waivers.every((one) =>
        rulesFound.some(({ rule, about }) => one.rule === rule && (one.at === null || one.at === about)),
      );
      expect(decision(facts).verdict).toBe(all && used && good.length === waivers.length ? 'PASS' : 'FAIL');
    }),
  );
});
