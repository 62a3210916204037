import type { ReasonCode } from './reason-codes.ts';

/** Something that was asked for before deciding: the answer, or why there is none. What was not read is never "empty". */
export type Fact<T> = { readonly kind: 'read'; readonly value: T } | Unavailable;

export type Unavailable = { readonly kind: 'unavailable'; readonly code: ReasonCode; readonly reason: string };

export const read = <T>(value: T): Fact<T> => ({ kind: 'read', value });

export const unavailable = (reason: string, code: ReasonCode = 'GITHUB_UNREADABLE'): Unavailable => ({
  kind: 'unavailable',
  code,
  reason,
});
