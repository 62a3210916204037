import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onReady, whileRunning } from './running.ts';

const KILLED = 137;

/** Exit codes of an orderly end: 0, or the stop signal itself (SIGINT, SIGQUIT, SIGTERM). */
const CLEAN: readonly number[] = [0, 130, 131, 143];

const finding = (rule: string, reason: string): readonly Finding[] => [
  {
    rule,
    place: whileRunning('stop signal'),
    reason,
    fix: 'Handle the stop signal in process 1: exec-form CMD without a shell around it, and exit code 0',
  },
];

function judge({ stop, rules }: Ran): CheckResult {
  if (stop === null) {
    const needed = 'a container that stays up';
    return { status: 'not-run', seen: 'not run: the container had ended before', needed };
  }
  const limit = `${rules.stop / 1_000} s`;
  const took = stop.seconds.toFixed(1);
  if (stop.exitCode === KILLED) {
    return failIfAny(
      finding('stop/killed', `still ran ${limit} after its stop signal and was killed (exit code 137)`),
      {
        status: 'pass',
        seen: '',
      },
    );
  }
  const dirty = CLEAN.includes(stop.exitCode)
    ? []
    : finding('stop/error', `ended with exit code ${stop.exitCode} after its stop signal`);
  return failIfAny(dirty, {
    status: 'pass',
    seen: `exit code ${stop.exitCode} after ${took} s of ${limit}`,
  });
}

/** It ends by itself when it is told to. */
export const stopCheck: Check = {
  id: 'stop',
  title: 'Stops cleanly',
  line: 'build/startup',
  controls: [],
  code: 'STOP_UNCLEAN',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'exit code 0 or that of the stop signal within limits.stop',
  run: (facts) => onReady(facts, judge),
};
