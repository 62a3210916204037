import { CHECKS } from './checks/catalogue.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './checks/check.ts';
import { waiversCheck } from './checks/waivers.ts';
import { showPlace } from './place.ts';
import type { ServiceFacts, Waiver } from './service-facts.ts';
import { covers, isOver } from './waiver.ts';

/** One check of one service with its answer, waivers taken into account. */
export type Judged = {
  readonly check: Omit<Check, 'run'>;
  readonly result: CheckResult;
  /** The findings that somebody answers for. */
  readonly waived: readonly Waived[];
};

type Waived = { readonly finding: Finding; readonly waiver: Waiver };

/** What stays a finding, and what is waived; a waiver that is over waives nothing. */
function split(check: Check, facts: ServiceFacts, day: string) {
  const result = check.run(facts);
  if (result.status !== 'fail') return { result, open: [], waived: [] };
  const open: Finding[] = [];
  const waived: Waived[] = [];
  const waivers = check.waivable === false ? [] : facts.asked.waivers.filter((one) => !isOver(one, day));
  for (const finding of result.findings) {
    if (!finding.rule.startsWith(`${check.id}/`)) throw new Error(`${finding.rule} is not a rule of ${check.id}`);
    const waiver = waivers.find((one) => covers(one, finding));
    if (waiver === undefined) open.push(finding);
    else waived.push({ finding, waiver });
  }
  return { result, open, waived };
}

const showWaived = ({ finding, waiver }: Waived): string =>
  `${finding.rule} at ${showPlace(finding.place)}: ${finding.reason}, waived by ${waiver.owner} until ${waiver.expires} (${waiver.reason})`;

function judgeOne(check: Check, facts: ServiceFacts, day: string): Judged {
  const { result, open, waived } = split(check, facts, day);
  if (waived.length === 0) return { check, result, waived };
  const words = waived.map(showWaived).join('; ');
  if (open.length === 0) return { check, result: { status: 'waived', seen: words }, waived };
  const left = failIfAny(open, result);
  return { check, result: { ...left, seen: `${left.seen}; besides, ${words}` }, waived };
}

/** Every check of one service, in the order in which people read them, and last whether its waivers are in order. */
export function judge(facts: ServiceFacts, day: string): readonly Judged[] {
  const judged = CHECKS.map((check) => judgeOne(check, facts, day));
  return [...judged, { check: waiversCheck, result: waiversCheck.run(facts, judged, day), waived: [] }];
}
