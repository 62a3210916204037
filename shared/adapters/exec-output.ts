import type { ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { ExecOptions, ExecResult } from './exec.ts';

/** Characters of one stream that are kept; a program that says more than this is out of control. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Collects what a program prints, and calls `onLine` for every complete line, the last one even without a line break.
 * Calls `stop` when a stream is longer than can be kept: a cut output must not be parsed as a whole one.
 */
export function collectOutput(
  child: ChildProcess,
  onLine: ExecOptions['onLine'],
  stop: (reason: Error) => void,
): () => Omit<ExecResult, 'exitCode'> {
  const collected = { stdout: [] as string[], stderr: [] as string[] };
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    let [length, rest] = [0, ''];
    const take = (text: string): void => {
      length += text.length;
      if (length > LIMIT) {
        stop(new Error(`${child.spawnfile} printed more than ${LIMIT} characters`));
        return;
      }
      collected[name].push(text);
      if (onLine === undefined) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.replace(/\r$/, ''), name);
    };
    child[name]?.on('data', (bytes: Buffer) => take(decoder.write(bytes)));
    child[name]?.on('end', () => {
      take(decoder.end());
      if (rest !== '') onLine?.(rest, name);
    });
  }
  return () => ({ stdout: collected.stdout.join(''), stderr: collected.stderr.join('') });
}
