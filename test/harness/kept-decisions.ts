import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateFacts } from '../../action-validate/gate-facts.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { canonicalJson, sha256 } from '../../shared/domain/record.ts';

/** What is decided, without the words about it. */
export const summaryOf = ({ verdict, reasonCodes, requirements }: Decision): object => ({
  verdict,
  reasonCodes,
  requirements: requirements.map(({ id, status, code }) => `${id} ${status} ${code}`),
});

/** Keeps what a test has decided about, for who asks for it by naming a folder in the environment. */
export function keepDecision(facts: GateFacts, decision: Decision): void {
  const folder = process.env['COUNTERSIGN_KEEP_DECISIONS'];
  if (folder === undefined) return;
  const text = canonicalJson(JSON.parse(JSON.stringify({ facts, decided: summaryOf(decision) })));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${sha256(text)}.json`), text);
}
