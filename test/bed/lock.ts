/**
 * Locks over processes, held by util-linux's `flock` for us (Node has no binding): the kernel frees them even when the
 * holder is killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Holds an exclusive lock on a file until disposed; waits as long as others hold it. */
export async function lockFile(path: string): Promise<AsyncDisposable> {
  return hold(['--exclusive', path]);
}

/** Holds a lock that others may share, until disposed. */
export async function shareFile(path: string): Promise<AsyncDisposable> {
  return hold(['--shared', path]);
}

/** An exclusive lock, or undefined at once when somebody holds or shares it. */
export async function tryLockFile(path: string): Promise<AsyncDisposable | undefined> {
  return hold(['--exclusive', '--nonblock', path]).catch(() => undefined);
}

/** The holder says so on its output, and ends when its input does: with us, whatever happens. */
async function hold(args: readonly string[]): Promise<AsyncDisposable> {
  const holder = spawn('flock', [...args, 'sh', '-c', 'echo held; read -r _'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // Ctrl-C is for us: what we hold is let go when we are done cleaning up.
  });
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', (code) => reject(new Error(`flock ${args.join(' ')} ended with ${code}`)));
    holder.stdout.once('data', () => resolve());
  });
  return {
    async [Symbol.asyncDispose]() {
      const ended = once(holder, 'exit');
      holder.stdin.end();
      await ended;
    },
  };
}
