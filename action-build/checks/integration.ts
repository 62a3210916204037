import type { IntegrationFact } from '../run/run-facts.ts';
import { type Check, failIfAny } from './check.ts';
import { lastWords, onRun, whileRunning } from './running.ts';

function reasonOf({ id, exitCode, why, lastLines }: IntegrationFact): string {
  if (exitCode === null) return `integration test ${id} has no result: ${why}`;
  return `integration test ${id} ended with exit code ${exitCode}: ${lastWords(lastLines)}`;
}

/** Every integration test that this service has a part in. */
export const integrationCheck: Check = {
  id: 'integration',
  title: 'Integration tests',
  line: 'post-build/integration',
  controls: [],
  code: 'INTEGRATION_FAILED',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'exit code 0 of every integration test that involves the service',
  run: (facts) =>
    onRun(facts, ({ tests }) =>
      tests.length === 0
        ? { status: 'not-asked', seen: 'no integration test names this service' }
        : failIfAny(
            tests
              .filter(({ exitCode }) => exitCode !== 0)
              .map((test) => ({
                rule: 'integration/failed',
                place: whileRunning(`integration test ${test.id}`),
                about: test.id,
                reason: reasonOf(test),
                fix: 'Correct the service or the test; its whole output is in the build log artifact',
              })),
            { status: 'pass', seen: tests.map(({ id, seconds }) => `${id} (${seconds.toFixed(1)} s)`).join(', ') },
          ),
    ),
};
