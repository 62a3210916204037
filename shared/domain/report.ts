import type { Place } from './errors.ts';
import type { Verdict } from './verdict.ts';

/** What an action says at its end; the runner writes it, nothing else does. */
export type Report = {
  readonly verdict: Verdict;
  /** One line: shown as the step's failure message unless the verdict is PASS. */
  readonly headline: string;
  /** By output name as in action.yml. */
  readonly outputs: Readonly<Record<string, string>>;
  /** GitHub-flavoured Markdown for the job summary. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
};

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly text: string;
  readonly place?: Place;
};
