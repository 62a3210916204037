import { type Check, failIfAny } from './check.ts';

/** What the team wants to have passed before it builds. Its exit code is the answer; its words are in the log. */
export const testsCheck: Check = {
  id: 'tests',
  title: 'Tests before the build',
  line: 'pre-build/dependencies',
  controls: [],
  code: 'TESTS_FAILED',
  needed: 'commands of build.before that end with exit code 0',
  waivable: false,
  run({ asked, tests }) {
    if (asked.before === 0) return { status: 'not-asked', seen: 'build.before is empty' };
    const failed = tests.filter(({ exitCode }) => exitCode !== 0);
    if (failed.length === 0 && tests.length < asked.before) {
      const seen = `not run: ${tests.length} of ${asked.before} commands were run`;
      return { status: 'not-run', seen, needed: 'an end of every command of build.before' };
    }
    return failIfAny(
      failed.map(({ command, exitCode, lastLines }) => ({
        rule: 'tests/failed',
        place: { in: 'build-log' },
        reason: `${command.join(' ')} ended with exit code ${exitCode}${lastLines.length > 0 ? `: ${lastLines.at(-1)}` : ''}`,
        fix: 'Correct what the lines above its end in the log say',
      })),
      {
        status: 'pass',
        seen: tests.map(({ command, seconds }) => `${command.join(' ')} (${seconds.toFixed(1)} s)`).join('; '),
      },
    );
  },
};
