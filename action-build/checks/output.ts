import { type Check, failIfAny } from './check.ts';
import { onReady, whileRunning } from './running.ts';

/** It logs to where everybody looks. */
export const outputCheck: Check = {
  id: 'output',
  title: 'Logs to stdout',
  line: 'build/startup',
  controls: [],
  code: 'OUTPUT_MISSING',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'at least one line on stdout or stderr',
  run: (facts) =>
    onReady(facts, ({ outputLines }) =>
      failIfAny(
        outputLines > 0
          ? []
          : [
              {
                rule: 'output/none',
                place: whileRunning('stdout'),
                reason: 'wrote nothing to stdout or stderr',
                fix: 'Log to stdout or stderr instead of to files',
              },
            ],
        { status: 'pass', seen: `${outputLines} ${outputLines === 1 ? 'line' : 'lines'}` },
      ),
    ),
};
