import type { ReasonCodeTable } from './entry.ts';

/** Codes that any of the four actions can give. */
export const COMMON_CODES = {
  OK: {
    cause: 'The requirement is satisfied.',
    cure: 'Nothing to do.',
    example: 'unit-tests: 412 tests, none failed',
  },
  NOTHING_REQUIRED: {
    cause: 'Nothing was evaluated, so there is nothing that could justify a yes.',
    cure: 'Give the checkpoint at least one piece of evidence, sign-off or earlier checkpoint.',
    example: 'checkpoint VALIDATION-BUILD asks for nothing',
  },
  INPUT_INVALID: {
    cause: 'An input of the action is missing or is not of the expected form.',
    cure: 'Correct the `with:` block of the step; the message names the input.',
    example: 'input "environment" is required',
  },
  CONFIG_INVALID: {
    cause: 'The configuration file is missing or breaks its schema or its meaning.',
    cure: 'Correct the lines named in the message; the editor schema shows the same errors.',
    example: '.github/countersign.yml:14:5 unknown key "sign-off", did you mean "sign-offs"?',
  },
  CONFIG_UNSUPPORTED: {
    cause: 'The configuration uses a section that this version parses but cannot carry out yet.',
    cure: 'Take the section out, or use a version that supports it; it is refused so that it cannot be ignored silently.',
    example: 'environments.production.promotes-from is not carried out by this version',
  },
  GITHUB_UNREADABLE: {
    cause: 'The GitHub API did not give an answer that can be decided on.',
    cure: 'Give the job the permission that the message names, or run it again when GitHub answers.',
    example: 'GET /repos/acme/tracker/pulls/7/reviews: 403; the job needs "pull-requests: read"',
  },
  INTERNAL: {
    cause: 'The action ended in a way that nobody planned for.',
    cure: 'Run it again with debug logging and report the message; nothing after the failing line was done.',
    example: 'internal error: Cannot read properties of undefined',
  },
} as const satisfies ReasonCodeTable;
