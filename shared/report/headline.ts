import { type Decision, type RequirementResult, stands } from '../domain/decision.ts';
import { REASON_CODES } from '../domain/reason-codes.ts';
import type { Verdict } from '../domain/verdict.ts';

/** How each verdict is said to people. */
export const VERDICT_WORDS = { PASS: 'passed', FAIL: 'refused', ERROR: 'could not be decided' } as const;

/** The same where nothing was decided. */
export const WOULD_WORDS = { PASS: 'would pass', FAIL: 'would be refused', ERROR: 'could not be decided' } as const;

/** What to say about a decision that is not PASS: errors first, because they hide answers. */
function mostUrgent(decision: Decision): RequirementResult | undefined {
  const failing = decision.requirements.filter((result) => !stands(result));
  return failing.find((result) => result.status === 'ERROR') ?? failing[0];
}

/** One plain line for the step's failure message: the verdict, the most urgent open requirement, how many more. */
export function headline(
  decision: Decision,
  name: string,
  words: Readonly<Record<Verdict, string>> = VERDICT_WORDS,
): string {
  const start = `${name} ${words[decision.verdict]}`;
  if (decision.verdict === 'PASS') {
    const overridden = decision.requirements.filter((result) => result.status === 'OVERRIDDEN').length;
    return overridden === 0 ? start : `${start}, ${overridden} OVERRIDDEN`;
  }
  const first = mostUrgent(decision);
  if (first === undefined) {
    const [reason] = decision.reasonCodes;
    return reason === undefined ? start : `${start}: ${REASON_CODES[reason].cause} ${REASON_CODES[reason].cure}`;
  }
  const more = decision.requirements.filter((result) => !stands(result)).length - 1;
  const who = first.whoCanFix.length > 0 ? `. Who can act: ${first.whoCanFix.join(', ')}` : '';
  return `${start}: ${first.title}: ${first.seen}${who}${more > 0 ? `. ${more} more` : ''}`;
}
