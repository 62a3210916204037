import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Decision } from './decision.ts';
import type { Json } from './json.ts';
import type { Subject } from './subject.ts';

/** Everything that a decision was made of: enough to make it again, years later and offline. */
export type DecisionRecord = {
  readonly schemaVersion: 1;
  readonly kind: 'build' | 'gate' | 'deploy' | 'rollback' | 'override';
  readonly tool: {
    readonly name: string;
    readonly version: string;
    /** sha256 over all program files of the running `dist`: of what `sha256sum *.js` says there. */
    readonly dist: string;
  };
  readonly application: string;
  readonly checkpoint: string | null;
  readonly environment: string | null;
  /** The configuration that was decided by. */
  readonly policy: PolicyReference;
  readonly subject: Subject;
  /** All facts, exactly as the pure decision got them. */
  readonly facts: Json;
  readonly decision: Decision;
  /** sha256 of the record before this one in checkpoint order; null for the first. */
  readonly previous: string | null;
  readonly run: RunReference;
  /** When it was decided, RFC 3339 in UTC. */
  readonly decidedAt: string;
};

export type PolicyReference = {
  /** Path in the repository. */
  readonly path: string;
  /** The ref that was asked for, and the commit it stood for. */
  readonly ref: string;
  readonly commit: string;
  /** sha256 of the file's bytes. */
  readonly sha256: string;
};

export type RunReference = {
  readonly repository: string;
  readonly id: number;
  readonly attempt: number;
  readonly workflow: string;
  readonly actor: string;
  readonly url: string;
};

/** A record as it is stored: its canonical text (RFC 8785) and the sha256 of that text. */
export type SealedRecord = { readonly text: string; readonly sha256: string };

/** Lower-case hex sha256. */
export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Canonical JSON (RFC 8785): the same value always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without a JSON form cannot be put into a record');
  return text;
}

/**
 * Facts as their record keeps them, keys in canonical order. Decisions are made on these: then the record alone gives the
 * same decision again, down to the order in which names are told.
 */
export const asRecorded = <Facts>(facts: Facts): Facts => JSON.parse(canonicalJson(facts)) as Facts;

/** Makes a record immutable in effect: its hash is its name from here on. */
export function seal(record: DecisionRecord): SealedRecord {
  const text = canonicalJson(record);
  return { text, sha256: sha256(text) };
}
