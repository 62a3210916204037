import { expect, test } from 'vitest';
import { conclude, type RequirementResult } from '../../../../shared/domain/decision.ts';
import { decisionPage } from '../../../../shared/report/decision-page.ts';
import { headline } from '../../../../shared/report/headline.ts';
import { commonOutputs } from '../../../../shared/report/outputs.ts';

const result = (change: Partial<RequirementResult>): RequirementResult => ({
  id: 'evidence/x',
  title: 'Evidence x',
  status: 'SATISFIED',
  code: 'OK',
  seen: 'failed = 0',
  needed: 'failed == 0',
  whoCanFix: [],
  links: [],
  observations: [],
  ...change,
});
const open = result({
  title: 'Sign-off by qa',
  status: 'UNSATISFIED',
  code: 'SIGNOFF_MISSING',
  seen: 'nobody has signed',
  whoCanFix: ['Grace Hopper (grace)'],
  observations: [{ what: 'review by <b>', counted: false, why: 'a comment', link: 'https://x/1' }],
});
const page = (requirements: RequirementResult[]): string => {
  const decision = conclude(requirements);
  const line = headline(decision, 'PRE');
  return decisionPage({
    title: 'Pre',
    scope: 'production',
    headline: line,
    decision,
    about: [],
    footer: ['7 API calls'],
  });
};

test('what is open stands on top, with its code, what is needed and who can act', () => {
  const shown = page([result({}), open]);
  expect(shown).toMatch(/^## ❌ Pre → production: refused, 1 of 2 hold\n/);
  expect(shown.indexOf('Sign-off by qa**')).toBeLessThan(shown.indexOf('Evidence x**'));
  expect(shown).toContain('`SIGNOFF_MISSING` | nobody has signed | failed == 0 | Grace Hopper \\(grace\\) |');
  expect(shown).toContain('<summary>1 thing was looked at and did not count</summary>');
  expect(shown).toContain('[review by &lt;b&gt;](https://x/1) | a comment | Sign-off by qa');
});

test('OVERRIDDEN is loud in a yes', () => {
  const overridden = result({ status: 'OVERRIDDEN' });
  expect(page([overridden])).toContain('🟠 OVERRIDDEN');
  expect(page([overridden, result({})])).toMatch(/^## 🟠 Pre → production: passed, 1 OVERRIDDEN, 1 of 2 hold\n/);
  expect(page([overridden, open])).toMatch(/^## ❌ Pre → production: refused, 0 of 2 hold\n/);
  expect(headline(conclude([overridden]), 'PRE')).toBe('PRE passed, 1 OVERRIDDEN');
});

test('a yes that rests on an overridden one says so too, and nothing that was not decided looks decided', () => {
  const decision = conclude([result({})]);
  const plain = { title: 'Deployment', scope: null, headline: 'x', decision, about: [], footer: [] };
  expect(decisionPage({ ...plain, overriddenBefore: ['link'] })).toMatch(/^## 🟠 Deployment: passed, 1 OVERRIDDEN,/);
  expect(decisionPage({ ...plain, mark: 'SIMULATED' })).toMatch(/^## 🔍 Deployment: would pass,/);
});

test('an error goes before a no, and nothing required explains itself', () => {
  const error = result({ title: 'Evidence y', status: 'ERROR', code: 'EVIDENCE_UNREADABLE', seen: 'no XML' });
  expect(headline(conclude([open, error]), 'PRE')).toBe('PRE could not be decided: Evidence y: no XML. 1 more');
  expect(headline(conclude([]), 'PRE')).toContain('Nothing was evaluated');
});

test('outputs say the same with and without a record', () => {
  const decision = conclude([open]);
  expect(commonOutputs({ decision, result: { extra: 1 } })).toEqual({
    verdict: 'FAIL',
    'reason-codes': '["SIGNOFF_MISSING"]',
    record: '',
    'record-sha256': '',
    'record-artifact': '',
    result: '{"schema-version":1,"verdict":"FAIL","reason-codes":["SIGNOFF_MISSING"],"extra":1}',
  });
});

test('what does not apply is not counted among what holds', () => {
  expect(page([result({}), result({ title: 'b', status: 'NOT_APPLICABLE' })])).toMatch(/passed, 1 of 1 hold\n/);
});

test('while all of it holds nobody is asked for anything', () => {
  expect(page([result({})])).toContain('|  | Requirement | Seen |\n');
});

test('many requirements that hold are folded, and nothing else is', () => {
  const many = Array.from({ length: 12 }, (_, index) => result({ title: `Evidence ${index}` }));
  const overridden = result({ title: 'Evidence z', status: 'OVERRIDDEN' });
  const error = result({ title: 'Evidence y', status: 'ERROR', code: 'EVIDENCE_UNREADABLE' });
  expect(page([...many, open, error, overridden])).not.toContain('requirements hold');
  const unasked = result({ title: 'Evidence w', status: 'NOT_APPLICABLE' });
  const [above = '', below = ''] = page([...many, unasked, open, error, overridden]).split(
    '<summary>12 requirements hold, 1 not applicable</summary>',
  );
  for (const { title } of [open, error, overridden]) expect(above).toContain(title);
  for (const { title } of [...many, unasked]) expect(above).not.toContain(`**${title}**`);
  for (const { title } of [...many, unasked]) expect(below).toContain(`**${title}**`);
});
