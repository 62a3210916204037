import * as core from '@actions/core';
import type * as z from 'zod';
import { UserError } from '../domain/errors.ts';

/**
 * The value of an input without the line break or blanks that YAML can leave around it. Only ASCII blanks are taken:
 * a ref may begin with a no-break space, and another ref must not be read for it.
 */
function inputText(name: string): string | undefined {
  const value = core.getInput(name, { trimWhitespace: false }).replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  return value === '' ? undefined : value;
}

function describeIssue(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = issue.path.map(String).join('.');
  if (name === '') return issue.message;
  if (issue.code === 'invalid_type' && given[name] === undefined) return `"${name}" is required`;
  return `"${name}": ${issue.message}`;
}

/**
 * Reads every input that the schema names; an empty one counts as not given.
 * @throws UserError('INPUT_INVALID') that lists every input that is wrong, not only the first.
 */
export function readInputs<S extends z.ZodObject>(schema: S): z.output<S> {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, inputText(name)]));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => describeIssue(issue, given));
  const count = problems.length === 1 ? 'input' : `${problems.length} inputs are wrong:`;
  throw new UserError('INPUT_INVALID', `${count} ${problems.join('; ')}`);
}
