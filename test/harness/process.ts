import { spawn } from 'node:child_process';
import { endGroup, killGroup } from './process-group.ts';

export type ProcessOptions = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until the process and all that it started are ended. */
  readonly timeout: number;
  /** Looks at every line of both streams; what it gives is sent to the process, once. */
  readonly signalWhen?: (line: string) => NodeJS.Signals | undefined;
};

export type ProcessResult = {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order of arrival. */
  readonly log: string;
  readonly milliseconds: number;
  /** True when something that the process started was still running after it: the harness ended that. */
  readonly leftProcesses: boolean;
};

/** Calls back for every complete line of a stream, and keeps the text. */
function lineReader(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/**
 * Runs a program in a process group of its own, to its end.
 * @throws when the time is over: the group is ended, and the message holds the last lines of its output.
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  const started = performance.now();
  const { cwd, env } = options;
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const group = child.pid;
  if (group === undefined) throw new Error(`${program} could not be started`);
  const text = { stdout: '', stderr: '', log: '' };
  let signalled = false;
  const onLine = (line: string) => {
    const signal = signalled ? undefined : options.signalWhen?.(line);
    if (signal === undefined) return;
    signalled = true;
    child.kill(signal);
  };
  for (const name of ['stdout', 'stderr'] as const) {
    const read = lineReader(onLine);
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
      text.log += chunk;
      read(chunk);
    });
  }
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(group);
  }, options.timeout);
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) => resolve([code, by]));
  });
  clearTimeout(timer);
  const leftProcesses = await endGroup(group);
  await closed;
  if (late)
    throw new Error(
      `${[program, ...args].join(' ')} did not end within ${options.timeout} ms; its last lines:\n${text.log.slice(-2000)}`,
    );
  return { exitCode, signal, ...text, milliseconds: performance.now() - started, leftProcesses };
}
