import type { Decision } from '../shared/domain/decision.ts';
import type { Json } from '../shared/domain/json.ts';
import { canonicalJson, type DecisionRecord } from '../shared/domain/record.ts';
import type { ReleaseContent } from '../shared/domain/release.ts';
import type { RestoreResult } from '../shared/rollout/restore.ts';
import type { RollbackFacts } from './facts.ts';

/** The record of a rollback: who asked for it and why, what was found, what was done. */
export function rollbackRecord(
  facts: RollbackFacts,
  done: {
    readonly content: ReleaseContent;
    readonly result: RestoreResult;
    readonly decision: Decision;
    readonly tool: DecisionRecord['tool'];
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): DecisionRecord {
  const { content, result, decision, tool, now } = done;
  const { verified, steps, probes, milliseconds } = result;
  const rollback = { release: content.number, restores: result.release, verified, steps, probes, milliseconds };
  return {
    schemaVersion: 1,
    kind: 'rollback',
    tool,
    application: facts.scope.application,
    checkpoint: null,
    environment: facts.scope.environment,
    policy: facts.policy,
    subject: content.subject,
    facts: JSON.parse(canonicalJson({ admission: facts, rollback })) as Json,
    decision,
    previous: content.gate,
    run: content.run,
    decidedAt: new Date(now).toISOString(),
  };
}
