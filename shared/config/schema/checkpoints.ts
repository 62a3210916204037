import * as z from 'zod';
import { signOff } from './people.ts';
import { duration, name, path } from './words.ts';

/** Formats of evidence; each has a reader. */
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
    path: path
      .optional()
      .describe('File inside the artifact, or a pattern for several: `**/junit-*.xml`. At least one has to match.'),
    file: path.optional().describe('File in the repository at the commit.'),
    format: z.enum(EVIDENCE_FORMATS).describe('Which reader turns the file into numbers.'),
    require: z.string().min(1).describe('Expression (CEL) over the numbers that the reader gives; it must be true.'),
    'max-age': duration.optional().describe('Oldest age that counts, by the time at which GitHub stored the artifact.'),
    from: path
      .optional()
      .describe(
        'The only workflow whose artifacts count: `.github/workflows/tests.yml`. Those of others are passed over.',
      ),
    image: name
      .optional()
      .describe(
        'Service whose image the file has to be about, by the digest that action-build pushed for this commit.',
      ),
    'signed-by': z
      .array(
        z
          .string()
          .regex(
            /^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+\n-----END PUBLIC KEY-----\n?$/,
            'a public key as PEM text',
          )
          .meta({ title: 'a public key as PEM text' }),
      )
      .min(1)
      .optional()
      .describe(
        'Public keys (PEM; Ed25519, or ECDSA on P-256, P-384 or P-521), one of which must have signed the DSSE envelope. Without it the signature is not verified.',
      ),
    'personal-data': z
      .enum(['report', 'refuse'])
      .optional()
      .describe(
        'What looks like personal data in the file (social security, medical record and telephone numbers, dates of birth, e-mail addresses) is told by kind and line, never shown; `refuse` makes the file no evidence. `report` unless given.',
      ),
  })
  .describe('A piece of evidence.');

export const checkpoint = z
  .strictObject({
    title: z.string().min(1).describe('What people call it.'),
    after: z.array(name).optional().describe('Checkpoints whose record must be PASS for the same subject.'),
    evidence: z.array(name).optional().describe('Evidence that must fulfil its expression.'),
    'sign-offs': z.array(signOff).optional().describe('Roles that must have signed, each by another person.'),
    changes: z
      .strictObject({
        approvals: z
          .int()
          .min(0)
          .max(20)
          .optional()
          .describe('Approvals of each pull request; 1 unless given, 0 asks for none.'),
        'after-merge': z
          .boolean()
          .optional()
          .describe('Whether approvals that were given after the merge count. They do not unless given.'),
        since: z
          .string()
          .regex(/^[0-9a-f]{40}$/, 'a full commit SHA: 40 lower-case hex digits')
          .meta({ title: 'a full commit SHA' })
          .optional()
          .describe(
            'Commit after which changes are looked at, in place of the last verified deployment: for environments whose earlier deployments were made by other means, or whose record has expired.',
          ),
      })
      .optional()
      .describe(
        'Independent approvals that every commit since the last verified deployment must have had. A checkpoint with sign-offs that is decided for an environment asks for one unless this says otherwise.',
      ),
  })
  .describe('A named point that a release passes or does not pass.');

export const override = z
  .strictObject({
    lasts: duration.describe('How long the override counts, from when it was granted, by the clock of GitHub.'),
    'sign-offs': z
      .array(signOff)
      .min(1)
      .describe('Roles that must agree; each with `via: environment`, because an override has no pull request.'),
    'validate-within': duration
      .optional()
      .describe('Time in which the same checkpoint must pass without it; until it does, later gates are refused.'),
  })
  .describe('The emergency protocol: who may let a release through without its evidence, and for how long.');

export type Evidence = z.output<typeof evidence>;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];
export type Checkpoint = z.output<typeof checkpoint>;
