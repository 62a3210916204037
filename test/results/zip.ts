import { strToU8, zipSync } from 'fflate';

/** A zip of the files, the same bytes for the same files. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(
    ([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2020, 0, 1) });
}
