import type { Decision, RequirementResult } from '../../shared/domain/decision.ts';
import { canonicalJson } from '../../shared/domain/record.ts';

const FIELDS = ['title', 'status', 'code', 'seen', 'needed', 'whoCanFix', 'links', 'observations'] as const;

const same = (left: unknown, right: unknown): boolean => canonicalJson(left) === canonicalJson(right);

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function requirementDifferences(id: string, recorded: RequirementResult, again: RequirementResult): string[] {
  return FIELDS.filter((field) => !same(recorded[field], again[field])).map(
    (field) => `${id}: ${field}: recorded ${shown(recorded[field])}, now ${shown(again[field])}`,
  );
}

const byId = (decision: Decision): Map<string, RequirementResult> =>
  new Map(decision.requirements.map((result) => [result.id, result]));

/** Everything in which two decisions differ, one line each; empty when they are the same to the last character. */
export function decisionDifferences(recorded: Decision, again: Decision): readonly string[] {
  if (same(recorded, again)) return [];
  const [before, after] = [byId(recorded), byId(again)];
  const lines = [
    ...(recorded.verdict === again.verdict ? [] : [`verdict: recorded ${recorded.verdict}, now ${again.verdict}`]),
    ...(same(recorded.reasonCodes, again.reasonCodes)
      ? []
      : [`reason codes: recorded ${shown(recorded.reasonCodes)}, now ${shown(again.reasonCodes)}`]),
    ...[...before].flatMap(([id, one]) => {
      const other = after.get(id);
      return other === undefined
        ? [`${id}: recorded ${one.status}, now not asked`]
        : requirementDifferences(id, one, other);
    }),
    ...[...after].flatMap(([id, one]) => (before.has(id) ? [] : [`${id}: not recorded, now ${one.status}`])),
  ];
  return lines.length > 0 ? lines : ['the requirements stand in another order'];
}
