import { decide } from '../../action-validate/decide.ts';
import type { GateFacts } from '../../action-validate/gate-facts.ts';
import { gateRules } from '../../action-validate/rules.ts';
import { type ExtraSignOff, withoutReview, withSignOffs } from '../../action-validate/simulation.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { unavailable } from '../../shared/domain/fact.ts';
import { canonicalJson, type DecisionRecord } from '../../shared/domain/record.ts';
import type { EvidenceFact, EvidenceRule } from '../../shared/policy/evidence.ts';
import { decisionDifferences } from './difference.ts';

/** What is supposed to be otherwise. */
export type Supposition = {
  readonly config?: Config;
  readonly signOffs: readonly ExtraSignOff[];
  readonly withoutReviews: readonly number[];
};

const readTheSame = (left: EvidenceRule, right: EvidenceRule): boolean =>
  canonicalJson([left.source, left.format]) === canonicalJson([right.source, right.format]);

/** The numbers that the record kept, under another rule; unavailable where the record has none that fit. */
function evidenceUnder(rule: EvidenceRule, facts: GateFacts): EvidenceFact {
  const kept = facts.evidence.find((one) => one.rule.name === rule.name && readTheSame(one.rule, rule));
  if (kept !== undefined) return { ...kept, rule };
  const gone = unavailable(`the record does not hold evidence ${rule.name} as this configuration reads it`);
  return { rule, candidates: gone, files: gone };
}

/**
 * The same facts under the rules of another configuration. Records of earlier checkpoints keep counting although they
 * were decided by the old one: the question is what this change does, not that it makes them stale.
 */
function underConfig(facts: GateFacts, config: Config): GateFacts {
  const rules = gateRules(config, facts.rules.checkpoint, facts.environment);
  return { ...facts, rules, evidence: rules.evidence.map((rule) => evidenceUnder(rule, facts)) };
}

/** The decision of a gate's record, made again with something changed, and in what it differs. */
export function simulateRecord(
  record: DecisionRecord,
  { config, signOffs, withoutReviews }: Supposition,
): { readonly decision: Decision; readonly differences: readonly string[] } {
  if (record.kind !== 'gate') throw new Error(`only records of gates can be simulated, this one is a ${record.kind}`);
  const recorded = record.facts as unknown as GateFacts;
  const ruled = config === undefined ? recorded : underConfig(recorded, config);
  const reduced = withoutReviews.reduce(withoutReview, ruled);
  const { decision } = decide(withSignOffs(reduced, signOffs));
  return { decision, differences: decisionDifferences(record.decision, decision) };
}

/** What would be, and what makes the difference. */
export function simulationPage(
  file: string,
  record: DecisionRecord,
  simulated: ReturnType<typeof simulateRecord>,
): string {
  const { decision, differences } = simulated;
  const codes = decision.reasonCodes.length > 0 ? ` (${decision.reasonCodes.join(', ')})` : '';
  return [
    `${file}: SIMULATED, nothing was decided: ${record.decision.verdict} would be ${decision.verdict}${codes}`,
    ...decision.requirements.map((one) => `  ${one.status.padEnd(14)} ${one.id}: ${one.seen}`),
    ...(differences.length === 0 ? ['  nothing would change'] : differences.map((line) => `  ! ${line}`)),
  ].join('\n');
}
