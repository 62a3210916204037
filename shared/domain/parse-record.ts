import * as z from 'zod';
import { REASON_CODES, type ReasonCode } from './reason-codes.ts';
import { canonicalJson, type DecisionRecord, sha256 } from './record.ts';
import { isDigest } from './subject.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full git object id');
const time = z.iso.datetime({ message: 'an RFC 3339 time in UTC' });
const verdict = z.enum(['PASS', 'FAIL', 'ERROR']);
const code = z.custom<ReasonCode>((value) => typeof value === 'string' && Object.hasOwn(REASON_CODES, value), {
  error: 'a reason code of this version',
});

const observation = z.strictObject({
  what: z.string(),
  counted: z.boolean(),
  why: z.string(),
  link: z.exactOptional(z.string()),
});

const requirement = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.enum(['SATISFIED', 'UNSATISFIED', 'OVERRIDDEN', 'NOT_APPLICABLE', 'ERROR']),
  code,
  seen: z.string(),
  needed: z.string(),
  whoCanFix: z.array(z.string()),
  links: z.array(z.string()),
  observations: z.array(observation),
});

const image = z.strictObject({
  name: z.string().min(1),
  digest: z.custom<`sha256:${string}`>((v) => isDigest(String(v))),
});

const recordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.enum(['build', 'gate', 'deploy', 'rollback', 'override']),
  tool: z.strictObject({ name: z.string(), version: z.string(), dist: hash }),
  application: z.string(),
  checkpoint: z.string().nullable(),
  environment: z.string().nullable(),
  policy: z.strictObject({ path: z.string(), ref: z.string(), commit: z.string(), sha256: hash }),
  subject: z.strictObject({ commit: objectId, tree: objectId, images: z.record(z.string(), image) }),
  // Any JSON: the decision that reads it knows its shape. `undefined` is what a missing key would be.
  facts: z.custom<DecisionRecord['facts']>((value) => value !== undefined, { error: 'is required' }),
  decision: z.strictObject({ verdict, requirements: z.array(requirement), reasonCodes: z.array(code) }),
  previous: hash.nullable(),
  run: z.strictObject({
    repository: z.string(),
    id: z.int().positive(),
    attempt: z.int().positive(),
    workflow: z.string(),
    actor: z.string(),
    url: z.string(),
  }),
  decidedAt: time,
}) satisfies z.ZodType<DecisionRecord>;

/** A record that was read, with the sha256 that is its name; or why it cannot be used, in one line. */
export type ParsedRecord =
  | { readonly ok: true; readonly record: DecisionRecord; readonly sha256: string }
  | { readonly ok: false; readonly problem: string };

const unusable = (problem: string): ParsedRecord => ({ ok: false, problem });

/**
 * Whether the text is the canonical form of its own content. Only then is the hash of the text the hash of the
 * content: otherwise the same record could go by many hashes, and a key given twice could be read in two ways.
 */
export const verifySealed = (text: string): boolean => canonicalJson(JSON.parse(text)) === text;

/** Reads a record that comes from outside: its form, and that it is sealed. Says nothing about who made it. */
export function parseRecord(text: string): ParsedRecord {
  try {
    const value: unknown = JSON.parse(text);
    const result = recordSchema.safeParse(value);
    if (!result.success) {
      const [issue] = result.error.issues;
      return unusable(`not a record of schema version 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    if (!verifySealed(text)) return unusable('its text is not the canonical form of its content');
    // The value as it was parsed: the check must not be able to change what the hash stands for.
    return { ok: true, record: value as DecisionRecord, sha256: sha256(text) };
  } catch (thrown) {
    return unusable(`not a record: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
