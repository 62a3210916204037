import type { ReasonCode } from '../../domain/reason-codes.ts';

/** How sure a failure is: `permanent` cannot heal by waiting, `probable` did not heal within its grace. */
type FailureClass = 'permanent' | 'probable';

/** Something wrong that was seen, with the pod and container that explain it best. */
export type Suspect = {
  readonly code: ReasonCode;
  /** One line for people. */
  readonly message: string;
  readonly pod?: string;
  readonly container?: string;
};

/**
 * What the rules say about one object at one moment. `recheckAt` is the moment (milliseconds since the epoch) at which
 * the same facts would be a failure, because a grace ends; without it, only a new fact can change the answer.
 */
export type Assessment =
  | { readonly state: 'ready'; readonly message: string }
  | { readonly state: 'progressing'; readonly message: string; readonly suspect?: Suspect; readonly recheckAt?: number }
  | ({ readonly state: 'failed'; readonly class: FailureClass } & Suspect);

/** A fault as the rules for one kind see it, before it is known how long it lasts. */
export type Fault = Suspect & {
  /** The same fault has the same key from one moment to the next: its grace runs from the first. */
  readonly key: string;
  /** Milliseconds in which it may heal; 0 fails at once; undefined never fails by itself, it only explains a wait. */
  readonly grace: number | undefined;
};

/** What one kind's rules read out of the facts; time is not among them. */
export type Observation = { readonly ready: boolean; readonly message: string; readonly faults: readonly Fault[] };

/** First moment (milliseconds since the epoch) at which each fault was seen, by key. */
export type Seen = ReadonlyMap<string, number>;

/** A permanent fault of the object itself. */
export const permanent = (code: ReasonCode, message: string): Fault => ({ key: code, code, message, grace: 0 });

/** Ready: faults do not matter any more. */
export const ready = (message: string): Observation => ({ ready: true, message, faults: [] });

/** Not ready yet. */
export const waiting = (message: string, faults: readonly Fault[] = []): Observation => ({
  ready: false,
  message,
  faults,
});
