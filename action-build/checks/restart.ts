import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, failIfAny } from './check.ts';
import { onReady, whileRunning } from './running.ts';

function judge({ restart, rules }: Ran): CheckResult {
  if (restart === null) {
    const needed = 'a container that stays up until it is stopped';
    return { status: 'not-run', seen: 'not run: the container had ended before', needed };
  }
  const reason = `not ready again within ${rules.start / 1_000} s after a restart: ${restart.why}`;
  const fix = 'Remove what a run leaves behind, such as pid and lock files, when the service starts';
  return failIfAny(
    restart.reached ? [] : [{ rule: 'restart/failed', place: whileRunning('second start'), reason, fix }],
    { status: 'pass', seen: `ready again after ${restart.seconds.toFixed(1)} s` },
  );
}

/** It comes up again with the files of its first run. */
export const restartCheck: Check = {
  id: 'restart',
  title: 'Comes up again',
  line: 'build/startup',
  controls: [],
  code: 'RESTART_FAILED',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'a container that becomes ready again after a stop',
  run: (facts) => onReady(facts, judge),
};
