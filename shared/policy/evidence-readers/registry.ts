import type { EvidenceFormat } from '../../config/schema/checkpoints.ts';
import { describeError } from '../../domain/errors.ts';
import { readChecklist } from './checklist.ts';
import { readJson } from './json.ts';
import { readJunit } from './junit.ts';
import { type EvidenceReader, type Reading, unreadable } from './reading.ts';

/** A format is read by one pure file and this line. */
const READERS: Partial<Readonly<Record<EvidenceFormat, EvidenceReader>>> = {
  checklist: readChecklist,
  json: readJson,
  junit: readJunit,
};

/** Largest file that is read, in bytes. */
export const MAX_EVIDENCE_BYTES = 20_000_000;

/** Reads a file of evidence. Anything that goes wrong makes it unreadable, never empty. */
export function readEvidence(format: EvidenceFormat, bytes: Uint8Array, wanted: ReadonlySet<string>): Reading {
  const reader = READERS[format];
  if (reader === undefined) return unreadable(`this version has no reader for the format ${format}`);
  if (bytes.length > MAX_EVIDENCE_BYTES) {
    return unreadable(`it has ${bytes.length} bytes, at most ${MAX_EVIDENCE_BYTES} are read`);
  }
  try {
    return reader(new TextDecoder('utf-8', { fatal: true }).decode(bytes), wanted);
  } catch (thrown) {
    return unreadable(`it cannot be read: ${describeError(thrown)}`);
  }
}
