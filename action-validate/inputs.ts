import * as z from 'zod';

/** Inputs of action-validate, by their names in action.yml, where the defaults are. An empty input counts as not given. */
export const inputs = z.strictObject({
  checkpoint: z.string().min(1).describe('Checkpoint to decide.'),
  environment: z
    .string()
    .optional()
    .describe(
      'Environment that the decision is for. Empty: the decision is for no environment, and no deployment finds its record.',
    ),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/, 'must be a full commit SHA: 40 lower-case hex digits')
    .optional()
    .describe(
      "Commit to decide about. Empty: the pull request's head on events of a pull request, else the commit of the run.",
    ),
  config: z.string().min(1).describe('Path of the configuration in the repository.'),
  'config-ref': z
    .string()
    .optional()
    .describe('Branch that the configuration is read from; it must be protected. Empty: the default branch.'),
  'github-token': z
    .string()
    .min(1)
    .describe(
      'Token that reads; `contents: read`, `pull-requests: read` and `actions: read` are enough. Nothing is written with it.',
    ),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
