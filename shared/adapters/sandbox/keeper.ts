import { spawn } from 'node:child_process';
import { keeperProgram } from './keeper-program.ts';
import { programText } from './program-text.ts';

/** A process that outlives this one for as long as it takes to remove what has the label. */
export type Keeper = {
  /** Nothing is left to be removed: it ends without doing anything. */
  dismiss(): void;
};

/** The runner ends what carries its mark when the job is over, and inputs hold a token. */
const isKept = (name: string): boolean => name !== 'RUNNER_TRACKING_ID' && !name.startsWith('INPUT_');

/** Starts a keeper. It is bound to this process by a pipe, so no signal handler has to run for it to notice the end. */
export function startKeeper(label: string, env: Readonly<Record<string, string>>): Keeper {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name)));
  const child = spawn(process.execPath, ['-e', programText(keeperProgram), label], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...inherited, ...env },
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return { dismiss: () => child.stdin.end('done\n') };
}
