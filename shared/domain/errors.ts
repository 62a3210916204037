import type { ReasonCode } from './reason-codes.ts';

/**
 * The user's mistake or missing permission: one line that says what to change. Anything else that is thrown is a bug
 * or an outage and is reported with its cause chain.
 */
export class UserError extends Error {
  readonly code: ReasonCode;
  /** Where in the user's files the mistake is, when that is known. */
  readonly places: readonly Place[];

  constructor(code: ReasonCode, message: string, options: { cause?: unknown; places?: readonly Place[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.code = code;
    this.places = options.places ?? [];
  }
}

/** A position in a file of the repository; `line` and `column` count from 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number; readonly message: string };

/** The text of anything that can be thrown, with its causes, on one line. */
export function describeError(thrown: unknown): string {
  const seen: string[] = [];
  let current: unknown = thrown;
  while (current !== undefined && current !== null && seen.length < 8) {
    seen.push(current instanceof Error ? current.message || current.name : String(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return seen.length > 0 ? seen.join(': ') : String(thrown);
}
