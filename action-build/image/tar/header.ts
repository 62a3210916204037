/** Kinds of entries that an engine unpacks. */
export type TarType = 'file' | 'hardlink' | 'symlink' | 'device' | 'folder' | 'fifo';

/** Kinds of entries that say something about the next one. */
export type Extension = 'pax' | 'pax-global' | 'long-name' | 'long-link';

/** One header block, as written. */
export type TarHeader<Type extends TarType | Extension> = {
  readonly name: string;
  readonly type: Type;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes that follow it. */
  readonly size: number;
  readonly link: string;
};

export const BLOCK = 512;

const TYPES: Readonly<Record<string, TarType | Extension>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'fifo',
  x: 'pax',
  g: 'pax-global',
  L: 'long-name',
  K: 'long-link',
};

const EXTENSIONS: ReadonlySet<string> = new Set(['pax', 'pax-global', 'long-name', 'long-link']);

/** Text of a name. Names that are not UTF-8 are read byte by byte, so that two of them stay two. */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

/** Bytes of a field up to its first NUL. */
function textOf(block: Buffer, from: number, to: number): string {
  const end = block.indexOf(0, from);
  return decodeName(block.subarray(from, end === -1 || end > to ? to : end));
}

/** GNU writes numbers that do not fit in base 256, with the first bit set. */
function base256(block: Buffer, from: number, to: number): number {
  if (block[from] !== 0x80) throw new Error('a number of the archive is negative or too big');
  let value = 0;
  for (let at = from + 1; at < to; at += 1) value = value * 256 + (block[at] ?? 0);
  if (!Number.isSafeInteger(value)) throw new Error('a number of the archive is too big');
  return value;
}

/** A number in octal digits between spaces and NULs; an empty field is 0. */
function numberOf(block: Buffer, from: number, to: number): number {
  if (((block[from] ?? 0) & 0x80) !== 0) return base256(block, from, to);
  let at = from;
  while (at < to && (block[at] === 0x20 || block[at] === 0)) at += 1;
  let value = 0;
  for (; at < to; at += 1) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; at < to; at += 1) {
    if (block[at] !== 0x20 && block[at] !== 0) throw new Error('a number of the archive is damaged');
  }
  return value;
}

const CHECKSUM = 148;
const AFTER_CHECKSUM = 156;

/** The sum of all bytes, those of the checksum taken for spaces; old archives sum signed bytes. */
function hasChecksum(block: Buffer): boolean {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < BLOCK; at += 1) {
    if (at === CHECKSUM) at = AFTER_CHECKSUM;
    const byte = block[at] ?? 0;
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const written = numberOf(block, CHECKSUM, AFTER_CHECKSUM);
  return written === unsigned || written === signed;
}

/** ustar has the first part of long names in a field of its own, star a shorter one; GNU keeps other things there. */
function nameOf(block: Buffer): string {
  const name = textOf(block, 0, 100);
  if (block.toString('latin1', 257, 263) !== 'ustar\0') return name;
  const isStar = block.toString('latin1', 508, 512) === 'tar\0';
  const prefix = textOf(block, 345, isStar ? 476 : 500);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** True for the block of zeros of which two end an archive. */
export const isEmptyBlock = (block: Buffer): boolean => block[0] === 0 && block.every((byte) => byte === 0);

/** True when the bytes can be the beginning of a tar archive. */
export const looksLikeTar = (block: Buffer): boolean => {
  if (block.length < BLOCK) return false;
  const first = block.subarray(0, BLOCK);
  try {
    return isEmptyBlock(first) || hasChecksum(first);
  } catch {
    return false;
  }
};

/** @throws when the block is damaged, or holds a kind of entry that no engine unpacks. */
export function readHeader(block: Buffer): TarHeader<TarType> | TarHeader<Extension> {
  if (!hasChecksum(block)) throw new Error('the archive is damaged: a header has a wrong checksum');
  const flag = String.fromCharCode(block[AFTER_CHECKSUM] ?? 0);
  const written = nameOf(block);
  if (flag === 'S') throw new Error(`${written}: sparse files are not supported`);
  const type = TYPES[flag];
  if (type === undefined) throw new Error(`${written}: entries of type ${JSON.stringify(flag)} are not supported`);
  return {
    name: written,
    // Before POSIX a folder was a file with a slash at its end.
    type: flag === '\0' && written.endsWith('/') ? 'folder' : type,
    mode: numberOf(block, 100, 108) & 0o7777,
    uid: numberOf(block, 108, 116),
    gid: numberOf(block, 116, 124),
    // As Go reads it, which is what unpacks images: only files have bytes behind them, whatever the field says.
    size: type === 'file' || EXTENSIONS.has(type) ? numberOf(block, 124, 136) : 0,
    link: textOf(block, 157, 257),
  };
}
