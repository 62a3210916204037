import { decodeName, type Extension, type TarHeader, type TarType } from './header.ts';

/** What extension headers say about the entry that follows. */
export class Overrides {
  #pax: ReadonlyMap<string, string> = new Map();
  #name: string | undefined;
  #link: string | undefined;

  /** @throws when the extension is damaged, or says what engines do not agree upon. */
  add(type: Extension, body: Buffer): void {
    if (type === 'pax') this.#pax = readPax(body);
    else if (type === 'pax-global') refuseGlobal(readPax(body));
    else if (type === 'long-name') this.#name = untilNul(body);
    else this.#link = untilNul(body);
  }

  /** The header with everything that was said about it; the next one starts anew. GNU's names come before PAX, as in Go. */
  apply(header: TarHeader<TarType>): TarHeader<TarType> {
    const pax = this.#pax;
    const name = this.#name ?? textOf(pax, 'path');
    const link = this.#link ?? textOf(pax, 'linkpath');
    const isPlain = name === undefined && link === undefined && pax.size === 0;
    this.#pax = new Map();
    this.#name = undefined;
    this.#link = undefined;
    if (isPlain) return header;
    return {
      ...header,
      name: name ?? header.name,
      link: link ?? header.link,
      uid: numberOf(pax, 'uid') ?? header.uid,
      gid: numberOf(pax, 'gid') ?? header.gid,
      size: header.type === 'file' ? (numberOf(pax, 'size') ?? header.size) : 0,
    };
  }
}

function untilNul(body: Buffer): string {
  const end = body.indexOf(0);
  return decodeName(end === -1 ? body : body.subarray(0, end));
}

/** An empty value takes the record back. */
function textOf(pax: ReadonlyMap<string, string>, key: string): string | undefined {
  return pax.get(key) || undefined;
}

function numberOf(pax: ReadonlyMap<string, string>, key: string): number | undefined {
  const text = textOf(pax, key);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`the archive is damaged: "${key}" is not a number`);
  return Number(text);
}

/** Some programs apply a global header to every file and some do not. */
function refuseGlobal(pax: ReadonlyMap<string, string>): void {
  const unclear = ['path', 'linkpath', 'size', 'uid', 'gid'].find((key) => pax.has(key));
  if (unclear !== undefined) throw new Error(`a global header that sets "${unclear}" is not supported`);
}

const DAMAGED = 'the archive is damaged: an extension header cannot be read';

/** Records of the form `<bytes of the record> <key>=<value>\n`. */
function readPax(body: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  // GNU tar pads some bodies with NULs.
  while (at < body.length && body[at] !== 0) {
    const space = body.indexOf(0x20, at);
    const digits = body.toString('latin1', at, Math.max(at, space));
    const end = at + Number(digits);
    const equals = body.indexOf(0x3d, space);
    const isSound = space > at && /^\d{1,7}$/.test(digits) && equals > space && equals < end && end <= body.length;
    if (!isSound || body[end - 1] !== 0x0a) throw new Error(DAMAGED);
    const key = body.toString('utf8', space + 1, equals);
    if (key.startsWith('GNU.sparse.')) throw new Error('sparse files are not supported');
    records.set(key, decodeName(body.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}
