import { showBytes } from '../../shared/domain/byte-size.ts';
import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, failIfAny } from './check.ts';
import { onRun, whileRunning } from './running.ts';

function judge({ memory, rules, course }: Ran): CheckResult {
  const limit = rules.memory;
  if (limit === null) return { status: 'not-asked', seen: 'limits.memory is not given' };
  const kills = (memory?.kills ?? 0) + (course.kind === 'ended' && course.oomKilled ? 1 : 0);
  if (kills > 0) {
    const reason = `killed for memory at its limit of ${showBytes(limit)}`;
    const fix = 'Need less memory, or raise limits.memory together with the limit in production';
    return failIfAny([{ rule: 'memory/killed', place: whileRunning('memory'), reason, fix }], {
      status: 'pass',
      seen: '',
    });
  }
  if (course.kind !== 'up') {
    return {
      status: 'not-run',
      seen: 'not run: the container did not stay up',
      needed: 'a container that runs',
      after: 'run',
    };
  }
  if (memory === null || memory.peak === null) {
    const why = memory?.why || 'nothing was read';
    return { status: 'not-run', seen: `not run: ${why}`, needed: 'an engine whose cgroups tell the peak memory' };
  }
  return { status: 'pass', seen: `at most ${showBytes(memory.peak)} of ${showBytes(limit)}` };
}

/** It works within its memory; the peak is the kernel's own count, not a sample. */
export const memoryCheck: Check = {
  id: 'memory',
  title: 'Memory within its limit',
  line: 'post-build/resources',
  controls: ['CIS Docker 5.11'],
  code: 'MEMORY_EXCEEDED',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'no process killed for memory under limits.memory',
  run: (facts) => onRun(facts, judge),
};
