import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers';
import { showDuration } from '../domain/duration.ts';
import { UserError } from '../domain/errors.ts';
import type { Exec, ExecOptions, ExecResult } from './exec.ts';
import { collectOutput } from './exec-output.ts';

/** Milliseconds between the request to end and the end by force. */
const GRACE = 5_000;

/** Exit code of a program that a signal ended, as shells give it. */
const KILLED = 128;

/** The runner's environment without the action's inputs: a program that is called has no business with the token in them. */
const inheritedEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INPUT_')));

function startProblem(program: string, options: ExecOptions, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' && options.cwd === undefined)
    return new UserError(
      'PROGRAM_MISSING',
      `program "${program}" is not installed on this runner; install it in an earlier step`,
      { cause },
    );
  if (code === 'ENOENT' || code === 'EACCES')
    return new UserError(
      'PROGRAM_MISSING',
      `program "${program}" cannot be started in ${options.cwd ?? 'the workspace'}: it is not installed, not executable, or the folder is not there`,
      { cause },
    );
  return new Error(`program "${program}" cannot be started`, { cause });
}

/** Runs one program; `stop` ends it and decides what `run` rejects with. */
function start(
  program: string,
  args: readonly string[],
  options: ExecOptions,
  running: Set<ChildProcess>,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...inheritedEnvironment(), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
    });
    running.add(child);
    let stopped: unknown;
    const timers: NodeJS.Timeout[] = [];
    const stop = (reason: unknown): void => {
      if (stopped !== undefined) return;
      stopped = reason ?? new Error('aborted');
      child.kill('SIGTERM');
      timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE));
    };
    const output = collectOutput(child, options.onLine, stop);
    const abort = (): void => stop(options.signal?.reason);
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.timeout !== undefined) {
      const late = `program "${program}" did not end within ${showDuration(options.timeout)} and was stopped`;
      timers.push(setTimeout(() => stop(new UserError('PROGRAM_TIMEOUT', late)), options.timeout));
    }
    const tidy = (): void => {
      running.delete(child);
      for (const timer of timers) clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    };
    child.on('error', (cause) => {
      tidy();
      reject(stopped ?? startProblem(program, options, cause));
    });
    // A grandchild can hold the pipes open after a stop; nobody reads them any more.
    child.on('exit', () => {
      if (stopped !== undefined) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    });
    child.on('close', (code, signal) => {
      tidy();
      if (stopped !== undefined) reject(stopped);
      else resolve({ exitCode: code ?? KILLED + (signal === null ? 0 : constants.signals[signal]), ...output() });
    });
    // A program that ends without reading its input is judged by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin);
  });
}

/** Programs of the runner. When the action ends, also by a signal, the programs that still run are asked to end too. */
export function connectExec(): Exec {
  const running = new Set<ChildProcess>();
  const endAll = (): void => {
    for (const child of running) child.kill('SIGTERM');
  };
  return {
    async run(program, args, options = {}) {
      options.signal?.throwIfAborted();
      // The process listens only while a program runs: connections that are done leave nothing behind.
      if (running.size === 0) process.on('exit', endAll);
      try {
        return await start(program, args, options, running);
      } finally {
        if (running.size === 0) process.off('exit', endAll);
      }
    },
  };
}
