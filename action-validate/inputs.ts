import * as z from 'zod';
import { booleanInput, configInput, configRefInput } from '../shared/domain/inputs.ts';

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
  mode: z
    .enum(['gate', 'explain', 'simulate', 'override'])
    .describe(
      '`gate` decides. `explain` shows the state of an open pull request and decides nothing. `simulate` shows what `sign-offs` would change. `override` asks for an override.',
    ),
  'sign-offs': z
    .string()
    .optional()
    .describe('Mode simulate: sign-offs that are supposed, as `ROLE=LOGIN`, parted by commas or lines.'),
  override: z.string().optional().describe('Mode override: kind of the override, as in the configuration.'),
  reason: z.string().max(500).optional().describe('Mode override: why; it is shown wherever the override is used.'),
  ticket: z.string().max(200).optional().describe('Mode override: where the emergency is written down.'),
  requirements: z
    .string()
    .optional()
    .describe('Mode override: ids of the requirements to override, or `all`, parted by commas or lines.'),
  comment: booleanInput.describe(
    'Keep one comment on the pull request up to date with the state; needs `pull-requests: write`.',
  ),
  config: configInput,
  'config-ref': configRefInput,
  'github-token': z
    .string()
    .min(1)
    .describe(
      'Token that reads; `contents: read`, `pull-requests: read`, `actions: read` and `deployments: read` are enough. Nothing is written with it but the comment.',
    ),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
