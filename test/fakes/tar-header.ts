/** What a header block says, well or not. */
export type HeaderFields = {
  readonly name: string;
  /** Type flag: `0` for a file, `x` for PAX. */
  readonly type?: string;
  /** A number, or the bytes of the field as they are. */
  readonly size?: number | Buffer;
  readonly link?: string;
};

const octal = (value: number, length: number): string => value.toString(8).padStart(length - 1, '0');

/** One header block with a right checksum, for archives that no program would write. */
export function header({ name, type = '0', size = 0, link = '' }: HeaderFields): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  if (typeof size === 'number') block.write(octal(size, 12), 124);
  else size.copy(block, 124);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\u000000', 257);
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A body, filled up to whole blocks. */
export const body = (bytes: string | Buffer): Buffer => {
  const all = Buffer.from(bytes);
  return Buffer.concat([all, Buffer.alloc((512 - (all.length % 512)) % 512)]);
};

/** One record of a PAX header. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  const digits = String(length + String(length).length).length;
  return `${length + digits}${rest}`;
}
