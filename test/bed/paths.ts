/**
 * Where the test bed keeps things: what is made once (`cache`) lives outside the checkout, what a running bed needs
 * (`run`) goes away with it.
 */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MissingPart } from './missing-part.ts';

/** `${XDG_CACHE_HOME:-~/.cache}/countersign`, or a folder in it; made when missing. */
export function cacheFolder(...parts: string[]): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(base, 'countersign', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The deepest unix socket that a part makes in the run folder, and how long the kernel lets its path be. */
const DEEPEST_SOCKET = '/engine/exec/containerd/containerd.sock.ttrpc';
const LONGEST_SOCKET = 107;

/** The one run folder of this user's bed: sockets, logs, data, state. @throws MissingPart when its path is too long. */
export function runFolder(): string {
  const folder = process.env['COUNTERSIGN_BED'] || join(cacheFolder(), 'bed');
  const longest = LONGEST_SOCKET - DEEPEST_SOCKET.length;
  if (folder.length > longest) {
    throw new MissingPart(
      `${folder} is too long for sockets (${longest} at most); set COUNTERSIGN_BED to a short path`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
