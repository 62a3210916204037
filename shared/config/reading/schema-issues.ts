import type * as z from 'zod';
import { type ConfigPath, type Finding, showPath } from '../finding.ts';
import { suggest } from '../nearest.ts';

type Issue = z.core.$ZodIssue;

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'empty',
};

/**
 * A union says in one breath what each of its members misses. The member that has the value's own type is the one that
 * was meant, so its issues are taken instead; without one the union stays a single issue.
 */
export function expandUnions(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const meant = issue.errors.filter(
      (branch) => !branch.some((one) => one.code === 'invalid_type' && one.path.length === 0),
    );
    const [branch] = meant;
    if (meant.length !== 1 || branch === undefined) return [issue];
    const inside = branch.map((one) => ({ ...one, path: [...issue.path, ...one.path] }) as Issue);
    return expandUnions(inside);
  });
}

/** One line for an issue of a value; unknown keys are told by `unknownKey`. */
export function describeIssue(issue: Issue, value: unknown): Finding {
  const path = issue.path as ConfigPath;
  if (issue.code === 'invalid_key') {
    const wanted = issue.issues.map((one) => one.message).join('; ');
    return { path, at: 'key', message: `the name ${quote(path.at(-1))} must be ${wanted}` };
  }
  const found = valueAt(value, path);
  if (found === undefined) return { path, at: 'key', message: `the key "${String(path.at(-1))}" is missing here` };
  return { path, message: `"${label(path)}" ${requirement(issue, found)}` };
}

/** The key that a value belongs to, with the places in its lists: `sign-offs[2]`. */
function label(path: ConfigPath): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  return showPath(path.slice(Math.max(0, key))) || 'the configuration';
}

/** One line for an unknown key, pointing at the key itself. */
export const unknownKey = (path: ConfigPath, key: string, known: readonly string[]): Finding => ({
  path: [...path, key],
  at: 'key',
  message: `unknown key ${quote(key)}${suggest(key, known)}`,
});

function requirement(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${WORDS[issue.expected] ?? issue.expected}, not ${kind(found)}`;
    case 'invalid_value': {
      const words = issue.values.map(String);
      return `must be ${words.length > 1 ? `one of ${words.join(', ')}` : words.join('')}, not ${quote(found)}${suggestWord(found, words)}`;
    }
    case 'invalid_format':
      return `must be ${issue.message}, not ${quote(found)}`;
    case 'invalid_union':
      return 'must be the name of a role, or a mapping with any-of: [role, role]';
    case 'too_small':
      return `must ${size(issue.origin, 'at least', Number(issue.minimum), issue.inclusive ?? true)}`;
    case 'too_big':
      return `must ${size(issue.origin, 'at most', Number(issue.maximum), issue.inclusive ?? true)}`;
    default:
      return `is not valid: ${issue.message}`;
  }
}

function suggestWord(found: unknown, words: readonly string[]): string {
  const text = typeof found === 'string' ? suggest(found, words) : '';
  return text.startsWith(', did') ? text : '';
}

function size(origin: string, bound: string, limit: number, inclusive: boolean): string {
  if (origin === 'string') return limit === 1 ? 'not be empty' : `have ${bound} ${limit} characters`;
  if (origin === 'array') return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return inclusive ? `be ${bound} ${limit}` : `be ${bound === 'at least' ? 'more' : 'less'} than ${limit}`;
}

const kind = (found: unknown): string => {
  if (found === null) return 'empty';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object') return 'a mapping';
  return `the ${typeof found === 'string' ? 'text' : typeof found} ${quote(found)}`;
};

function quote(found: unknown): string {
  const text = typeof found === 'string' ? JSON.stringify(found) : String(found);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** The part of plain data at a path; undefined when there is none. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  let current: unknown = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<string | number, unknown>)[part];
  }
  return current;
}
