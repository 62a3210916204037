import * as z from 'zod';
import {
  booleanInput,
  configInput,
  configRefInput,
  environmentInput,
  rolloutTokenInput,
} from '../shared/domain/inputs.ts';

/** Inputs of action-deploy, by their names in action.yml, where the defaults are. An empty string means not given. */
export const inputs = z.strictObject({
  environment: environmentInput.describe('Environment to deploy to.'),
  'dry-run': booleanInput.describe('`true`: plan, server-side dry run and diff only; nothing is changed.'),
  config: configInput,
  'config-ref': configRefInput,
  'github-token': rolloutTokenInput('deployment'),
});

/** The inputs as the action uses them. */
export type Inputs = z.output<typeof inputs>;
