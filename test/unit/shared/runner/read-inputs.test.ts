import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { booleanInput } from '../../../../shared/domain/inputs.ts';
import { readInputs } from '../../../../shared/runner/read-inputs.ts';

const schema = z.strictObject({
  environment: z.string(),
  'config-ref': z.string().optional(),
  'dry-run': booleanInput,
  reason: z.string().min(10, 'at least 10 characters').optional(),
});
const give = (inputs: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
};

afterEach(() => void vi.unstubAllEnvs());

test('reads every input; an empty one is not given', () => {
  give({ environment: 'production', 'dry-run': 'false', 'config-ref': '', reason: ' \n' });
  expect(readInputs(schema)).toEqual({ environment: 'production', 'dry-run': false });
});

test('takes the blanks of YAML away, and nothing that could belong to a ref', () => {
  give({ environment: ' production\n', 'dry-run': 'true', 'config-ref': '\u00a0main\ufeff' });
  expect(readInputs(schema)).toMatchObject({ environment: 'production', 'config-ref': '\u00a0main\ufeff' });
});

test('says everything that is wrong in one line', () => {
  give({ 'dry-run': 'yes', reason: 'short' });
  const problem = { code: 'INPUT_INVALID' };
  expect(() => readInputs(schema)).toThrow(expect.objectContaining(problem));
  expect(() => readInputs(schema)).toThrow(
    '3 inputs are wrong: "environment" is required; "dry-run": must be true or false; "reason": at least 10 characters',
  );
});

test('one problem is said plainly', () => {
  give({ environment: 'production' });
  expect(() => readInputs(schema)).toThrow(/^input "dry-run" is required$/);
});

test.each(['yes', '1', 'on', 'y', 'enabled', 'truee'])('%s is not a boolean', (value) => {
  expect(booleanInput.safeParse(value).success).toBe(false);
});

test('rules between inputs are said too', () => {
  give({ environment: 'production', 'dry-run': 'true' });
  const strict = schema.refine((inputs) => inputs.reason !== undefined, { error: 'a production run needs a reason' });
  expect(() => readInputs(strict)).toThrow('a production run needs a reason');
});
