import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidenceFormat } from '../../../../../shared/config/schema/checkpoints.ts';
import type { Reading } from '../../../../../shared/policy/evidence-readers/reading.ts';
import { EVIDENCE_FORMS, readEvidence } from '../../../../../shared/policy/evidence-readers/registry.ts';
import { together } from '../../../../../shared/policy/evidence-readers/several.ts';

/** A file as a tool wrote it, or made by hand in the tool's documented form. */
export const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/evidence', name), 'utf8');

/** Each format with a file that is in order. */
export const FIXTURES: readonly (readonly [format: EvidenceFormat, file: string])[] = [
  ['junit', 'pytest.xml'],
  ['junit', 'pytest-failed.xml'],
  ['coverage', 'coverage-py.xml'],
  ['coverage', 'coverage-py.info'],
  ['trivy', 'trivy.json'],
  ['sarif', 'sarif.json'],
  ['cyclonedx', 'cyclonedx.json'],
  ['spdx', 'spdx.json'],
  ['k6', 'k6-summary-export.json'],
  ['k6', 'k6-handle-summary.json'],
  ['dsse', 'statement.json'],
  ['dsse', 'dsse.json'],
  ['dsse', 'sigstore-bundle.json'],
  ['validation-document', 'validation.md'],
];

export const readingOf = (format: EvidenceFormat, content: string | Uint8Array, ...wanted: string[]): Reading => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return together(EVIDENCE_FORMS[format], [readEvidence(format, bytes, new Set(wanted))]);
};

/** What a file says that it is about. */
export function digestsIn(format: EvidenceFormat, content: string): readonly string[] | undefined {
  const reading = readEvidence(format, new TextEncoder().encode(content), new Set());
  return reading.kind === 'values' ? reading.digests : undefined;
}

/** The values, or the reason why there are none. */
export const valuesOf = (...args: Parameters<typeof readingOf>): unknown => {
  const reading = readingOf(...args);
  return reading.kind === 'values' ? reading.values : reading.reason;
};

/** Replaces one piece of a text, which has to be there. */
export function changed(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`there is no ${from} to change`);
  return after;
}
