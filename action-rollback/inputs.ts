import * as z from 'zod';
import {
  booleanInput,
  configInput,
  configRefInput,
  environmentInput,
  rolloutTokenInput,
} from '../shared/domain/inputs.ts';

/** A reason is for those who read it in a year: a word is not one. */
const REASON_LENGTH = 10;

/** Inputs of action-rollback, by their names in action.yml, where the defaults are. An empty string means not given. */
export const inputs = z.strictObject({
  environment: environmentInput.describe('Environment to roll back.'),
  to: z
    .string()
    .regex(/^(?:last-verified|[1-9]\d{0,8})$/, 'must be last-verified or the number of a release')
    .describe('Release to go back to: `last-verified`, or the number of a verified release that is kept.'),
  reason: z
    .string()
    .trim()
    .min(REASON_LENGTH, `is required: at least ${REASON_LENGTH} characters that say why`)
    .describe('Why, in a sentence; it goes into the record.'),
  'allow-data-loss': booleanInput.describe(
    '`true`: undo steps that lose data may run. No step of this version does, so it changes nothing yet.',
  ),
  config: configInput,
  'config-ref': configRefInput,
  'github-token': rolloutTokenInput('rollback'),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
