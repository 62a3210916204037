import * as z from 'zod';
import { checkpoint, evidence, override } from './schema/checkpoints.ts';
import { environment } from './schema/environments.ts';
import { role } from './schema/people.ts';
import { service } from './schema/services.ts';
import { dnsLabel, name } from './schema/words.ts';

/**
 * The one file of validation truth, `.github/countersign.yml`. Only the form: what the form cannot say (unknown roles,
 * cycles, exactly-one-of) is checked by `meaning.ts`, because those rules have no place in a JSON Schema.
 */
export const configSchema = z.strictObject({
  version: z.literal(1),
  application: dnsLabel.max(40),
  roles: z.record(name, role).optional(),
  evidence: z.record(name, evidence).optional(),
  checkpoints: z.record(name, checkpoint).optional(),
  overrides: z.record(name, override).optional(),
  services: z.record(dnsLabel, service).optional(),
  environments: z.record(dnsLabel.max(40), environment).optional(),
  notifications: z.record(z.string(), z.unknown()).optional(),
});

/** The configuration with the keys as they stand in the file. */
export type Config = z.output<typeof configSchema>;
