import { parseJson } from './json-text.ts';
import type { EvidenceForm, EvidenceReader } from './reading.ts';

/**
 * Any JSON document. The keys of its root are variables; the whole document is `json`, for keys that are no names and
 * for roots that are lists: `json["p95-ms"]`, `json[0].score`.
 */
const readJson: EvidenceReader = (text, wanted) => {
  const document = parseJson(text);
  const keys =
    typeof document === 'object' && document !== null && !Array.isArray(document) ? Object.entries(document) : [];
  const picked = [...keys.filter(([key]) => key !== 'json'), ['json', document] as const].filter(([key]) =>
    wanted.has(key),
  );
  return { kind: 'values', values: Object.fromEntries(picked) };
};

export const json: EvidenceForm = {
  reads: 'any JSON document; the keys of its root are variables by their names',
  variables: [
    {
      name: 'json',
      unit: 'any',
      meaning: 'the whole document, for keys that are no names: `json["p95-ms"]`',
      together: 'one',
    },
  ],
  refuses: 'nested more than 100 deep; a key given twice; a number that is too large',
  read: readJson,
};
