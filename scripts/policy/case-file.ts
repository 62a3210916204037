import * as z from 'zod';
import { REASON_CODES } from '../../shared/domain/reason-codes.ts';

const account = z.string().min(1).describe('login; of a person in the roles, or of somebody else');
const age = z.string().regex(/^\d+(?:ms|s|m|h|d)$/, 'a duration such as 2h');
const code = z.string().refine((value) => Object.hasOwn(REASON_CODES, value), { error: 'no such reason code' });

const review = z.strictObject({
  by: account.nullable(),
  says: z.enum(['approved', 'changes-requested', 'commented', 'dismissed']),
  of: z.enum(['head', 'older', 'gone']).default('head'),
  type: z.enum(['User', 'Bot']).default('User'),
});

/** An approval of an environment of the run. */
const approval = z.strictObject({
  by: account,
  environment: z.string().min(1),
  says: z.enum(['approved', 'rejected']).default('approved'),
});

/** Numbers as the reader would give them; `missing`: no such artifact or file; `unreadable`: not what its format says. */
const evidence = z.union([
  z.enum(['missing', 'unreadable']),
  z.strictObject({ values: z.record(z.string(), z.json()), age: age.default('1m') }),
]);

/** A granted override of the case's checkpoint and environment. */
const override = z.strictObject({
  kind: z.string().min(1),
  requirements: z.array(z.string().min(1)).min(1).default(['all']),
  /** How long ago. */
  granted: age.default('1m'),
  by: account.default('somebody-in-need'),
  /** The commit of the case, or another one that it has let through. */
  of: z.enum(['this', 'another']).default('this'),
  /** Whether the validation that it promised was made. */
  validated: z.boolean().default(false),
});

const pullRequest = z.strictObject({
  state: z.enum(['merged', 'open', 'none']).default('merged'),
  opener: account.default('somebody-else'),
  authors: z.array(account.nullable()).min(1).default(['somebody-else']),
  protected: z.boolean().default(true),
});

const policyCase = z.strictObject({
  name: z.string().min(1),
  checkpoint: z.string().min(1),
  environment: z.string().optional(),
  'started-by': account.default('starter'),
  'pull-request': pullRequest.prefault({}),
  reviews: z.array(review).default([]),
  approvals: z.array(approval).default([]),
  /** GitHub's time; that of the file unless given. */
  at: z.iso.datetime().optional(),
  evidence: z.record(z.string(), evidence).default({}),
  /** Verdict of the newest record of each earlier checkpoint; those that are not named have none. */
  records: z.record(z.string(), z.enum(['PASS', 'FAIL', 'ERROR', 'unreadable'])).default({}),
  build: z.enum(['PASS', 'FAIL', 'ERROR', 'none']).default('PASS'),
  overrides: z.array(override).default([]),
  expect: z.strictObject({
    verdict: z.enum(['PASS', 'FAIL', 'ERROR']),
    /** Exactly these, in any order. */
    reasons: z.array(code).default([]),
    /** Code of single requirements, by id. */
    requirements: z.record(z.string(), code).default({}),
    /** Exactly these requirements are OVERRIDDEN, by id; not looked at unless given. */
    overridden: z.array(z.string()).optional(),
  }),
});

/** A file of cases: a configuration (inline, or its path from the file), and what it has to say to which facts. */
export const caseFile = z.strictObject({
  configuration: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
  now: z.iso.datetime().default('2026-01-01T12:00:00Z'),
  cases: z.array(policyCase).min(1),
});

export type PolicyCase = z.output<typeof policyCase>;
