import * as z from 'zod';
import { bases } from './schema/bases.ts';
import { checkpoint, evidence, override } from './schema/checkpoints.ts';
import { environment } from './schema/environments.ts';
import { freezeWindow } from './schema/freeze.ts';
import { role } from './schema/people.ts';
import { integrationTest } from './schema/running.ts';
import { scanner } from './schema/scanner.ts';
import { service } from './schema/services.ts';
import { dnsLabel, name } from './schema/words.ts';

/**
 * The one file of validation truth, `.github/countersign.yml`. Only the form: what the form cannot say (unknown roles,
 * cycles, exactly-one-of) is checked by `meaning.ts`, because those rules have no place in a JSON Schema.
 */
export const configSchema = z.strictObject({
  version: z.literal(1).describe('Version of this format.'),
  application: dnsLabel.max(40).describe('Name of what is released; part of the names of releases and records.'),
  roles: z.record(name, role).optional().describe('Who may sign, by role.'),
  evidence: z.record(name, evidence).optional().describe('Pieces of evidence, by name.'),
  checkpoints: z.record(name, checkpoint).optional().describe('Points that a release passes or does not pass, by id.'),
  overrides: z.record(name, override).optional().describe('The emergency protocol, by kind.'),
  freeze: z.array(freezeWindow).optional().describe('Times in which nothing is let through.'),
  bases: bases.optional().describe('What images may be built on; not asked without it.'),
  scanner: scanner
    .optional()
    .describe('What looks for known vulnerabilities in the images; nothing is scanned without it.'),
  services: z.record(dnsLabel, service).optional().describe('The containers that a release is made of.'),
  integration: z
    .array(integrationTest)
    .min(1)
    .optional()
    .describe('Tests of the running set of services, carried out by action-build.'),
  environments: z.record(dnsLabel.max(40), environment).optional().describe('Where releases go, and how.'),
  notifications: z.record(z.string(), z.unknown()).optional().describe('Whom to tell.'),
});

/** The configuration with the keys as they stand in the file. */
export type Config = z.output<typeof configSchema>;
