import type { Values } from '../expression.ts';

/** What a reader found in a file: the values for `require`, or why the file is no evidence. */
export type Reading =
  | {
      readonly kind: 'values';
      readonly values: Values;
      /** Digests (`sha256:…`) of what the file says it is about; absent where the format names none. */
      readonly digests?: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Text of one file to values. `wanted` are the variables that `require` uses: lists and free-form data are given only
 * when they are among them, so that the record holds what was decided on and nothing else of the file.
 * May throw an Error with the reason instead of giving `unreadable`.
 */
export type EvidenceReader = (text: string, wanted: ReadonlySet<string>) => Reading;

export const unreadable = (reason: string): Reading => ({ kind: 'unreadable', reason });

/** How a value of several files becomes one: `same` is known only when all files agree, `one` when there is one file. */
export type Together = 'sum' | 'highest' | 'lowest' | 'joined' | 'same' | 'one';

/** A value that a reader gives, as it is documented. */
export type Variable = {
  readonly name: string;
  /** `count`, `ms`, `%`, `0 to 1`, `text`, `list`, `time`, … */
  readonly unit: string;
  readonly meaning: string;
  readonly together: Together;
};

/** Everything that Countersign knows of a format of evidence. */
export type EvidenceForm = {
  /** The tools and the versions of their formats that are read. */
  readonly reads: string;
  readonly variables: readonly Variable[];
  /** What makes a file no evidence, besides not being in the format. */
  readonly refuses: string;
  readonly read: EvidenceReader;
  /** Values that follow from others, made after those of several files were put together. */
  readonly derive?: (values: Values) => Values;
};

/** A variable that counts things; several files are added up. */
export const count = (name: string, meaning: string): Variable => ({ name, unit: 'count', meaning, together: 'sum' });
