/** The three outcomes of any decision. What could not be read is ERROR, never PASS. */
export type Verdict = 'PASS' | 'FAIL' | 'ERROR';

/** How one requirement stands. OVERRIDDEN and NOT_APPLICABLE are always shown, never folded into SATISFIED. */
export type RequirementStatus = 'SATISFIED' | 'UNSATISFIED' | 'OVERRIDDEN' | 'NOT_APPLICABLE' | 'ERROR';
