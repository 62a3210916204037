import * as z from 'zod';
import { configInput } from '../shared/domain/inputs.ts';

const list = z
  .string()
  .optional()
  .transform((text = '') => text.split(/[\s,]+/).filter((name) => name !== ''));

/** Inputs of action-build, by their names in action.yml, where the defaults are. One that is empty counts as not given. */
export const inputs = z.strictObject({
  services: list.describe(
    'Services to build, separated by commas, spaces or lines. Empty: every service of the configuration with a `build` section.',
  ),
  push: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .describe(
      'Whether images that pass are pushed. `false`: they are built and checked only, and the record names no image.',
    ),
  config: configInput,
  'config-ref': z
    .string()
    .optional()
    .describe(
      'Branch that the configuration is read from; it must be protected. Empty: the default branch. `workspace`: the checked-out file, for pull requests; no gate accepts a record that was made so.',
    ),
  'github-token': z.string().min(1).describe('Token that reads the configuration; `contents: read` is enough.'),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
