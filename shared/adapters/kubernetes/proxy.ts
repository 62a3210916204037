import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unreachable } from './refusal.ts';

/** A running `kubectl proxy`. */
export type KubectlProxy = {
  readonly socket: string;
  /** What kubectl has complained about. */
  complaints(): string;
  /** Ends it and removes its socket; may be called twice. */
  close(): Promise<void>;
};

export type ProxyOptions = {
  readonly kubectl: string;
  readonly temp: string;
  /** Added to the inherited environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** Milliseconds. */
const START_LIMIT = 20_000;
const END_LIMIT = 2_000;

/** Longest path of a unix socket that every kernel takes. */
const LONGEST_SOCKET = 100;

/**
 * The shell watches this process's pipe and ends kubectl when it closes, so that kubectl never outlives the action, not
 * even when the action is killed. The text is fixed; the program and its arguments come as parameters.
 */
const GUARD = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- & child=$!',
  '(cat <&3 >/dev/null; kill "$child") 2>/dev/null & guard=$!',
  'wait "$child"; code=$?',
  'kill "$guard" 2>/dev/null',
  'exit "$code"',
].join('\n');

/** Nobody needs a shell in a pod through this socket. */
const REJECTED = '^/api/.*/pods/.*/(exec|attach|portforward)';

/**
 * Starts `kubectl proxy` on a socket that only this user can open (its folder is made with mode 0700). The filter of
 * hosts stays on: requests name `localhost`, which it accepts.
 * @throws UserError('CLUSTER_UNREACHABLE') when it does not start.
 */
export async function startProxy({ kubectl, temp, env, signal }: ProxyOptions): Promise<KubectlProxy> {
  const folder = await mkdtemp(join(temp.length + 40 < LONGEST_SOCKET ? temp : tmpdir(), 'countersign-kube-'));
  const socket = join(folder, 'kube.sock');
  const args = [kubectl, 'proxy', `--unix-socket=${socket}`, `--reject-paths=${REJECTED}`];
  const child = spawn('sh', ['-c', GUARD, 'sh', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-8_000);
  });
  child.stdin.on('error', () => {});
  const close = closer(child, folder);
  signal.addEventListener('abort', () => void close(), { once: true });
  try {
    await listening(child, signal, () => words);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  // Nothing of it may keep the action alive by itself.
  for (const part of [child, child.stdin, child.stdout, child.stderr]) (part as { unref?: () => void }).unref?.();
  return { socket, complaints: () => causeIn(words), close };
}

/** Resolves when kubectl says that it serves. */
function listening(child: ChildProcess, signal: AbortSignal, words: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(unreachable(`kubectl proxy did not start: ${causeIn(words())}`)), START_LIMIT);
    const done = (settle: () => void): void => {
      clearTimeout(late);
      settle();
    };
    signal.addEventListener('abort', () => done(() => reject(signal.reason)), { once: true });
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes('Starting to serve')) done(resolve);
    });
    child.on('error', (cause) =>
      done(() => reject(unreachable('kubectl proxy cannot be started: there is no sh', cause))),
    );
    child.on('close', (code) => {
      const missing = code === 127 || code === 126;
      const cure = 'install kubectl in an earlier step';
      const why = missing
        ? `kubectl is not installed on this runner; ${cure}`
        : `kubectl proxy did not start: ${causeIn(words())}`;
      done(() => reject(unreachable(why)));
    });
  });
}

function closer(child: ChildProcess, folder: string): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= (async () => {
      const ended = new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        child.once('exit', () => resolve());
        child.once('error', () => resolve());
      });
      // The guard ends kubectl when its pipe closes.
      child.stdin?.destroy();
      child.ref();
      const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT);
      await ended;
      clearTimeout(limit);
      await rm(folder, { recursive: true, force: true });
    })();
    return closing;
  };
}

/** The last complaint, without klog's prefix. */
function causeIn(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1) ?? 'it gave no reason';
  return last.replace(/^[EIWF]\d{4} [\d:.]+\s+\d+ [\w.]+:\d+\] /, '').replace(/^error: /i, '');
}
