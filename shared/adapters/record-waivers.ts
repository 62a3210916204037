import * as z from 'zod';
import { type Fact, read, unavailable } from '../domain/fact.ts';
import type { Json } from '../domain/json.ts';
import type { BuildWaiver } from '../policy/build-waivers.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const waiver = z.object({
  rule: z.string(),
  at: z.string().nullable(),
  owner: z.string(),
  reason: z.string(),
  expires: day,
});
const build = z.object({
  services: z.array(z.object({ service: z.string(), asked: z.object({ waivers: z.array(waiver) }) })),
});

/**
 * The waivers that a build was made with. Each of them was in force and matched a finding when the build passed.
 * @param facts the body of a build's record
 * @throws Error when they are written in a form that is not known
 */
const waiversOf = (facts: Json): readonly BuildWaiver[] =>
  build.parse(facts).services.flatMap(({ service, asked }) => asked.waivers.map((one) => ({ service, ...one })));

/** The same as a fact: what is written in another form is not none. */
export function readWaivers(facts: Json): Fact<readonly BuildWaiver[]> {
  try {
    return read(waiversOf(facts));
  } catch {
    return unavailable('its waivers are not written in a form that this version knows', 'RECORD_UNREADABLE');
  }
}
