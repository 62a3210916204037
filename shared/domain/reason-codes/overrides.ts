import type { ReasonCodeTable } from './entry.ts';

/** Codes of overrides and code freezes. */
export const OVERRIDE_CODES = {
  CODE_FREEZE: {
    cause: 'The decision falls into a code freeze of the configuration.',
    cure: 'Wait until it is over, or have an override granted of a kind that the freeze excepts.',
    example: 'frozen from 2026-12-20T00:00:00Z to 2027-01-04T00:00:00Z: end of the year',
  },
  OVERRIDE_UNTRUSTED: {
    cause: 'An override was asked for by a run that cannot grant one.',
    cure: 'Dispatch the workflow (`workflow_dispatch`) on the protected branch that holds the configuration; do not run it again, dispatch it anew.',
    example: 'the run was started by push; an override is asked for by workflow_dispatch on main',
  },
  OVERRIDE_UNKNOWN: {
    cause: 'The configuration has no override of that kind, or the checkpoint has no requirement of that id.',
    cure: 'Correct the inputs `override` and `requirements`; the message names what there is.',
    example: 'the configuration has no override "days"; did you mean "day"?',
  },
  OVERRIDE_VALIDATION_OVERDUE: {
    cause: 'An override let a release through, and the validation that was promised for it has not been made in time.',
    cure: 'Bring the overridden checkpoint to PASS for that commit, with nothing overridden: run the jobs of its run again.',
    example: 'VALIDATION-DEP-PRE of 1f2e3d4c5b6a was overridden (day) and not validated by 2026-11-24T12:00:00Z',
  },
} as const satisfies ReasonCodeTable;
