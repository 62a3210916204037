import { decide as decideBuild, imagesOf } from '../../action-build/decide.ts';
import type { BuildFacts } from '../../action-build/service-facts.ts';
import { decideRollout } from '../../action-deploy/decide.ts';
import type { DeployFacts } from '../../action-deploy/facts.ts';
import { decideOutcome, decide as decideRollback } from '../../action-rollback/decide.ts';
import type { RollbackFacts } from '../../action-rollback/facts.ts';
import { decide as decideGate } from '../../action-validate/decide.ts';
import { decideOverride } from '../../action-validate/decide-override.ts';
import type { GateFacts } from '../../action-validate/gate-facts.ts';
import type { OverrideAsk } from '../../action-validate/override-facts.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { describeError } from '../../shared/domain/errors.ts';
import { parseRecord } from '../../shared/domain/parse-record.ts';
import { canonicalJson, type DecisionRecord } from '../../shared/domain/record.ts';
import type { StepOutcome } from '../../shared/domain/release.ts';
import { decisionDifferences } from './difference.ts';

/** What became of one record. `unusable`: it is no sealed record, or this version cannot decide its facts. */
export type Replay =
  | { readonly kind: 'identical'; readonly record: DecisionRecord; readonly sha256: string }
  | {
      readonly kind: 'different';
      readonly record: DecisionRecord;
      readonly sha256: string;
      readonly differences: readonly string[];
    }
  | { readonly kind: 'unusable'; readonly problem: string };

type Rollout = { readonly steps: readonly StepOutcome[]; readonly probes: readonly StepOutcome[] };

type Again = { readonly decision: Decision; readonly differences: readonly string[] };

const compare = (what: string, recorded: unknown, again: unknown): string[] =>
  canonicalJson(recorded) === canonicalJson(again)
    ? []
    : [`${what}: recorded ${canonicalJson(recorded)}, now ${canonicalJson(again)}`];

/** A deployment's record holds the decision of one checkpoint, or of the whole when it names none. */
function decideDeploy(record: DecisionRecord): Decision {
  const { admission, rollout } = record.facts as unknown as { admission: DeployFacts; rollout: Rollout };
  const decisions = decideRollout(admission, rollout.steps, rollout.probes);
  const { during, after } = admission.rules;
  const of = { [during?.id ?? '']: decisions.during, [after?.id ?? '']: decisions.after };
  const decision = record.checkpoint === null ? decisions.overall : of[record.checkpoint];
  if (decision === undefined || decision === null) throw new Error(`its facts have no checkpoint ${record.checkpoint}`);
  return decision;
}

/** A rollback's record holds the decision after the restore: by whether it might begin, and what its parts did. */
function decideRestore(record: DecisionRecord): Decision {
  const { admission, rollback } = record.facts as unknown as { admission: RollbackFacts; rollback: Rollout };
  return decideOutcome(decideRollback(admission).decision, rollback.steps, rollback.probes);
}

/** The decision made again from the facts of the record, by the pure function of its kind. */
function again(record: DecisionRecord): Again {
  switch (record.kind) {
    case 'gate': {
      const { decision, subject, previous } = decideGate(record.facts as unknown as GateFacts);
      const differences = [
        ...compare('subject', record.subject, subject),
        ...compare('previous', record.previous, previous),
      ];
      return { decision, differences };
    }
    case 'build': {
      const facts = record.facts as unknown as BuildFacts;
      const decision = decideBuild(facts);
      return { decision, differences: compare('images', record.subject.images, imagesOf(facts, decision)) };
    }
    case 'override': {
      const { decision, subject, previous } = decideOverride(record.facts as unknown as OverrideAsk);
      const differences = [
        ...compare('subject', record.subject, subject),
        ...compare('previous', record.previous, previous),
      ];
      return { decision, differences };
    }
    case 'deploy':
      return { decision: decideDeploy(record), differences: [] };
    case 'rollback':
      return { decision: decideRestore(record), differences: [] };
  }
}

/**
 * Checks that a text is a record, whole and unaltered, and makes its decision again from its own facts: the same facts
 * must give the same decision, years later and with no network.
 */
export function replayRecord(text: string): Replay {
  const parsed = parseRecord(text);
  if (!parsed.ok) return { kind: 'unusable', problem: parsed.problem };
  const { record, sha256 } = parsed;
  try {
    const made = again(record);
    const differences = [...decisionDifferences(record.decision, made.decision), ...made.differences];
    return differences.length === 0
      ? { kind: 'identical', record, sha256 }
      : { kind: 'different', record, sha256, differences };
  } catch (thrown) {
    const by = `${record.tool.name} ${record.tool.version}`;
    return { kind: 'unusable', problem: `made by ${by}, cannot be decided by this version: ${describeError(thrown)}` };
  }
}

/** One clear page about a record. */
export function replayPage(file: string, replay: Replay): string {
  if (replay.kind === 'unusable') return `${file}: NOT REPLAYED: ${replay.problem}`;
  const { record, sha256 } = replay;
  const { decision } = record;
  const lines = [
    `${file}: ${replay.kind === 'identical' ? 'IDENTICAL' : 'DIFFERENT'}`,
    `  ${record.kind} ${record.checkpoint ?? ''}${record.environment === null ? '' : ` -> ${record.environment}`} of ${record.application}`,
    `  ${decision.verdict}${decision.reasonCodes.length > 0 ? ` (${decision.reasonCodes.join(', ')})` : ''}, decided ${record.decidedAt} by ${record.tool.name} ${record.tool.version}`,
    `  program sha256 ${record.tool.dist}`,
    `  commit ${record.subject.commit}, tree ${record.subject.tree}`,
    `  run ${record.run.url}`,
    `  sha256 ${sha256}`,
    `  policy ${record.policy.path} at ${record.policy.commit}, sha256 ${record.policy.sha256}`,
    ...decision.requirements.map((one) => `  ${one.status.padEnd(14)} ${one.id}: ${one.seen}`),
    ...(replay.kind === 'different' ? replay.differences.map((line) => `  ! ${line}`) : []),
  ];
  return lines.join('\n');
}
