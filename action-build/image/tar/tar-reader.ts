import { Overrides } from './extension.ts';
import { BLOCK, type Extension, isEmptyBlock, readHeader, type TarHeader, type TarType } from './header.ts';

/** Gets what is in an archive, entry by entry: `entry`, `data` as often as there are bytes, `end`. */
export type TarHandler = {
  /** `header.name` is as written. */
  entry(header: TarHeader<TarType>): void;
  /** The bytes are there until the next call of anything: who keeps them copies them. */
  data(bytes: Buffer): void;
  end(): void;
};

type Mode = 'header' | 'body' | 'extension' | 'ended';

type AnyHeader = TarHeader<TarType> | TarHeader<Extension>;

const isExtension = (header: AnyHeader): header is TarHeader<Extension> =>
  header.type === 'pax' || header.type === 'pax-global' || header.type === 'long-name' || header.type === 'long-link';

/**
 * Reads a tar archive that is pushed into it piece by piece, in all the forms that Go, GNU tar and BSD tar write. It
 * sees what Go's reader sees, because that is what engines unpack images with; where programs do not agree about an
 * archive it is refused.
 */
export class TarReader {
  readonly #handler: TarHandler;
  readonly #longestExtension: number;
  readonly #block = Buffer.alloc(BLOCK);
  readonly #overrides = new Overrides();
  #filled = 0;
  #mode: Mode = 'header';
  #left = 0;
  #padding = 0;
  #extension: { type: Extension; parts: Buffer[] } | undefined;
  #emptyBlocks = 0;

  constructor(handler: TarHandler, longestExtension: number) {
    this.#handler = handler;
    this.#longestExtension = longestExtension;
  }

  /** @throws when the archive is damaged or has something that is refused; the reader is of no use after that. */
  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) at = this.#readBody(chunk, at);
      else if (this.#padding > 0) at = this.#skipPadding(chunk, at);
      else at = this.#readBlock(chunk, at);
    }
  }

  /** To be called after the last chunk. @throws when the archive is cut off in the middle of an entry. */
  finish(): { readonly hasEndMark: boolean } {
    if (this.#filled > 0 || this.#left > 0 || this.#padding > 0 || this.#extension !== undefined) {
      throw new Error('the archive is cut off');
    }
    return { hasEndMark: this.#mode === 'ended' };
  }

  #readBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left);
    const bytes = at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end);
    this.#left -= end - at;
    if (this.#mode === 'extension') this.#extension?.parts.push(Buffer.from(bytes));
    else this.#handler.data(bytes);
    if (this.#left === 0) this.#endBody();
    return end;
  }

  #endBody(): void {
    if (this.#mode === 'body') {
      this.#handler.end();
    } else if (this.#extension !== undefined) {
      const { type, parts } = this.#extension;
      this.#overrides.add(type, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
      // What is left is the entry that it is about.
    }
    this.#mode = 'header';
  }

  #skipPadding(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#padding);
    this.#padding -= end - at;
    return end;
  }

  #readBlock(chunk: Buffer, at: number): number {
    if (this.#filled === 0 && at + BLOCK <= chunk.length) {
      this.#takeBlock(chunk.subarray(at, at + BLOCK));
      return at + BLOCK;
    }
    const end = Math.min(chunk.length, at + BLOCK - this.#filled);
    chunk.copy(this.#block, this.#filled, at, end);
    this.#filled += end - at;
    if (this.#filled === BLOCK) {
      this.#filled = 0;
      this.#takeBlock(this.#block);
    }
    return end;
  }

  #takeBlock(block: Buffer): void {
    if (isEmptyBlock(block)) {
      this.#emptyBlocks += 1;
      if (this.#emptyBlocks === 2) this.#mode = 'ended';
      return;
    }
    if (this.#mode === 'ended' || this.#emptyBlocks > 0) throw new Error('the archive goes on after its end mark');
    this.#takeHeader(readHeader(block));
  }

  #takeHeader(header: AnyHeader): void {
    if (isExtension(header)) {
      if (header.size > this.#longestExtension) throw new Error('an extension header of the archive is too long');
      this.#extension = { type: header.type, parts: [] };
      this.#startBody('extension', header.size);
      return;
    }
    const whole = this.#overrides.apply(header);
    this.#extension = undefined;
    this.#handler.entry(whole);
    this.#startBody('body', whole.size);
  }

  #startBody(mode: 'body' | 'extension', size: number): void {
    this.#mode = mode;
    this.#left = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (size === 0) this.#endBody();
  }
}
