import * as z from 'zod';
import { duration } from './words.ts';

/** What Trivy calls a vulnerability's weight. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'] as const;

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a sha256 of 64 lower-case hex digits')
  .meta({ title: 'a sha256' });

const trivy = z.strictObject({
  path: z
    .string()
    .regex(/^\//, 'an absolute path')
    .meta({ title: 'an absolute path' })
    .optional()
    .describe('The program on the runner; instead of version.'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'a version such as 0.59.1')
    .meta({ title: 'a version such as 0.59.1' })
    .optional()
    .describe('Release that is downloaded; its archive must have the sha256 that is given.'),
  sha256: sha256.optional().describe('Of the archive that is downloaded, or of the program at path.'),
  from: z
    .string()
    .regex(/^https:\/\/.+/, 'an https address')
    .meta({ title: 'an https address' })
    .optional()
    .describe("Address of the archive on a mirror; the project's own release page unless given."),
  severity: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .optional()
    .describe('Severities that are not accepted; CRITICAL and HIGH unless given.'),
  'fixed-only': z
    .boolean()
    .optional()
    .describe('Whether only vulnerabilities count for which a fixed version exists; false unless given.'),
  'max-database-age': duration
    .optional()
    .describe('Oldest vulnerability database that a scan may be made with; 48h unless given.'),
  'update-database': z
    .boolean()
    .optional()
    .describe(
      'Whether Trivy updates its databases first; true unless given. False: only what is in its cache is used.',
    ),
});

/** What looks for known vulnerabilities. Nothing is scanned without this section, and the summary says so. */
export const scanner = z.strictObject({
  trivy: trivy.describe('Trivy, run once for each image; its verdict is not used, its findings are.'),
});

export type Severity = (typeof SEVERITIES)[number];
