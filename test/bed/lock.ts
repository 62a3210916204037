import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Holds an exclusive lock on a file over processes until disposed: the kernel frees it even when the holder is killed.
 * Waits as long as another holds it.
 */
export async function lockFile(path: string): Promise<AsyncDisposable> {
  // util-linux's flock holds it for us (Node has no binding): it says so on its output and ends when its input does.
  const holder: ChildProcess = spawn('flock', [path, 'sh', '-c', 'echo held; read -r _'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', (code) => reject(new Error(`flock ${path} ended with ${code}`)));
    holder.stdout?.once('data', () => resolve());
  });
  return {
    async [Symbol.asyncDispose]() {
      const ended = once(holder, 'exit');
      holder.stdin?.end();
      await ended;
    },
  };
}
