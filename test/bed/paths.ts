/**
 * Where the test bed keeps things: what is made once (`cache`) lives outside the checkout, what a running bed needs
 * (`run`) goes away with it.
 */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `${XDG_CACHE_HOME:-~/.cache}/countersign`, or a folder in it; made when missing. */
export function cacheFolder(...parts: string[]): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(base, 'countersign', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The one run folder of this user's bed: sockets, logs, data, state. Unix sockets need it short. */
export function runFolder(): string {
  const base = process.env['COUNTERSIGN_BED'] || join(cacheFolder(), 'bed');
  mkdirSync(base, { recursive: true, mode: 0o700 });
  return base;
}
