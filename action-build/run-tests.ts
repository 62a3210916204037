import type { Clock } from '../shared/adapters/clock.ts';
import type { Exec } from '../shared/adapters/exec.ts';
import { showDuration } from '../shared/domain/duration.ts';
import { describeError, UserError } from '../shared/domain/errors.ts';
import type { Log } from '../shared/runner/port.ts';
import type { Target } from './plan.ts';
import type { TestFact } from './service-facts.ts';

export type TestPorts = { readonly exec: Exec; readonly clock: Clock; readonly log: Log };

const LAST_LINES = 20;

/** Exit code that shells give for a program that is not there. */
const NOT_FOUND = 127;

/**
 * What the runner hands to actions, and not to programs of the repository: with these a test could write the outputs of
 * the step, upload artifacts or ask for an identity in the action's name.
 */
const WITHHELD: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_STATE',
    'GITHUB_STEP_SUMMARY',
  ].map((name) => [name, '']),
);

async function runTest(
  { exec, clock }: TestPorts,
  command: readonly string[],
  folder: string,
  onLine: (line: string) => string,
): Promise<TestFact> {
  const [program = '', ...args] = command;
  const lines: string[] = [];
  const started = clock.now();
  const tell = (line: string): void => {
    lines.push(onLine(line));
  };
  const exitCode = await exec.run(program, args, { cwd: folder, env: WITHHELD, onLine: tell }).then(
    (ended) => ended.exitCode,
    (error: unknown) => {
      // A program that is missing is an answer about this service; anything else is not about it.
      if (!(error instanceof UserError)) throw error;
      tell(describeError(error));
      return NOT_FOUND;
    },
  );
  const lastLines = exitCode === 0 ? [] : lines.filter((line) => line.trim() !== '').slice(-LAST_LINES);
  return { command, exitCode, seconds: Math.round(clock.now() - started) / 1_000, lastLines };
}

/**
 * Runs the commands that have to pass before a service is built, one after the other, up to the first that fails.
 * @param onLine tells a line of output and gives it as it may be shown.
 */
export async function runTests(
  ports: TestPorts,
  target: Pick<Target, 'service' | 'before'>,
  folder: string,
  onLine: (line: string) => string,
): Promise<readonly TestFact[]> {
  const facts: TestFact[] = [];
  for (const command of target.before) {
    ports.log.info(`${target.service}: running ${command.join(' ')}`);
    const fact = await runTest(ports, command, folder, onLine);
    const ending = fact.exitCode === 0 ? 'passed' : `FAILED with exit code ${fact.exitCode}`;
    ports.log.info(`${target.service}: ${command.join(' ')} ${ending} (${showDuration(fact.seconds * 1_000)})`);
    facts.push(fact);
    if (fact.exitCode !== 0) break;
  }
  return facts;
}
