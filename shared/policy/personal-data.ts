import type { Json } from '../domain/json.ts';

/** Something in a text that looks like it belongs to a person: where, and never what. */
export type PersonalData = {
  readonly kind: string;
  readonly count: number;
  /** The first lines that have it, from 1. */
  readonly lines: readonly number[];
};

/**
 * Patterns that begin with something rare, so that a large file is read in one go. They are a guard and not a proof:
 * what has no form, such as a name, is not found.
 */
const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  // Not the numbers that are never given out: 000, 666 and 9xx, group 00, serial 0000.
  ['social security number', /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g],
  [
    'medical record number',
    /(?<![A-Za-z])(?:MRN|medical record (?:number|no\.?))["']?[\s:#=-]{1,3}["']?[A-Za-z]{0,3}\d{5,12}/gi,
  ],
  [
    'date of birth',
    /(?<![A-Za-z])(?:DOB|date of birth|birth_?date)["']?[\s:=-]{1,3}["']?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/gi,
  ],
  // Not versions (`foo@v1.2.3-alpha.beta`), remotes (`git@…`), addresses that reach nobody, or names kept for examples.
  [
    'e-mail address',
    /(?<=[A-Za-z0-9._%+-])(?<!(?:^|[^A-Za-z0-9])(?:git|noreply|no-reply))@(?!v?\d+\.\d)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-]|\.[A-Za-z0-9])(?<!(?:\bexample\.(?:com|org|net)|\.(?:example|test|invalid|local)|noreply\.github\.com))/g,
  ],
  ['telephone number', /(?<![\w.-])(?:\+1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w.-])/g],
];

/** Lines that are shown; one more is kept, so that it is known whether there are more. */
const SHOWN_LINES = 5;

/** What looks like personal data in a text. */
export function findPersonalData(text: string): readonly PersonalData[] {
  return PATTERNS.flatMap(([kind, pattern]): PersonalData[] => {
    const lines = new Set<number>();
    let [count, line, at] = [0, 1, 0];
    for (const { index } of text.matchAll(pattern)) {
      count += 1;
      if (lines.size > SHOWN_LINES) continue;
      for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
        line += 1;
        at = next + 1;
      }
      lines.add(line);
    }
    return count === 0 ? [] : [{ kind, count, lines: [...lines] }];
  });
}

/** The kind of personal data that a value seems to hold, in its keys or texts; undefined for none. */
export const personalDataIn = (value: Json): string | undefined => findPersonalData(JSON.stringify(value))[0]?.kind;

/** `2 × e-mail address (lines 3, 9)`: for people, without the data. */
export const showPersonalData = (found: readonly PersonalData[]): string =>
  found
    .map(({ kind, count, lines }) => {
      const shown = `${lines.slice(0, SHOWN_LINES).join(', ')}${lines.length > SHOWN_LINES ? ' …' : ''}`;
      return `${count} × ${kind} (line${lines.length > 1 ? 's' : ''} ${shown})`;
    })
    .join(', ');
