import type { ReasonCode } from './reason-codes.ts';
import type { RequirementStatus, Verdict } from './verdict.ts';

/** A review, artifact, package or pod that was looked at, and why it did or did not count. */
export type Observation = {
  /** What was looked at, in words a reader can find again: `review by ada`, `pkg:pypi/plotly@5.1`. */
  readonly what: string;
  readonly counted: boolean;
  /** Why, in one sentence without a full stop. */
  readonly why: string;
  readonly link?: string;
};

/** One line of a checkpoint with its answer. */
export type RequirementResult = {
  /** Stable within the checkpoint: `evidence/unit-tests`, `sign-off/qa-lead`. */
  readonly id: string;
  readonly title: string;
  readonly status: RequirementStatus;
  readonly code: ReasonCode;
  /** What was found. */
  readonly seen: string;
  /** What would satisfy the requirement. */
  readonly needed: string;
  /** Who can change the answer now: names, logins or roles; empty when nobody has to. */
  readonly whoCanFix: readonly string[];
  readonly links: readonly string[];
  readonly observations: readonly Observation[];
};

export type Decision = {
  readonly verdict: Verdict;
  readonly requirements: readonly RequirementResult[];
  /** The distinct codes of every requirement that does not stand, in order; empty on PASS. */
  readonly reasonCodes: readonly ReasonCode[];
};

const STANDS: ReadonlySet<RequirementStatus> = new Set(['SATISFIED', 'OVERRIDDEN', 'NOT_APPLICABLE']);

/** True when the requirement does not hold back a PASS. */
export const stands = (result: RequirementResult): boolean => STANDS.has(result.status);

/**
 * Folds requirement results into a decision. An empty list is ERROR, and so is a list in which nothing was really
 * evaluated: a checkpoint that asks for nothing must not be a way to say yes.
 */
export function conclude(requirements: readonly RequirementResult[]): Decision {
  const evaluated = requirements.filter((result) => result.status !== 'NOT_APPLICABLE');
  if (evaluated.length === 0) return { verdict: 'ERROR', requirements, reasonCodes: ['NOTHING_REQUIRED'] };
  const open = requirements.filter((result) => !stands(result));
  const reasonCodes = [...new Set(open.map((result) => result.code))];
  if (open.length === 0) return { verdict: 'PASS', requirements, reasonCodes };
  return { verdict: open.some((result) => result.status === 'ERROR') ? 'ERROR' : 'FAIL', requirements, reasonCodes };
}
