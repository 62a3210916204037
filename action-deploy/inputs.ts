import * as z from 'zod';
import { booleanInput } from '../shared/domain/inputs.ts';

/** Inputs of action-deploy, by their names in action.yml, where the defaults are. An empty string means not given. */
export const inputs = z.strictObject({
  environment: z
    .string()
    .min(1, 'is required: the name of an environment of the configuration')
    .describe('Environment to deploy to.'),
  'dry-run': booleanInput.describe('`true`: plan, server-side dry run and diff only; nothing is changed.'),
  config: z.string().min(1).describe('Path of the configuration in the repository.'),
  'config-ref': z
    .string()
    .optional()
    .describe('Branch that the configuration is read from; it must be protected. Empty: the default branch.'),
  'github-token': z
    .string()
    .min(1)
    .describe(
      'Token that reads the configuration and the records (`contents: read`, `actions: read`); with `deployments: write` the deployment is shown on GitHub.',
    ),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
