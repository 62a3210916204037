import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { lastWords, onRun, whileRunning } from './running.ts';

const FIX =
  'Write only to /tmp and the folders of run.writable, need no capability, and give run.env what the start needs';

const finding = (rule: string, reason: string): readonly Finding[] => [
  { rule, place: whileRunning('process 1'), reason, fix: FIX },
];

function findingsOf({ course }: Ran): readonly Finding[] {
  switch (course.kind) {
    case 'up':
      return [];
    case 'refused':
      return finding('run/refused', `the engine did not run it: ${course.why}`);
    case 'before-failed': {
      const how = course.exitCode === null ? 'was not over in time' : `ended with exit code ${course.exitCode}`;
      return finding('run/before', `"${course.command}" of run.before ${how}: ${lastWords(course.lastLines)}`);
    }
    case 'ended': {
      const { exitCode, seconds, lastLines } = course;
      return finding(
        'run/ended',
        `ended with exit code ${exitCode} after ${seconds.toFixed(1)} s: ${lastWords(lastLines)}`,
      );
    }
  }
}

function judge(ran: Ran): CheckResult {
  const root = ran.rules.readOnly ? 'read-only root' : 'writable root (run.read-only: false)';
  const seen = `stays up with ${root}, no capabilities, no new privileges, 256 processes, 1 CPU`;
  return failIfAny(findingsOf(ran), { status: 'pass', seen });
}

/** The container starts and stays up with as little as production should give it. */
export const runCheck: Check = {
  id: 'run',
  title: 'Runs hardened',
  line: 'build/isolation',
  controls: ['CIS Docker 5.4', 'CIS Docker 5.13', 'CIS Docker 5.26', 'CIS Docker 5.29', 'NIST SP 800-190 4.4.3'],
  code: 'RUN_FAILED',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'a container that runs with a read-only root, no capabilities and no new privileges',
  run: (facts) => onRun(facts, judge),
};
