import type { Place } from './errors.ts';
import type { Verdict } from './verdict.ts';

/**
 * Ends of a run that decided nothing, so that no workflow can take them for a PASS: `EXPLAINED` ends well, because it was
 * only asked to tell, and `CLEARED` does, because a `post` step left everything in order; `SIMULATED` never does, because
 * its facts are supposed.
 */
export type NoDecision = 'EXPLAINED' | 'SIMULATED' | 'CLEARED';

/** What an action says at its end; the runner writes it, nothing else does. */
export type Report = {
  readonly verdict: Verdict | NoDecision;
  /** One line: shown as the step's failure message unless it ends well. */
  readonly headline: string;
  /** By output name as in action.yml. */
  readonly outputs: Readonly<Record<string, string>>;
  /** GitHub-flavoured Markdown for the job summary. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
};

/** Whether the step ends with success. */
export const endsWell = ({ verdict }: Report): boolean => ['PASS', 'EXPLAINED', 'CLEARED'].includes(verdict);

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly text: string;
  readonly place?: Place;
};
