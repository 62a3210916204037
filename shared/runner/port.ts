import type * as z from 'zod';
import type { Report } from '../domain/report.ts';
import type { RunContext } from '../domain/run-context.ts';

/** Which of an action's two processes this is. */
export type Stage = 'main' | 'post';

/** What an action gets from the runner. Only `run-action.ts` makes one. */
export type Runner = {
  /** `post`: the step was over long ago, and this is its clearing up. */
  readonly stage: Stage;
  readonly context: RunContext;
  readonly tool: { readonly name: string; readonly version: string; readonly dist: string };
  readonly log: Log;
  /**
   * Reads every input that the schema names, all at once.
   * @throws UserError('INPUT_INVALID') that lists every input that is wrong, not only the first.
   */
  inputs<S extends z.ZodObject>(schema: S): z.output<S>;
  /** From here on the value is shown as `***` in every log line. */
  mask(secret: string): void;
  /** State that survives until the action's `post` step. */
  readonly state: { get(key: string): string; set(key: string, value: string): void };
};

export type Log = {
  info(line: string): void;
  debug(line: string): void;
  /** A folded group of lines. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
};

/** The body of an action: everything between the inputs and the report. */
export type ActionBody = (runner: Runner) => Promise<Report>;
