import type { Decision } from '../shared/domain/decision.ts';
import type { Json } from '../shared/domain/json.ts';
import type { DecisionRecord, PolicyReference } from '../shared/domain/record.ts';
import { type RunContext, runReference } from '../shared/domain/run-context.ts';
import type { Subject } from '../shared/domain/subject.ts';
import type { BuildFacts } from './service-facts.ts';

/** What a build's record is made of. */
export type Recorded = {
  readonly tool: DecisionRecord['tool'];
  readonly application: string;
  readonly policy: PolicyReference;
  readonly subject: Subject;
  readonly facts: BuildFacts;
  readonly decision: Decision;
  readonly context: RunContext;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
};

/** The record of a build: it belongs to no checkpoint and no environment, and is the first of its chain. */
export function buildRecord(made: Recorded): DecisionRecord {
  const { context, tool, application, policy, subject, facts, decision } = made;
  return {
    schemaVersion: 1,
    kind: 'build',
    tool,
    application,
    checkpoint: null,
    environment: null,
    policy,
    subject,
    facts: facts satisfies Json,
    decision,
    previous: null,
    run: runReference(context),
    decidedAt: new Date(made.decidedAt).toISOString(),
  };
}
