import type { EvidenceFormat } from '../../config/schema/checkpoints.ts';
import { describeError } from '../../domain/errors.ts';
import { findPersonalData, personalDataIn } from '../personal-data.ts';
import { checklist } from './checklist.ts';
import { coverage } from './coverage.ts';
import { cyclonedx } from './cyclonedx.ts';
import { inToto } from './in-toto.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { k6 } from './k6.ts';
import { type EvidenceForm, type Reading, unreadable } from './reading.ts';
import { sarif } from './sarif.ts';
import { spdx } from './spdx.ts';
import { trivy } from './trivy.ts';
import { validationDocument } from './validation-document.ts';

/** A format is read by one pure file and this line. */
export const EVIDENCE_FORMS: Readonly<Record<EvidenceFormat, EvidenceForm>> = {
  junit,
  trivy,
  sarif,
  cyclonedx,
  spdx,
  k6,
  coverage,
  checklist,
  'validation-document': validationDocument,
  dsse: inToto,
  json,
};

/** Largest file that is read, in bytes. */
export const MAX_EVIDENCE_BYTES = 20_000_000;

function readText(form: EvidenceForm, bytes: Uint8Array, wanted: ReadonlySet<string>): Reading {
  if (bytes.length > MAX_EVIDENCE_BYTES)
    return unreadable(`it has ${bytes.length} bytes, at most ${MAX_EVIDENCE_BYTES} are read`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable('it cannot be read: it is not UTF-8');
  }
  if (text.includes('\0')) return unreadable('it cannot be read: it has NUL characters, as UTF-16 and binary files do');
  if (text.trim() === '') return unreadable('it is empty');
  try {
    return form.read(text, wanted);
  } catch (thrown) {
    const reason = describeError(thrown);
    return unreadable(findPersonalData(reason).length > 0 ? 'it is not as its format says' : reason);
  }
}

/** Reads a file of evidence. Anything that goes wrong makes it unreadable, never empty. */
export function readEvidence(format: EvidenceFormat, bytes: Uint8Array, wanted: ReadonlySet<string>): Reading {
  const reading = readText(EVIDENCE_FORMS[format], bytes, wanted);
  if (reading.kind === 'unreadable') return reading;
  // What is given here goes into the record, which is kept for years and shown to many.
  const personal = personalDataIn(reading.values);
  if (personal === undefined) return reading;
  return unreadable(`a value that require looks at holds what looks like a ${personal}, which a record must not keep`);
}
