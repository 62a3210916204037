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
  SIGNOFF_STALE_COMMIT: {
    cause: 'A person who holds the role approved a commit with other content than the head.',
    cure: 'Let that person look at the new head and approve it.',
    example: 'Grace Hopper approved, but it is about 1f2e3d4c5b6a, the head is 99aa88bb77cc with other content',
  },
  SIGNOFF_STALE_PUSH: {
    cause:
      'The approval names the head or its content, but was not submitted after the head was pushed; GitHub re-points reviews to later commits on its own.',
    cure: 'Let that person approve again, or let the role tolerate it by `carry-over`.',
    example:
      'Grace Hopper approved, but it was submitted at 10:00:00Z, not after the head 99aa88bb77cc was pushed at 10:05:00Z',
  },
  SIGNOFF_PUSH_UNKNOWN: {
    cause: "GitHub's log of the head branch could not be read or does not say when the head was pushed.",
    cure: 'Give the job `contents: read` and run it again; for a pull request from a private fork, push the branch to the repository itself.',
    example: 'Grace Hopper approved, but when the head was pushed is not known (GET /repos/acme/tracker/activity: 403)',
  },
  SIGNOFF_AFTER_MERGE: {
    cause: 'The approval came after the merge, and the role does not accept that.',
    cure: 'Approve before the merge; for release sign-offs on the merged pull request set `after-merge: true` on the role.',
    example: 'Grace Hopper approved, but after the merge at 2026-11-22T10:00:00Z',
  },
  SIGNOFF_MEANING: {
    cause: "The review does not hold the role's `meaning` as a line of its own, word for word.",
    cure: 'Submit another approval whose body has the sentence that the message shows.',
    example: 'Grace Hopper approved, but without the line "I approve tracker as qa-lead"',
  },
  SIGNOFF_EDITED: {
    cause: 'The body of the review was edited, so it is not what was signed.',
    cure: 'Submit another approval and leave it as it is.',
    example: 'Grace Hopper approved, but the review was edited at 2026-11-22T10:05:00Z by mallory',
  },
  SIGNOFF_EDIT_UNKNOWN: {
    cause: "Whether the review was edited could not be read, and the role's `meaning` rests on it.",
    cure: 'Run the gate again when GitHub answers GraphQL queries; REST does not tell edits.',
    example: 'Grace Hopper approved, but whether the review was edited is not known',
  },
  ROLE_UNRESOLVED: {
    cause: 'Who belongs to the team of a role could not be read; a team that the token cannot see looks like none.',
    cure: 'Give `github-token` a token of an app with `members: read`, or list the people in the role.',
    example: 'qa: GET /orgs/acme/teams/qa: 404 Not Found; it does not exist, or the token may not see it',
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
  EVIDENCE_OTHER_IMAGE: {
    cause:
      'The file is about another image than the one that was built for this commit, or names no image by its digest.',
    cure: 'Make the evidence from the pushed image by its digest, after action-build and before the gate.',
    example: 'trivy.json is about sha256:1f2e…, and backend is sha256:99aa…',
  },
  EVIDENCE_UNSIGNED: {
    cause: 'No key of `signed-by` has signed the attestation.',
    cure: 'Let the tool that makes it sign with one of these keys, or correct the keys in the configuration.',
    example: 'provenance.json: none of its 1 signatures is by a key of signed-by',
  },
  EVIDENCE_PERSONAL_DATA: {
    cause: 'The file has what looks like personal data, and `personal-data: refuse` is set for it.',
    cure: 'Look at the lines that are named; let the tests use made-up data, or take the data out of what the tool writes.',
    example: 'junit.xml has what looks like 2 × social security number (lines 3, 9)',
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
  RECORD_CHAIN: {
    cause:
      'A record that an earlier record builds on, by its sha256, is gone, was altered, or says something else than the record after it.',
    cure: 'Run the checkpoints of this commit again in their order; a chain with a gap is never taken.',
    example: 'the chain names a record with sha256 1f2e3d4c5b6a, and no record of this commit has it',
  },
  RECORD_UNREADABLE: {
    cause: 'The newest record of the earlier checkpoint, or of the build, could not be read.',
    cure: 'Run the earlier step again; a record that was altered or has expired is never taken.',
    example: 'record countersign-VALIDATION-BUILD._.4711.1: expired',
  },
  LINK_UNPROVEN: {
    cause: 'It could not be recomputed whether the commit is exactly what merging the pull request gives.',
    cure: 'Give the job `contents: read` and git 2.38 or later, check the repository out with `fetch-depth: 0`, or merge only branches that are up to date.',
    example: '#7: git cannot fetch from https://github.com: The requested URL returned error: 403',
  },
  LINK_BROKEN: {
    cause:
      'The commit holds something else than merging the head of its pull request into the commit before gives: a merge that was changed by hand, or a commit that was not made by that pull request.',
    cure: 'Bring what differs in by a pull request of its own; update branches before they are merged, so that no conflict has to be resolved in the merge.',
    example: '#7: merging 1f2e3d4c5b6a into 99aa88bb77cc gives the tree 0a1b2c3d4e5f, the commit has 5f4e3d2c1b0a',
  },
  CHANGE_UNREVIEWED: {
    cause:
      'A commit since the last verified deployment came without a merged pull request, or its pull request has too few independent approvals.',
    cure: 'Let someone who is not an author approve the pull request that the message names; what came without one has to be reverted and brought in again by a pull request.',
    example: '1 of 4 commits since 1f2e3d4c5b6a: 99aa88bb77cc by mallory: no pull request was merged as this commit',
  },
  CHANGE_SIDEWAYS: {
    cause: 'The commit does not descend from the last one that was verified in the environment.',
    cure: 'Merge the verified commit into the branch; go back to an earlier release by action-rollback.',
    example: '1f2e3d4c5b6a has not the verified commit 99aa88bb77cc in its history (behind)',
  },
  COVERAGE_START_UNKNOWN: {
    cause: 'There were deployments to the environment, and for none of them can it be shown what was verified.',
    cure: 'Name the commit that was verified last in `changes: { since: … }` of the checkpoint, on the protected branch.',
    example: 'deployment 5012 of 1f2e3d4c5b6a: its record has expired',
  },
  PROMOTION_MISSING: {
    cause: 'The same images are not verified in the environment that this one is promoted from, or not any more.',
    cure: 'Deploy this commit there first, and let nothing else be deployed there while the time runs.',
    example: 'beta has deployment 5012 with other images since 2026-11-20T08:00:00Z',
  },
  PROMOTION_TOO_EARLY: {
    cause: 'The images are verified in the environment before, but not for as long as `verified-for` asks.',
    cure: 'Run the gate again when the time has passed; the message says when.',
    example: 'verified in beta for 3 h 20 min of 24 h 0 min; from 2026-11-22T08:00:00Z on',
  },
  MERGE_QUEUE_EARLY: {
    cause: 'The run is of a merge queue, whose commit no pull request has made yet, so nobody can have signed it.',
    cure: 'Let the gate run on the push that the queue makes when it merges; there each pull request is found and proved.',
    example: 'a merge_group run has no pull request yet',
  },
} as const satisfies ReasonCodeTable;
