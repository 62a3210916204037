import type { Decision } from '../shared/domain/decision.ts';
import type { Json } from '../shared/domain/json.ts';
import { canonicalJson, type DecisionRecord } from '../shared/domain/record.ts';
import type { ReleaseContent } from '../shared/domain/release.ts';
import type { RecordSummary } from '../shared/policy/earlier-record.ts';
import type { ReleaseRun } from '../shared/rollout/release-run.ts';
import type { RolloutDecisions } from './decide.ts';
import type { DeployFacts } from './facts.ts';

type Done = {
  readonly run: ReleaseRun;
  readonly decisions: RolloutDecisions;
  readonly gate: RecordSummary;
  readonly content: ReleaseContent;
  readonly runner: { readonly tool: DecisionRecord['tool'] };
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** A record that waits for the hash of the one before it; the empty text stands for the record of the gate. */
type Pending = (previous: string) => DecisionRecord;

/**
 * The records of a deployment in their order: of the checkpoint during, of the checkpoint after, and one of the whole
 * when not both are configured, so that no part of a rollout goes unrecorded.
 */
export function rolloutRecords(facts: DeployFacts, done: Done): readonly Pending[] {
  const { during, after } = facts.rules;
  const { decisions } = done;
  const of = (checkpoint: string | null, decision: Decision | null): readonly Pending[] =>
    decision === null ? [] : [(previous) => recordOf(facts, done, { checkpoint, decision, previous })];
  return [
    ...of(during?.id ?? null, decisions.during),
    ...of(after?.id ?? null, decisions.after),
    ...(during === null || after === null ? of(null, decisions.overall) : []),
  ];
}

function recordOf(
  facts: DeployFacts,
  { run, gate, content, runner, now }: Done,
  what: { readonly checkpoint: string | null; readonly decision: Decision; readonly previous: string },
): DecisionRecord {
  const { steps, probes, restore, recovery } = run;
  const rollout = { release: run.release, verified: run.verified, steps, probes, restore, recovery };
  return {
    schemaVersion: 1,
    kind: 'deploy',
    tool: runner.tool,
    application: facts.scope.application,
    checkpoint: what.checkpoint,
    environment: facts.scope.environment,
    policy: facts.policy,
    subject: content.subject,
    facts: JSON.parse(canonicalJson({ admission: facts, rollout })) as Json,
    decision: what.decision,
    previous: what.previous === '' ? gate.sha256 : what.previous,
    run: content.run,
    decidedAt: new Date(now).toISOString(),
  };
}
