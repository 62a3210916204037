import type { ReasonCode } from '../../domain/reason-codes.ts';

/** How sure a failure is: `permanent` cannot heal by waiting, `probable` did not heal within its grace. */
export type FailureClass = 'permanent' | 'probable';

/**
 * What the pure rules say about one object at one moment. The message is one line for people. `recheckAt` is the
 * moment (milliseconds since the epoch) when the same facts would give another answer: a grace that ends.
 */
export type Assessment =
  | { readonly state: 'ready'; readonly message: string; readonly recheckAt?: number }
  | { readonly state: 'progressing'; readonly message: string; readonly suspect?: Suspect; readonly recheckAt?: number }
  | ({ readonly state: 'failed'; readonly class: FailureClass } & Suspect);

/** A fault that was seen: told as a failure at once, or after a grace when it may heal. */
export type Suspect = {
  readonly code: ReasonCode;
  readonly message: string;
  readonly pod?: string;
  readonly container?: string;
  /** The container has ended at least once, so that its earlier log is the one that explains it. */
  readonly previous?: boolean;
};
