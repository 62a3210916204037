import * as z from 'zod';

/** A boolean input: `true` or `false` in any case, and nothing else, so that `yes` cannot quietly mean no. */
export const booleanInput = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  error: 'must be true or false',
});

/** `config` of every action. */
export const configInput = z.string().min(1).describe('Path of the configuration in the repository.');

/** `config-ref` of the actions that never read the checkout's configuration. */
export const configRefInput = z
  .string()
  .optional()
  .describe('Branch that the configuration is read from; it must be protected. Empty: the default branch.');

/** `environment` of the actions that change one. */
export const environmentInput = z.string().min(1, 'is required: the name of an environment of the configuration');

/** `github-token` of the actions that change an environment. @param shown what GitHub shows with it. */
export const rolloutTokenInput = (shown: string) =>
  z
    .string()
    .min(1)
    .describe(
      `Token that reads the configuration and the records (\`contents: read\`, \`actions: read\`); with \`deployments: write\` the ${shown} is shown on GitHub.`,
    );
