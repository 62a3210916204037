import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';

/** What an archive may be at most: enough for any evidence, too little to fill the runner's memory. */
const UNZIP_LIMITS = {
  entries: 10_000,
  /** Bytes of all files that are read, uncompressed. */
  bytes: 256 * 1024 * 1024,
  /** Folders above a file. */
  depth: 32,
  /** Characters of a name. */
  name: 1_024,
} as const;

export type UnzipOptions = {
  /** Which files to read; all unless given. The names of the others are checked all the same. */
  readonly only?: (name: string) => boolean;
  readonly limits?: Partial<Record<keyof typeof UNZIP_LIMITS, number>>;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** The CRC-32 of every entry, in the order of the central directory. The library checks neither them nor the lengths. */
function checksums(view: DataView): number[] {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('it is not a zip archive');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new Error('it is a zip64 archive, which is larger than any evidence');
  return Array.from({ length: count }, () => {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw new Error('its directory is broken');
    const crc = view.getUint32(at + 16, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    return crc;
  });
}

/** Why a name cannot be taken from an archive; undefined when it can. */
function nameProblem(name: string, limits: { readonly name: number; readonly depth: number }): string | undefined {
  const parts = name.replace(/\/$/, '').split('/');
  if (name.length > limits.name) return 'is too long';
  if (parts.length - 1 > limits.depth) return 'lies too deep';
  if (name.includes('\\') || name.includes('\0') || /^[A-Za-z]:/.test(name)) return 'is not a portable path';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'leads out of the archive';
  return undefined;
}

/**
 * Reads a zip archive into memory: file contents by name with forward slashes; folders are left out.
 * @throws Error with the reason when it is no zip, is larger than the limits, holds a name twice or one that leads
 * outside, or when a file is not what the archive's own checksum says.
 */
export function unzip(bytes: Uint8Array, options: UnzipOptions = {}): ReadonlyMap<string, Uint8Array> {
  const limits = { ...UNZIP_LIMITS, ...options.limits };
  const crcs = checksums(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (crcs.length > limits.entries)
    throw new Error(`it has ${crcs.length} entries; at most ${limits.entries} are read`);
  const expected = new Map<string, { readonly crc: number | undefined; readonly size: number }>();
  let [index, total] = [0, 0];
  const files = unzipSync(bytes, {
    filter({ name, originalSize }) {
      const crc = crcs[index];
      index += 1;
      const problem = nameProblem(name, limits);
      if (problem !== undefined) throw new Error(`the name ${JSON.stringify(name.slice(0, 200))} in it ${problem}`);
      if (expected.has(name)) throw new Error(`it has ${JSON.stringify(name)} twice`);
      expected.set(name, { crc, size: originalSize });
      if (name.endsWith('/') || options.only?.(name) === false) return false;
      total += originalSize;
      if (total > limits.bytes) throw new Error(`it unpacks to more than ${limits.bytes} bytes`);
      return true;
    },
  });
  const read = new Map(Object.entries(files));
  for (const [name, content] of read) {
    const entry = expected.get(name);
    if (entry === undefined || content.length !== entry.size || crc32(content) !== entry.crc)
      throw new Error(
        `${JSON.stringify(name)} in it is damaged: length or checksum differ from the archive's directory`,
      );
  }
  return read;
}
