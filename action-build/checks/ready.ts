import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onRun, whileRunning } from './running.ts';

const FIX = 'Correct run.ready or the start up, or raise limits.start';

function judge({ ready, health, rules, course }: Ran): CheckResult {
  if (ready === null || (!ready.reached && course.kind !== 'up')) {
    const needed = 'a container that stays up';
    return { status: 'not-run', seen: 'not run: the container did not stay up', needed, after: 'run' };
  }
  const limit = `${rules.start / 1_000} s`;
  const late: Finding = {
    rule: 'ready/late',
    place: whileRunning('start'),
    reason: `not ready within ${limit}: ${ready.why}`,
    fix: FIX,
  };
  const sick: Finding = {
    rule: 'ready/health',
    place: whileRunning('HEALTHCHECK'),
    reason: `ready, but HEALTHCHECK says ${health} for ${limit}`,
    fix: 'Correct HEALTHCHECK: its program has to be in the image and to work without a writable root',
  };
  const ill = health !== null && health !== 'healthy';
  const healthy = health === 'healthy' ? ', HEALTHCHECK says healthy' : '';
  return failIfAny([...(ready.reached ? [] : [late]), ...(ready.reached && ill ? [sick] : [])], {
    status: 'pass',
    seen: `ready after ${ready.seconds.toFixed(1)} s of ${limit}${healthy}`,
  });
}

/** It says that it is ready, in time, and its HEALTHCHECK agrees. */
export const readyCheck: Check = {
  id: 'ready',
  title: 'Ready in time',
  line: 'build/startup',
  controls: ['CIS Docker 5.27'],
  code: 'RUN_NOT_READY',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'run.ready within limits.start, and a HEALTHCHECK that says healthy',
  run: (facts) => onRun(facts, judge),
};
