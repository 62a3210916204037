import type { EvidenceForm, Together } from '../../shared/policy/evidence-readers/reading.ts';
import { EVIDENCE_FORMS } from '../../shared/policy/evidence-readers/registry.ts';
import { code, table } from './markdown.ts';

const TOGETHER: Readonly<Record<Together, string>> = {
  sum: 'sum',
  highest: 'highest',
  lowest: 'lowest',
  joined: 'all of them',
  same: 'known when all agree',
  one: 'one file only',
};

/** A value that is made after the files were put together is of all of them. */
const severalOf = (form: EvidenceForm, together: Together): string =>
  together === 'one' && form.derive !== undefined ? 'of the sums' : TOGETHER[together];

function section(name: string, form: EvidenceForm): string {
  const rows = form.variables.map(({ name: variable, unit, meaning, together }) => [
    code(variable),
    unit,
    meaning,
    severalOf(form, together),
  ]);
  return [
    `### ${code(name)}`,
    `${form.reads}. No evidence: ${form.refuses}.`,
    table(['variable', 'unit', 'meaning', 'of several files'], rows),
  ].join('\n\n');
}

/** Every format of evidence with the variables that `require` can use. */
export const evidenceFormats = (): string =>
  Object.entries(EVIDENCE_FORMS)
    .map(([name, form]) => section(name, form))
    .join('\n\n');

/** The formats in one table: what is read, and the names of the variables. */
export const evidenceFormatTable = (): string =>
  table(
    ['format', 'reads', 'values for `require`'],
    Object.entries(EVIDENCE_FORMS).map(([name, form]) => [
      code(name),
      form.reads,
      form.variables.map((variable) => code(variable.name)).join(', '),
    ]),
  );
