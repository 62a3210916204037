import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The files through which a step talks to the runner, and what is in them after the step. */
export type RunnerFiles = AsyncDisposable & {
  readonly folder: string;
  /** `GITHUB_OUTPUT` and its siblings, for the step's environment. */
  readonly env: Readonly<Record<string, string>>;
  read(): Promise<StepFiles>;
};

export type StepFiles = {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly summary: string;
};

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'] as const;

/** GitHub cuts off summaries beyond this; the harness refuses them. */
const SUMMARY_LIMIT = 1024 * 1024;

/**
 * The grammar of file commands: `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`.
 * @throws when the text breaks it, because the runner fails such a step.
 */
export function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line);
    if (heredoc === null) {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`file command: "${line}" is neither name=value nor name<<delimiter`);
      values[line.slice(0, at)] = line.slice(at + 1);
      continue;
    }
    const [, name = '', delimiter = ''] = heredoc;
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) throw new Error(`file command: the delimiter "${delimiter}" of "${name}" never comes`);
    values[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return values;
}

/** Makes the five files, empty, in a folder of their own. */
export async function makeRunnerFiles(): Promise<RunnerFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-runner-'));
  const path = (name: string) => join(folder, name.toLowerCase());
  await Promise.all(FILES.map((name) => writeFile(path(name), '')));
  const text = (name: (typeof FILES)[number]) => readFile(path(name), 'utf8');
  return {
    folder,
    env: Object.fromEntries(FILES.map((name) => [name, path(name)])),
    async read() {
      const summary = await text('GITHUB_STEP_SUMMARY');
      if (Buffer.byteLength(summary) > SUMMARY_LIMIT)
        throw new Error('the summary is larger than GitHub shows (1 MiB)');
      return {
        outputs: parseFileCommand(await text('GITHUB_OUTPUT')),
        state: parseFileCommand(await text('GITHUB_STATE')),
        env: parseFileCommand(await text('GITHUB_ENV')),
        paths: (await text('GITHUB_PATH')).split(/\r?\n/).filter((line) => line !== ''),
        summary,
      };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
