import type { Json } from '../shared/domain/json.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import { type RunContext, runUrl } from '../shared/domain/run-context.ts';
import type { GateDecision } from './decide.ts';
import type { GateFacts } from './gate-facts.ts';

/**
 * The record of a decision. One that was made before the merge names no environment, so that no deployment can take it
 * for a permission, even when somebody deploys the commit of an open pull request.
 */
export function gateRecord(
  facts: GateFacts,
  gate: GateDecision,
  runner: { readonly context: RunContext; readonly tool: DecisionRecord['tool'] },
): DecisionRecord {
  const { context } = runner;
  const body: Json = facts;
  return {
    schemaVersion: 1,
    kind: 'gate',
    tool: runner.tool,
    application: facts.rules.application,
    checkpoint: facts.rules.checkpoint,
    environment: gate.stage === 'before-merge' ? null : facts.environment,
    policy: facts.policy,
    subject: gate.subject,
    facts: body,
    decision: gate.decision,
    previous: gate.previous,
    run: {
      repository: context.repository,
      id: context.runId,
      attempt: context.runAttempt,
      workflow: context.workflow,
      actor: context.actor,
      url: runUrl(context),
    },
    decidedAt: facts.now,
  };
}
