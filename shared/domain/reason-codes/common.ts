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
  ENVIRONMENT_UNKNOWN: {
    cause: 'The configuration has no environment of that name, or the environment does not use the checkpoint.',
    cure: 'Correct the input `environment`, or name the environment and its checkpoints in the configuration.',
    example: 'the configuration has no environment "prod"; there is beta, production',
  },
  GITHUB_UNREADABLE: {
    cause: 'The GitHub API did not give an answer that can be decided on.',
    cure: 'Give the job the permission that the message names, or run it again when GitHub answers.',
    example: 'GET /repos/acme/tracker/pulls/7/reviews: 403; the job needs "pull-requests: read"',
  },
  POLICY_UNPROTECTED: {
    cause: 'The configuration was to be read from a ref that is not a protected branch of the repository.',
    cure: 'Protect the branch, or name one that is protected in "config-ref": whoever can change the policy can change the answer.',
    example:
      'branch "main" is not protected, so the configuration in it cannot be trusted; protect it, or set config-ref',
  },
  RUNNER_INCOMPLETE: {
    cause: 'The runner did not give the action a variable or a file that every runner has to give.',
    cure: 'Run the action with a current runner, and do not unset or delete what it prepares; the message names what is missing.',
    example: 'GITHUB_OUTPUT is not set; run this action on a GitHub Actions runner',
  },
  PROGRAM_MISSING: {
    cause: 'A program that the action calls is not installed on the runner.',
    cure: 'Install the program in an earlier step, or use a runner image that has it.',
    example: 'program "kubectl" is not installed on this runner; install it in an earlier step',
  },
  PROGRAM_TIMEOUT: {
    cause: 'A program that the action called did not end in its time and was stopped.',
    cure: 'Look at what the program waits for; its last lines are in the log.',
    example: 'program "kubectl" did not end within 30.0 s and was stopped',
  },
  PATH_OUTSIDE: {
    cause: 'A path, or the symbolic link behind it, leads out of the folder that it has to stay in.',
    cure: 'Name a file inside the repository, and replace links that leave it by copies.',
    example: '"k8s/secret.yml" leads out of the workspace; name a file inside the repository',
  },
  ARTIFACT_NOT_STORED: {
    cause: 'The workflow artifact could not be stored, so the decision would have no record.',
    cure: 'Run the job again when the artifact service answers; a name that exists already means that a job decided the same thing twice in one attempt.',
    example: 'artifact "countersign-build._.4711.1" was not stored: Failed to CreateArtifact: (409) Conflict',
  },
  CANCELLED: {
    cause: 'The run was cancelled, or its runner was shut down, before the action had decided.',
    cure: 'Start the job again when you want the decision.',
    example: 'stopped by SIGTERM before it finished',
  },
  INTERNAL: {
    cause: 'The action ended in a way that nobody planned for.',
    cure: 'Run it again with debug logging and report the message; nothing after the failing line was done.',
    example: 'internal error: Cannot read properties of undefined',
  },
} as const satisfies ReasonCodeTable;
