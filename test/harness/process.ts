import { type ChildProcess, spawn } from 'node:child_process';
import { endGroup, killGroup } from './process-group.ts';

export type ProcessOptions = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until the process and all that it started are ended. */
  readonly timeout: number;
  /** Looks at every line of both streams; what it gives is sent to the process, once. */
  readonly signalWhen?: (line: string) => NodeJS.Signals | undefined;
  /** Ends the process as a cancelled run does, with SIGTERM, when it aborts. */
  readonly cancel?: AbortSignal;
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

const tooLate = (command: string, timeout: number, log: string): Error =>
  new Error(`${command} did not end within ${timeout} ms; its last lines:\n${log.slice(-2000)}`);

/** How a process ended; rejects when it could not be started. */
function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
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
  if (group === undefined) throw await ended(child).catch((error: unknown) => error);
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
  const cancel = (): void => void child.kill('SIGTERM');
  options.cancel?.addEventListener('abort', cancel);
  const [exitCode, signal] = await ended(child);
  options.cancel?.removeEventListener('abort', cancel);
  clearTimeout(timer);
  const leftProcesses = await endGroup(group);
  await closed;
  if (late) throw tooLate([program, ...args].join(' '), options.timeout, text.log);
  return { exitCode, signal, ...text, milliseconds: performance.now() - started, leftProcesses };
}
