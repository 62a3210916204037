import type { Values } from '../expression.ts';

/** What a reader found in a file: the values for `require`, or why the file is no evidence. */
export type Reading =
  | { readonly kind: 'values'; readonly values: Values }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Text of one file to values. `wanted` are the variables that `require` uses: a reader of free-form data gives only
 * those, so that the record holds what was decided on and nothing else of the file.
 */
export type EvidenceReader = (text: string, wanted: ReadonlySet<string>) => Reading;

export const unreadable = (reason: string): Reading => ({ kind: 'unreadable', reason });
