import type { Json } from '../../domain/json.ts';
import { type EvidenceReader, unreadable } from './reading.ts';

const MAX_DEPTH = 100;

/** Why a parsed value cannot be decided on; undefined when it can. */
function problem(value: Json, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : 'it has a number that is too large to read';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = problem(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Any JSON document. The keys of its root are variables; the whole document is `json`, for keys that are no names and
 * for roots that are lists: `json["p95-ms"]`, `json[0].score`.
 */
export const readJson: EvidenceReader = (text, wanted) => {
  let document: Json;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (thrown) {
    return unreadable(`not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const wrong = problem(document);
  if (wrong !== undefined) return unreadable(wrong);
  const keys =
    typeof document === 'object' && document !== null && !Array.isArray(document) ? Object.entries(document) : [];
  const picked = [...keys.filter(([key]) => key !== 'json'), ['json', document] as const].filter(([key]) =>
    wanted.has(key),
  );
  return { kind: 'values', values: Object.fromEntries(picked) };
};
