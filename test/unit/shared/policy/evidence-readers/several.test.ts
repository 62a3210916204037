import { expect, test } from 'vitest';
import type { EvidenceFormat } from '../../../../../shared/config/schema/checkpoints.ts';
import { EVIDENCE_FORMS, readEvidence } from '../../../../../shared/policy/evidence-readers/registry.ts';
import { together } from '../../../../../shared/policy/evidence-readers/several.ts';
import { changed, fixture } from './fixtures.ts';

function all(format: EvidenceFormat, texts: readonly string[], ...wanted: string[]): unknown {
  const encoder = new TextEncoder();
  const readings = texts.map((text) => readEvidence(format, encoder.encode(text), new Set(wanted)));
  const reading = together(EVIDENCE_FORMS[format], readings);
  return reading.kind === 'values' ? reading.values : reading.reason;
}

test('tests are added up', () => {
  expect(all('junit', [fixture('pytest.xml'), fixture('pytest-failed.xml')])).toEqual({
    total: 7,
    passed: 4,
    failed: 1,
    failures: 1,
    errors: 0,
    skipped: 2,
  });
});
test('coverage is of all lines together, not the mean of percentages', () => {
  const small = 'SF:a\nDA:1,0\nDA:2,0\nend_of_record\n';
  expect(all('coverage', [fixture('coverage-py.info'), small])).toMatchObject({
    lines: 62.5,
    lines_total: 8,
  });
});
test('of load tests the worst counts', () => {
  const one = fixture('k6-summary-export.json');
  const slow = changed(changed(one, '171.6', '250.5'), '"max": 1000 }\n', '"max": 40 }\n');
  expect(all('k6', [one, slow])).toMatchObject({ p95_ms: 250.5, vus_max: 40, requests: 120_000, thresholds_failed: 2 });
  expect(all('k6', [slow, one])).toEqual(all('k6', [one, slow]));
});
test('of validation documents the earliest date, and the status when it is the same', () => {
  const one = fixture('validation.md');
  const later = changed(changed(one, '2024-12-31\n\n<', '2025-12-31\n\n<'), 'Compliant', 'Suspended');
  expect(all('validation-document', [later, one])).toEqual({
    last_validated: '2024-12-24T00:00:00Z',
    next_validation: '2024-12-31T23:59:59Z',
  });
});
test('lists are joined', () => {
  const one = fixture('cyclonedx.json');
  const other = changed(one, /plotly/g, 'pyqt6');
  expect(all('cyclonedx', [one, other], 'purls')).toMatchObject({
    components: 8,
    purls: expect.arrayContaining(['pkg:pypi/plotly@5.1.0', 'pkg:pypi/pyqt6@5.1.0']),
  });
});
test('a number that one of them does not have is not known', () => {
  const unscanned = changed(fixture('cyclonedx.json'), '"vulnerabilities"', '"x"');
  expect(all('cyclonedx', [fixture('cyclonedx.json'), unscanned])).not.toHaveProperty('critical');
});
test('one that cannot be read spoils all, and free-form documents are not put together', () => {
  expect(all('junit', [fixture('pytest.xml'), '<testsuite/>'])).toBe('it has no test cases');
  expect(all('json', ['{"a":1}', '{"a":1}'], 'a')).toContain('cannot be added up');
  expect(all('junit', [])).toBe('there is no file');
});
test('values of different kinds make none', () => {
  const made = (critical: number | string) => ({ kind: 'values', values: { critical } }) as const;
  expect(together(EVIDENCE_FORMS.trivy, [made(1), made('x')])).toEqual({ kind: 'values', values: {} });
  expect(together(EVIDENCE_FORMS.trivy, [made(1), made(2)])).toEqual({ kind: 'values', values: { critical: 3 } });
});
