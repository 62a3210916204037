import { accessSync, appendFileSync, constants, readFileSync } from 'node:fs';
import { UserError } from '../domain/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const ADVICE = 'run this action on a current GitHub Actions runner';

/** Bytes that GitHub takes as the summary of one step, less room for the note that it was cut. */
const SUMMARY_LIMIT = 1024 * 1024 - 1024;

/**
 * The file that a runner variable names.
 * @throws UserError('RUNNER_INCOMPLETE') when the variable is not set or its file cannot be used. Without this check
 * an unset GITHUB_OUTPUT makes the toolkit print `::set-output`, which runners ignore: outputs would be lost in silence.
 */
export function runnerFile(env: Environment, variable: string, mode: 'read' | 'write'): string {
  const path = env[variable];
  if (!path) throw new UserError('RUNNER_INCOMPLETE', `${variable} is not set; ${ADVICE}`);
  try {
    accessSync(path, mode === 'read' ? constants.R_OK : constants.W_OK);
  } catch (cause) {
    throw new UserError(
      'RUNNER_INCOMPLETE',
      `the file in ${variable} cannot be ${mode === 'read' ? 'read' : 'written'}: ${path}; ${ADVICE}`,
      { cause },
    );
  }
  return path;
}

/** The event's payload as text. */
export const readEvent = (env: Environment): string =>
  readFileSync(runnerFile(env, 'GITHUB_EVENT_PATH', 'read'), 'utf8');

/** The Markdown, cut at a line when it is more than GitHub takes: it would show none of it, and fail nothing. */
function fitSummary(markdown: string): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= SUMMARY_LIMIT) return markdown;
  const cut = bytes.subarray(0, SUMMARY_LIMIT).lastIndexOf('\n');
  const kept = bytes.subarray(0, Math.max(cut, 0)).toString('utf8');
  return `${kept}\n\n> The rest does not fit into a job summary; the record has all of it.\n`;
}

/** Adds to the job summary. Synchronous, so that it also works while the process is ending. */
export const appendSummary = (env: Environment, markdown: string): void =>
  appendFileSync(runnerFile(env, 'GITHUB_STEP_SUMMARY', 'write'), fitSummary(markdown));
