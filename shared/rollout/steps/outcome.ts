import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { StepOutcome } from '../../domain/release.ts';
import type { Evidence, StepResult } from '../rollout.ts';

/** What a step knows before it runs. */
export type StepHead = { readonly id: string; readonly title: string; readonly needed: string };

/** The result of a step that was run. */
export const stepResult = (
  { id, title, needed }: StepHead,
  result: {
    /** OK when it passed. */
    readonly code: ReasonCode;
    readonly milliseconds: number;
    readonly seen: string;
    readonly saved?: string | null;
    readonly evidence?: readonly Evidence[];
  },
): StepResult => ({
  outcome: {
    id,
    title,
    status: result.code === 'OK' ? 'passed' : 'failed',
    code: result.code,
    milliseconds: Math.round(result.milliseconds),
    seen: result.seen,
    needed,
    saved: result.saved ?? null,
  },
  evidence: result.evidence ?? [],
});

/** A step that was not reached. */
export const notRun = ({ id, title, needed }: StepHead): StepOutcome => {
  return { id, title, status: 'not-run', code: 'STEP_NOT_RUN', milliseconds: 0, seen: 'not run', needed, saved: null };
};
