import type { Decision } from '../domain/decision.ts';
import type { Json } from '../domain/json.ts';

/** Where a record was stored. */
export type StoredRecord = { readonly sha256: string; readonly path: string; readonly artifact: string };

/**
 * The outputs that all four actions have. `result` gets `schema-version`, `verdict` and `reason-codes` in front of what
 * the action adds; a key is never renamed inside one schema version.
 */
export function commonOutputs(parts: {
  readonly decision: Decision;
  readonly stored?: StoredRecord | undefined;
  readonly result: Readonly<Record<string, Json>>;
}): Record<string, string> {
  const { decision, stored } = parts;
  return {
    verdict: decision.verdict,
    'reason-codes': JSON.stringify(decision.reasonCodes),
    record: stored?.path ?? '',
    'record-sha256': stored?.sha256 ?? '',
    'record-artifact': stored?.artifact ?? '',
    result: JSON.stringify({
      'schema-version': 1,
      verdict: decision.verdict,
      'reason-codes': decision.reasonCodes,
      ...parts.result,
    }),
  };
}
