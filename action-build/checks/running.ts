import type { Ran } from '../run/run-facts.ts';
import type { ServiceFacts } from '../service-facts.ts';
import type { CheckResult, FindingPlace } from './check.ts';

/** Findings about something that was seen while the container ran. */
export const whileRunning = (what: string): FindingPlace => ({ in: 'running-container', what });

/** Runs a check on what was seen of the running container, or says why there is nothing to run it on. */
export function onRun({ run }: ServiceFacts, check: (ran: Ran) => CheckResult): CheckResult {
  switch (run.kind) {
    case 'not-asked':
      return { status: 'not-asked', seen: 'the configuration has no run.ready, so the container was not run' };
    case 'none':
      return { status: 'not-run', seen: 'not run: there is no image', needed: 'an image that builds', after: 'build' };
    case 'blocked':
      return run.by === null
        ? { status: 'not-run', seen: `not run: ${run.why}`, needed: 'an engine and dependencies that can run' }
        : { status: 'not-run', seen: `not run: ${run.why}`, needed: `${run.by} to pass its checks`, after: 'run' };
    case 'ran':
      return check(run);
  }
}

/** As `onRun`, for what can only be seen of a container that became ready and stayed up. */
export const onReady = (facts: ServiceFacts, check: (ran: Ran) => CheckResult): CheckResult =>
  onRun(facts, (ran) => {
    if (ran.course.kind !== 'up') {
      const needed = 'a container that stays up';
      return { status: 'not-run', seen: 'not run: the container did not stay up', needed, after: 'run' };
    }
    const needed = 'a container that becomes ready';
    return ran.ready?.reached === true
      ? check(ran)
      : { status: 'not-run', seen: 'not run: the container did not become ready', needed, after: 'ready' };
  });

/** The last words of a container, as far as a sentence takes them. */
export const lastWords = (lines: readonly string[]): string => (lines.at(-1) ?? 'no output').slice(0, 300);
