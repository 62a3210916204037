import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-rollback, and of the restore inside action-deploy. */
export const ROLLBACK_CODES = {
  TARGET_UNKNOWN: {
    cause: 'There is no such release to go back to.',
    cure: 'Give the number of a release that is kept, or last-verified; the message lists them.',
    example: 'release 7 is not kept for production; kept and verified: 3, 5',
  },
  TARGET_NOT_VERIFIED: {
    cause: 'The release to go back to was never verified.',
    cure: 'Give the number of a verified release; the message lists them.',
    example: 'release 4 failed; verified: 3, 5',
  },
  NOTHING_TO_RESTORE: {
    cause: 'The environment has no verified release yet.',
    cure: 'Deploy a release first; what runs now was left as it is.',
    example: 'production has no verified release',
  },
  ROLLBACK_NOT_SIGNED: {
    cause: 'The environment asks for a checkpoint before a rollback, and this run has no PASS record of it.',
    cure: 'Run action-validate for that checkpoint in a job before this one, in the same workflow run.',
    example: 'run 4712 has no PASS record of VALIDATION-ROLL-EXEC',
  },
  RESTORE_FAILED: {
    cause: 'The release could not be restored; the environment is between two releases.',
    cure: 'Run the rollback again, or use the commands of the summary by hand.',
    example: 'release 1 could not be restored: Deployment backend: image not found',
  },
  RESTORE_NOT_READY: {
    cause: 'The restored release was applied and did not become ready or did not pass its probes.',
    cure: 'Look for what changed outside the release (database, network, nodes); the summary has log lines and commands.',
    example: 'release 1 was restored and health still answers 503',
  },
} as const satisfies ReasonCodeTable;
