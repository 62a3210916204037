import * as z from 'zod';
import { dnsLabel, name } from './words.ts';

/** A moment: RFC 3339 with its zone, because a freeze that begins at "midnight" begins at another time elsewhere. */
const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/,
    'a time with its zone such as 2026-12-20T18:00:00+01:00',
  )
  .meta({ title: 'a time with its zone such as 2026-12-20T18:00:00+01:00' });

export const freezeWindow = z
  .strictObject({
    from: moment.describe('When it begins.'),
    to: moment.describe('When it is over; this moment is outside.'),
    reason: z.string().min(1).describe('Why; shown in every refusal.'),
    environments: z
      .array(dnsLabel)
      .min(1)
      .optional()
      .describe('Environments that are frozen; all of them unless named.'),
    except: z.array(name).optional().describe('Kinds of override that may break it; none unless named.'),
  })
  .describe('A time in which no gate of an environment passes.');
