import { describeError } from '../../shared/domain/errors.ts';
import type { PlannedTest } from './plan-run.ts';
import type { IntegrationFact } from './run-facts.ts';
import { exitCodeWithin, LAST_LINES, type RunPorts, secondsSince, specOf } from './service-run.ts';

/** A test's fact, and all of its output. */
export type TestRun = { readonly fact: IntegrationFact; readonly log: readonly string[] };

/** A test that was not run because of something else. */
export const notRun = (test: PlannedTest, why: string): TestRun => ({
  fact: { id: test.id, exitCode: null, seconds: 0, why, lastLines: [] },
  log: [],
});

/** Runs one test in a container of its own, hardened as its service is. */
export async function runTest(ports: RunPorts, test: PlannedTest, image: string): Promise<TestRun> {
  const started = ports.clock.now();
  try {
    const env = { ...test.from.env, ...test.env };
    const container = await ports.sandbox.run(test.pod, specOf(test.from, image, { command: test.command, env }));
    const exitCode = await exitCodeWithin(ports, container, test.timeout);
    const log = await container.log();
    await container.remove();
    const why = exitCode === null ? `not over after ${test.timeout / 1_000} s` : '';
    const seconds = secondsSince(ports.clock, started);
    return { fact: { id: test.id, exitCode, seconds, why, lastLines: log.slice(-LAST_LINES) }, log };
  } catch (error) {
    return notRun(test, describeError(error));
  }
}
