import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-validate. */
export const VALIDATE_CODES = {
  CHECKPOINT_UNKNOWN: {
    cause: 'The configuration has no checkpoint of that name.',
    cure: 'Correct the input `checkpoint`, or add the checkpoint to the configuration on the protected branch.',
    example: 'there is no checkpoint VALIDATION-PRE in .github/countersign.yml; did you mean VALIDATION-DEP-PRE?',
  },
  PULL_REQUEST_MISSING: {
    cause: 'No pull request can be related to the commit: none has it as merge commit or as head.',
    cure: 'Merge the change through a pull request into the protected branch; a direct push has nobody who could have signed it.',
    example: 'no pull request made commit 1f2e3d4c5b6a; #7 was looked at: it is not merged',
  },
  PULL_REQUEST_AMBIGUOUS: {
    cause: 'More than one pull request fits the commit, so it is not known on which one people have signed.',
    cure: 'Close the pull requests that are not meant, or run the gate by the pull request event.',
    example: '#7 and #9 both have the head 1f2e3d4c5b6a',
  },
  PULL_REQUEST_MOVED: {
    cause: 'The pull request changed each time while it was being read, or its head is no longer the commit.',
    cure: 'Run the gate again for the new head.',
    example: '#7 moved from 1f2e3d4c5b6a to 99aa88bb77cc while it was read',
  },
  AUTHOR_UNKNOWN: {
    cause:
      'A commit names an author, committer or co-author whom no account belongs to, so nobody can tell whether that person also signed.',
    cure: 'Add the e-mail address to the account of its owner, or write the commit again with an address that GitHub knows.',
    example: 'commit 1f2e3d4c5b6a: author e-mail address of no account',
  },
  SIGNOFF_MISSING: {
    cause: 'Nobody who holds the role has approved the head of the pull request.',
    cure: 'Let a person who holds the role and is not an author approve the pull request.',
    example: 'qa-lead has not signed; Grace Hopper can',
  },
  SIGNOFF_STALE: {
    cause: 'A person who holds the role approved an older commit than the head.',
    cure: 'Let that person look at the new head and approve it.',
    example: 'Grace Hopper approved 1f2e3d4c5b6a, the head is 99aa88bb77cc',
  },
  SIGNOFF_SELF: {
    cause: 'The only approvals in the role come from authors of the change or from the person who started the run.',
    cure: 'Let another person who holds the role approve; nobody signs their own work.',
    example: 'Ada Byron approved, but wrote commit 1f2e3d4c5b6a',
  },
  SIGNOFF_DISTINCT: {
    cause: 'The people who approved are all needed for other sign-offs: one person fills one role.',
    cure: 'Let one more person who holds the role approve.',
    example: 'qa-lead: Ada Byron signs as technical-lead already',
  },
  SIGNOFF_OBJECTION: {
    cause: 'A person who holds a role has requested changes and the request stands.',
    cure: 'Settle it with that person, who then approves; or let the review be dismissed.',
    example: 'Grace Hopper (qa-lead) requested changes',
  },
  EVIDENCE_MISSING: {
    cause: 'There is no such artifact of the commit, or no such file in it or in the repository.',
    cure: 'Let a workflow of this commit upload it under the configured name, before the gate runs.',
    example: 'no run of commit 1f2e3d4c5b6a has an artifact "tests"',
  },
  EVIDENCE_UNTRUSTED: {
    cause:
      'The newest artifact of that name cannot be trusted for this commit: another commit, a fork, expired, without digest, or its run did not succeed.',
    cure: 'Run the workflow that makes the evidence again on the commit, and let it succeed.',
    example: 'artifact "tests" of run 4711: the run ended with failure',
  },
  EVIDENCE_TOO_OLD: {
    cause: 'The evidence is older than `max-age`, or its age cannot be known.',
    cure: 'Make the evidence again.',
    example: 'security-scan is 26 h 0 min old, at most 24 h 0 min are allowed',
  },
  EVIDENCE_UNREADABLE: {
    cause: 'The file is there, but it is not what its format says, or it holds nothing to decide on.',
    cure: 'Look at the file; correct its format in the configuration or the tool that writes it.',
    example: 'junit.xml has no test cases',
  },
  EVIDENCE_EXPRESSION: {
    cause:
      'The `require` expression gives no yes or no: unknown variable, division by zero, wrong types, not a boolean.',
    cure: 'Correct `require`; the message names the variables that the evidence has.',
    example: 'require "totl > 0": Unknown variable: totl; known: errors, failed, failures, passed, skipped, total',
  },
  EVIDENCE_INSUFFICIENT: {
    cause: 'The evidence was read and does not fulfil `require`.',
    cure: 'Mend what the evidence shows, and make it again.',
    example: 'unit-tests: failed = 2; required: total > 0 && failed == 0',
  },
  RECORD_MISSING: {
    cause: 'There is no record of an earlier checkpoint, or of the build, for the commit.',
    cure: 'Run the earlier checkpoint or action-build for this commit first.',
    example: 'VALIDATION-BUILD has no record for commit 1f2e3d4c5b6a',
  },
  RECORD_NOT_PASS: {
    cause: 'The newest record of the earlier checkpoint, or of the build, is not PASS.',
    cure: 'Bring that checkpoint to PASS, then run this one again.',
    example: 'VALIDATION-BUILD was FAIL in run 4711',
  },
  RECORD_MISMATCH: {
    cause: 'The record was made for another subject, by another configuration, or outside of the run that it names.',
    cure: 'Run the earlier step again for this commit with the configuration of the protected branch.',
    example: 'the build of run 4711 was decided by another version of the configuration',
  },
  RECORD_UNREADABLE: {
    cause: 'The newest record of the earlier checkpoint, or of the build, could not be read.',
    cure: 'Run the earlier step again; a record that was altered or has expired is never taken.',
    example: 'record countersign-VALIDATION-BUILD._.4711.1: expired',
  },
} as const satisfies ReasonCodeTable;
