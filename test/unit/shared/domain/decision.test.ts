import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conclude, type RequirementResult, stands } from '../../../../shared/domain/decision.ts';
import type { ReasonCode } from '../../../../shared/domain/reason-codes.ts';
import type { RequirementStatus } from '../../../../shared/domain/verdict.ts';

const result = (status: RequirementStatus, code: ReasonCode = 'OK'): RequirementResult => ({
  id: 'sign-off/qa',
  title: 'QA',
  status,
  code,
  seen: '',
  needed: '',
  whoCanFix: [],
  links: [],
  observations: [],
});

test('nothing asked is ERROR, never yes', () => {
  expect(conclude([])).toEqual({ verdict: 'ERROR', requirements: [], reasonCodes: ['NOTHING_REQUIRED'] });
  expect(conclude([result('NOT_APPLICABLE')])).toMatchObject({ verdict: 'ERROR', reasonCodes: ['NOTHING_REQUIRED'] });
});

test('satisfied and overridden requirements pass', () => {
  expect(conclude([result('SATISFIED'), result('OVERRIDDEN'), result('NOT_APPLICABLE')])).toMatchObject({
    verdict: 'PASS',
    reasonCodes: [],
  });
});

test('one unsatisfied requirement fails, with its reason once', () => {
  const decision = conclude([
    result('SATISFIED'),
    result('UNSATISFIED', 'INPUT_INVALID'),
    result('UNSATISFIED', 'INPUT_INVALID'),
  ]);
  expect(decision).toMatchObject({ verdict: 'FAIL', reasonCodes: ['INPUT_INVALID'] });
});

test('what could not be read outweighs what was refused', () => {
  const decision = conclude([result('UNSATISFIED', 'INPUT_INVALID'), result('ERROR', 'GITHUB_UNREADABLE')]);
  expect(decision).toMatchObject({ verdict: 'ERROR', reasonCodes: ['INPUT_INVALID', 'GITHUB_UNREADABLE'] });
});

const status = fc.constantFrom<RequirementStatus>('SATISFIED', 'UNSATISFIED', 'OVERRIDDEN', 'NOT_APPLICABLE', 'ERROR');

test('PASS is given exactly when all requirements stand and at least one was evaluated', () => {
  fc.assert(
    fc.property(fc.array(status), (statuses) => {
      const results = statuses.map((one) => result(one));
      const expected = results.every(stands) && statuses.some((one) => one !== 'NOT_APPLICABLE');
      expect(conclude(results).verdict === 'PASS').toBe(expected);
    }),
  );
});
