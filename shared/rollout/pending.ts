import * as z from 'zod';
import { probe } from '../config/schema/probes.ts';
import { UserError } from '../domain/errors.ts';

/** Key of the state under which a step tells its `post` step what it is at; `post.ts` of the runner looks at it. */
export const PENDING = 'pending';

const schema = z.strictObject({
  scope: z.strictObject({ application: z.string(), environment: z.string(), namespace: z.string() }),
  /** Who holds the lock. */
  holder: z.string(),
  /** When the release was decided: with the run, it tells this step's release from every other one. */
  at: z.string(),
  /** Id of GitHub's deployment; null when it is not shown. */
  deployment: z.number().nullable(),
  verify: z.array(probe),
});

/** A rollout that this step has begun: everything that is needed to bring it in order after the step was killed. */
export type Pending = z.output<typeof schema>;

/** @throws UserError('STORE_DAMAGED') when it is not what this version wrote. */
export function parsePending(text: string): Pending {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const message = 'what the interrupted step left in its state cannot be read; the next run restores';
    throw new UserError('STORE_DAMAGED', message, { cause });
  }
}
