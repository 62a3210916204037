import type { Judged } from '../judgement.ts';
import type { ServiceFacts, Waiver } from '../service-facts.ts';
import { covers, isOver } from '../waiver.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';

const shown = ({ rule, at }: Waiver): string => (at === null ? rule : `${rule} at ${at}`);

const finding = (waiver: Waiver, rule: string, reason: string, fix: string): Finding => ({
  rule,
  place: { in: 'image-configuration', key: `waivers, ${shown(waiver)}` },
  about: shown(waiver),
  reason: `${shown(waiver)}, owned by ${waiver.owner}: ${reason}`,
  fix,
});

/** Whether the check that a waiver is about has an answer, so that it can be said whether the waiver matches. */
const hasAnswer = ({ rule }: Waiver, judged: readonly Judged[]): boolean =>
  judged.every(({ check, result }) => !rule.startsWith(`${check.id}/`) || result.status !== 'not-run');

function findingsOf(waiver: Waiver, judged: readonly Judged[], day: string): Finding[] {
  if (isOver(waiver, day)) {
    const reason = `its last day was ${waiver.expires}`;
    return [finding(waiver, 'waivers/expired', reason, 'Correct what it is about, or have its owner renew it')];
  }
  const check = judged.find((one) => waiver.rule.startsWith(`${one.check.id}/`))?.check;
  if (check === undefined || check.waivable === false) {
    const reason = check === undefined ? 'no check has such a rule' : 'this rule cannot be waived';
    return [finding(waiver, 'waivers/stale', reason, 'Take it out, or correct its rule')];
  }
  const matches = judged.some(({ waived }) => waived.some((one) => covers(waiver, one.finding)));
  if (matches || !hasAnswer(waiver, judged)) return [];
  return [finding(waiver, 'waivers/stale', 'it matches no finding', 'Take it out: what it was about is gone')];
}

/** Waivers are few and true: one that is over, or about nothing, is not left lying around. */
export const waiversCheck: Omit<Check, 'run'> & {
  run(facts: ServiceFacts, judged: readonly Judged[], day: string): CheckResult;
} = {
  id: 'waivers',
  title: 'Waivers in force',
  line: 'pre-build/configuration',
  controls: ['45 CFR 164.308(a)(1)(ii)(B)'],
  code: 'WAIVER_INVALID',
  needed: 'waivers that are not over, and that match a finding',
  waivable: false,
  run(facts, judged, day) {
    const { waivers } = facts.asked;
    if (waivers.length === 0) return { status: 'not-asked', seen: 'no waivers' };
    const findings = waivers.flatMap((waiver) => findingsOf(waiver, judged, day));
    const open = judged.some(({ result }) => result.status === 'not-run');
    const seen = waivers.map((waiver) => `${shown(waiver)} until ${waiver.expires} (${waiver.owner})`).join('; ');
    if (findings.length === 0 && open) {
      const answer = { status: 'not-run', seen: 'not run: other checks have no answer', needed: 'all other answers' };
      return { ...answer, status: 'not-run', after: 'build' };
    }
    return failIfAny(findings, { status: 'pass', seen });
  },
};
