import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { send } from './daemon.ts';

/**
 * Kills what one containerd, known by its socket, has left: the containers, their shims (which live on when containerd
 * ends, by design) and their sockets. Those of other containerds are told from it by their command line.
 */
export function killShims(socket: string): void {
  for (const { pid, words } of processes()) {
    const option = (name: string): string => words[words.indexOf(name) + 1] ?? '';
    if (!words[0]?.includes('containerd-shim') || option('-address') !== socket) continue;
    const containers = globSync(`/proc/${pid}/task/*/children`).flatMap((file) => read(file).trim().split(' '));
    for (const container of containers.filter(Boolean)) send(Number(container), 'SIGKILL');
    send(pid, 'SIGKILL');
    // Where containerd 1.6 puts it: SocketAddress in its runtime/v2/shim/util_unix.go.
    const name = createHash('sha256')
      .update(join(socket, option('-namespace'), option('-id')))
      .digest('hex');
    rmSync(join('/run/containerd/s', name), { force: true });
  }
}

/** Kills a containerd that outlived the engine which had started it, known by its configuration file. */
export function killContainerd(configuration: string): void {
  for (const { pid, words } of processes()) {
    if (words[0]?.endsWith('containerd') && words.includes(configuration)) send(pid, 'SIGKILL');
  }
}

function processes(): { pid: number; words: string[] }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), words: read(`/proc/${entry}/cmdline`).split('\0') }));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile.
  }
}
