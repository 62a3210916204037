import * as z from 'zod';

/** A boolean input: `true` or `false` in any case, and nothing else, so that `yes` cannot quietly mean no. */
export const booleanInput = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  error: 'must be true or false',
});
