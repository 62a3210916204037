import type { Json } from '../shared/domain/json.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import { type RunContext, runReference } from '../shared/domain/run-context.ts';
import type { GateDecision } from './decide.ts';
import type { GateFacts } from './gate-facts.ts';
import type { OverrideAsk } from './override-facts.ts';
import type { GateRules } from './rules.ts';

type About = Pick<GateFacts, 'environment' | 'policy' | 'now'> & { readonly rules: GateRules };

/** The parts that every record of this action has. */
function recordOf(
  kind: 'gate' | 'override',
  about: About,
  body: Json,
  gate: GateDecision,
  { context, tool }: { readonly context: RunContext; readonly tool: DecisionRecord['tool'] },
): DecisionRecord {
  return {
    schemaVersion: 1,
    kind,
    tool,
    application: about.rules.application,
    checkpoint: about.rules.checkpoint,
    environment: about.environment,
    policy: about.policy,
    subject: gate.subject,
    facts: body,
    decision: gate.decision,
    previous: gate.previous,
    run: runReference(context),
    decidedAt: about.now,
  };
}

/**
 * The record of a decision. One that was made before the merge names no environment, so that no deployment can take it
 * for a permission, even when somebody deploys the commit of an open pull request.
 */
export const gateRecord = (
  facts: GateFacts,
  gate: GateDecision,
  runner: { readonly context: RunContext; readonly tool: DecisionRecord['tool'] },
): DecisionRecord => {
  const environment = gate.stage === 'before-merge' ? null : facts.environment;
  return recordOf('gate', { ...facts, environment }, facts, gate, runner);
};

/** The record of an override, granted or not; it counts for a gate only when it is PASS. */
export const overrideRecord = (
  ask: OverrideAsk,
  decision: GateDecision,
  runner: { readonly context: RunContext; readonly tool: DecisionRecord['tool'] },
): DecisionRecord => recordOf('override', ask, ask, decision, runner);
