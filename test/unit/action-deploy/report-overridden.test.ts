import { expect, test } from 'vitest';
import { decideAdmission } from '../../../action-deploy/decide.ts';
import { report } from '../../../action-deploy/report.ts';
import { read } from '../../../shared/domain/fact.ts';
import { facts, gate } from './facts.ts';

/** What is said of a dry run that the gate's record lets through. */
function told(overridden: readonly string[]) {
  const given = facts({
    records: { ...facts().records, PRE: read([gate(overridden.length > 0 ? { overridden } : {})]) },
  });
  const admission = decideAdmission(given);
  expect(admission.verdict).toBe('PASS');
  return report({ facts: given, admission, changes: [], done: null, calls: 1, serverUrl: 'https://github.com' });
}

test('a deployment that an override let through says so on its page, as a warning and in its result', () => {
  const said = told(['evidence/unit-tests']);
  expect(said.summary).toMatch(/^## 🟠 Deployment → production: passed, 1 OVERRIDDEN/);
  expect(said.summary).toContain('with OVERRIDDEN evidence/unit-tests');
  expect(said.annotations).toEqual([
    { level: 'warning', text: expect.stringContaining('evidence/unit-tests was OVERRIDDEN at the gate') },
  ]);
  expect(JSON.parse(said.outputs['result'] ?? '{}')).toMatchObject({ overridden: ['evidence/unit-tests'] });
});

test('any other says nothing of it', () => {
  const said = told([]);
  expect(said.summary).toMatch(/^## ✅ Deployment → production: passed/);
  expect(said.annotations).toEqual([]);
  expect(JSON.parse(said.outputs['result'] ?? '{}')).toMatchObject({ overridden: [] });
});
