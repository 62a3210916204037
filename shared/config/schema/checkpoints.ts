import * as z from 'zod';
import { signOff } from './people.ts';
import { duration, name, path } from './words.ts';

/** Formats that a reader exists or is planned for; `refuseUnsupported` tells them apart. */
const EVIDENCE_FORMATS = [
  'junit',
  'json',
  'checklist',
  'trivy',
  'sarif',
  'cyclonedx',
  'spdx',
  'k6',
  'coverage',
  'validation-document',
  'dsse',
] as const;

/** One piece of evidence: a file in a workflow artifact of the commit (`artifact` + `path`), or in the repository (`file`). */
export const evidence = z
  .strictObject({
    artifact: z.string().min(1).optional().describe('Name of the workflow artifact.'),
    path: path.optional().describe('File inside the artifact.'),
    file: path.optional().describe('File in the repository at the commit.'),
    format: z.enum(EVIDENCE_FORMATS).describe('Which reader turns the file into numbers.'),
    require: z.string().min(1).describe('Expression (CEL) over the numbers that the reader gives; it must be true.'),
    'max-age': duration.optional().describe('Oldest age that counts.'),
  })
  .describe('A piece of evidence.');

export const checkpoint = z
  .strictObject({
    title: z.string().min(1).describe('What people call it.'),
    after: z.array(name).optional().describe('Checkpoints whose record must be PASS for the same subject.'),
    evidence: z.array(name).optional().describe('Evidence that must fulfil its expression.'),
    'sign-offs': z.array(signOff).optional().describe('Roles that must have signed, each by another person.'),
    changes: z
      .strictObject({ approvals: z.int().min(0).describe('Approvals of each change; 0 asks for none.') })
      .optional()
      .describe('Independent approvals that every commit since the last verified deployment must have had.'),
  })
  .describe('A named point that a release passes or does not pass.');

export const override = z
  .strictObject({
    lasts: duration.describe('How long the override counts.'),
    'sign-offs': z.array(signOff).min(1).describe('Roles that must agree.'),
    'validate-within': duration.optional().describe('Time in which the skipped validation must be made up for.'),
  })
  .describe('The emergency protocol: who may let a release through without its evidence, and for how long.');

export type Evidence = z.output<typeof evidence>;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];
export type Checkpoint = z.output<typeof checkpoint>;
