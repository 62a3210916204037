import type { Values } from '../expression.ts';
import { readCobertura } from './cobertura.ts';
import { readLcov } from './lcov.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

const readCoverage: EvidenceReader = (text) => {
  const isXml = text.trimStart().startsWith('<');
  const found = isXml ? readCobertura(text) : readLcov(text);
  if (found.lines_total === 0) return unreadable('it has no lines');
  return { kind: 'values', values: { ...found } };
};

/** Percent; not rounded, so that 79.96 is not 80. No branches give no percentage, rather than all of none. */
function percentages(values: Values): Values {
  const percent = (name: string): Values => {
    const [covered, total] = [values[`${name}_covered`], values[`${name}_total`]];
    if (typeof covered !== 'number' || typeof total !== 'number' || total === 0) return {};
    return { [name]: (100 * covered) / total };
  };
  return { ...values, ...percent('lines'), ...percent('branches') };
}

export const coverage: EvidenceForm = {
  reads: 'LCOV tracefiles and Cobertura XML',
  variables: [
    { name: 'lines', unit: '%', meaning: 'lines that were reached, of all files together', together: 'one' },
    { name: 'branches', unit: '%', meaning: 'branches that were reached, when there are any', together: 'one' },
    count('lines_total', 'lines'),
    count('lines_covered', 'lines that were reached'),
    count('branches_total', 'branches'),
    count('branches_covered', 'branches that were reached'),
  ],
  refuses: 'no line; totals that are not what the lines add up to',
  read: readCoverage,
  derive: percentages,
};
