import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A background program of the bed. Its pid is on file, so that a later process can end it when this one is killed. */
export type Daemon = { readonly name: string; readonly pid: number; readonly log: string };

/** What to start; `folder` is the part's run folder: `pids/` and `logs/` are kept in it. */
export type DaemonSpec = {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a program in a session of its own (Ctrl-C must reach us alone, so that we can stop things in order). */
export function startDaemon(spec: DaemonSpec): Daemon {
  const log = join(mkdirs(spec.folder, 'logs'), `${spec.name}.log`);
  const output = openSync(log, 'a');
  const child = spawn(spec.program, spec.args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...spec.env },
    cwd: spec.folder,
  });
  child.on('error', () => undefined); // Seen as "not alive" by whoever waits for it.
  child.unref();
  if (child.pid === undefined) throw new Error(`${spec.program} cannot be started`);
  const record = { pid: child.pid, born: born(child.pid) };
  writeFileSync(join(mkdirs(spec.folder, 'pids'), `${spec.name}.json`), JSON.stringify(record));
  return { name: spec.name, pid: child.pid, log };
}

/**
 * Asks again and again until the answer is not undefined.
 * @throws Error with the end of the log as soon as the daemon is dead, or after `seconds`.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: { readonly seconds: number; readonly daemons?: readonly Daemon[] },
): Promise<T> {
  const until = Date.now() + options.seconds * 1000;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    const dead = (options.daemons ?? []).find((daemon) => born(daemon.pid) === undefined);
    if (dead) throw new Error(`${dead.name} ended before ${what}:\n${tail(dead.log)}`);
    if (Date.now() > until) {
      const logs = (options.daemons ?? []).map((daemon) => `${daemon.name}: ${tail(daemon.log)}`).join('\n');
      throw new Error(`no ${what} after ${options.seconds} s\n${logs}`);
    }
    await sleep(50);
  }
}

/** Ends the named daemons of a folder, all at once: asks first, kills after `grace` milliseconds. */
export async function stopDaemons(folder: string, names: readonly string[], grace = 10_000): Promise<void> {
  await Promise.all(names.map((name) => stopDaemon(folder, name, grace)));
}

/** The daemons on file in a folder, alive or not. */
export function daemonsIn(folder: string): string[] {
  const pids = join(folder, 'pids');
  return existsSync(pids) ? readdirSync(pids).map((file) => file.replace(/\.json$/, '')) : [];
}

/** Whether that very process still runs: a pid alone may have been given to another. */
export function daemonAlive(folder: string, name: string): boolean {
  return livingPid(folder, name) !== undefined;
}

async function stopDaemon(folder: string, name: string, grace: number): Promise<void> {
  const until = Date.now() + grace;
  let signal: NodeJS.Signals = 'SIGTERM';
  for (let pid = livingPid(folder, name); pid !== undefined; pid = livingPid(folder, name)) {
    if (signal === 'SIGTERM' || Date.now() > until) send(pid, Date.now() > until ? 'SIGKILL' : signal);
    signal = 'SIGCONT';
    await sleep(30);
  }
  forgetDaemon(folder, name);
}

/** Takes a daemon off the file without ending it. */
export function forgetDaemon(folder: string, name: string): void {
  rmSync(join(folder, 'pids', `${name}.json`), { force: true });
}

function livingPid(folder: string, name: string): number | undefined {
  const file = join(folder, 'pids', `${name}.json`);
  if (!existsSync(file)) return undefined;
  const record = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; born?: string };
  return record.born !== undefined && born(record.pid) === record.born ? record.pid : undefined;
}

/** Ends one process; one that has ended already is no mistake. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** When a process began, in clock ticks since boot (proc(5), field 22); undefined when it is gone or a zombie. */
export function born(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** The last lines of a log, for messages. */
export function tail(log: string, lines = 12): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '(no log)';
}

function mkdirs(...parts: string[]): string {
  const folder = join(...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
