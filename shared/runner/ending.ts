import * as core from '@actions/core';
import { endsWell, type Report } from '../domain/report.ts';
import { describeStacks, failureReport } from './failure-report.ts';
import type { Stage } from './port.ts';
import type { Redactor } from './redact.ts';
import { writeReport } from './write-report.ts';

/** Longest wait for a reader of stdout that does not read, in milliseconds. */
const FLUSH_LIMIT = 30_000;

/** The one way out of an action. The first call counts; every later one is ignored. */
export type Ending = {
  readonly over: boolean;
  finish(report: Report): void;
  /** Ends with verdict ERROR. `exitCode` is 1 unless a signal has its own. */
  fail(thrown: unknown, exitCode?: number): void;
  /** Sets the exit code again, for the `exit` event: a stray `process.exit(0)` must not turn a failure into a yes. */
  settle(): void;
};

const drained = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write('', () => done()));

/** Leaves as soon as everything is written: a socket or timer that is still open would keep the step waiting. */
async function leave(exitCode: number): Promise<void> {
  const limit = new Promise<void>((done) => setTimeout(done, FLUSH_LIMIT));
  await Promise.race([Promise.all([drained(process.stdout), drained(process.stderr)]), limit]);
  process.exit(exitCode);
}

/** @param stage a `post` step writes no outputs: those of the step itself stand. */
export function makeEnding(action: string, stage: Stage, redactor: Redactor): Ending {
  let over = false;
  // Until a PASS is written completely, every way out is a failure.
  let exitCode = 1;

  const end = (report: Report, failureCode: number): void => {
    over = true;
    const problems = writeReport(action, stage, report, redactor);
    const lines = problems.map((problem) => failureReport(action, problem).headline);
    for (const line of new Set(lines)) if (line !== report.headline) core.error(redactor.clean(line));
    exitCode = endsWell(report) && problems.length === 0 ? 0 : failureCode;
    process.exitCode = exitCode;
    void leave(exitCode);
  };

  process.exitCode = exitCode;
  return {
    get over() {
      return over;
    },
    finish: (report) => {
      if (!over) end(report, 1);
    },
    fail: (thrown, failureCode = 1) => {
      if (over) return;
      const stacks = describeStacks(thrown);
      if (stacks !== '') core.debug(redactor.clean(stacks));
      end(failureReport(action, thrown), failureCode);
    },
    settle: () => {
      process.exitCode = exitCode;
    },
  };
}
