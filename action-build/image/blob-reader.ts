import { createHash, hash } from 'node:crypto';
import { once } from 'node:events';
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { describeError } from '../../shared/domain/errors.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import type { Layer } from './layer.ts';
import { LayerReader, type Reading } from './layer-reader.ts';
import type { Budget } from './limits.ts';
import { BLOCK, looksLikeTar } from './tar/header.ts';

/** One file of an image archive, told by its first bytes, because the forms name them differently. */
export type Blob =
  | { readonly kind: 'layer'; readonly layer: Layer; readonly digest: Digest }
  | { readonly kind: 'json'; readonly bytes: Buffer; readonly digest: Digest }
  /** A layer that could not be read: only the images that need it are hurt by it. */
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'other' };

/** Takes the bytes of one blob of a certain form. */
type Sink = {
  write(bytes: Buffer): void;
  /** Waits until there is room for more. */
  ready(): Promise<void>;
  end(): Promise<Blob>;
};

const GZIP = Buffer.from([0x1f, 0x8b]);
/** Bigger pieces than the default: fewer steps. */
const ROOMY = { chunkSize: 256 * 1024 };
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function layerSink(budget: Budget, reading: Reading): Sink {
  const reader = new LayerReader(budget, reading);
  return {
    write: (bytes) => reader.write(bytes),
    ready: async () => {},
    async end() {
      const layer = reader.finish();
      return { kind: 'layer', layer, digest: layer.diffId };
    },
  };
}

function compressedSink(decoder: Transform, budget: Budget, reading: Reading): Sink {
  const reader = new LayerReader(budget, reading);
  const { ratio, freely } = budget.limits;
  const digest = createHash('sha256');
  let taken = 0;
  let isFull = false;
  decoder.on('data', (bytes: Buffer) => {
    try {
      reader.write(bytes);
      if (reader.bytes > freely && reader.bytes > taken * ratio)
        throw new Error('a layer is compressed too much to be read');
    } catch (error) {
      decoder.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  const ended = once(decoder, 'end');
  // Whoever waits gets the error; without anybody waiting at that moment it must not end the process.
  ended.catch(() => {});
  return {
    write(bytes) {
      taken += bytes.length;
      digest.update(bytes);
      // Copied: the decoder takes them later.
      isFull = !decoder.write(Buffer.from(bytes));
    },
    async ready() {
      if (isFull) await Promise.race([once(decoder, 'drain'), ended]);
      isFull = false;
    },
    async end() {
      decoder.end();
      await ended;
      return { kind: 'layer', layer: reader.finish(), digest: `sha256:${digest.digest('hex')}` };
    },
  };
}

function jsonSink(budget: Budget): Sink {
  const { json } = budget.limits;
  const parts: Buffer[] = [];
  let size = 0;
  return {
    write(bytes) {
      size += bytes.length;
      if (size > json) throw new Error(`a JSON file of more than ${json} bytes is too long`);
      budget.takeFile('JSON of the archive', bytes.length);
      parts.push(Buffer.from(bytes));
    },
    ready: async () => {},
    async end() {
      const bytes = Buffer.concat(parts);
      return { kind: 'json', bytes, digest: `sha256:${hash('sha256', bytes)}` };
    },
  };
}

const IGNORED: Sink = { write: () => {}, ready: async () => {}, end: async () => ({ kind: 'other' }) };

function sinkFor(head: Buffer, budget: Budget, reading: Reading): Sink {
  if (head.subarray(0, GZIP.length).equals(GZIP)) return compressedSink(createGunzip(ROOMY), budget, reading);
  if (head.subarray(0, ZSTD.length).equals(ZSTD)) return compressedSink(createZstdDecompress(ROOMY), budget, reading);
  if (looksLikeTar(head)) return layerSink(budget, reading);
  return head[0] === 0x7b || head[0] === 0x5b ? jsonSink(budget) : IGNORED;
}

/** Reads one blob that is pushed into it. Nothing of it throws: what went wrong is the blob's own result. */
export class BlobReader {
  readonly #choose: (head: Buffer) => Sink;
  #head: Buffer = Buffer.alloc(0);
  #sink: Sink | undefined;
  #why: string | undefined;

  constructor(budget: Budget, reading: Reading) {
    this.#choose = (head) => sinkFor(head, budget, reading);
  }

  write(bytes: Buffer): void {
    if (this.#why !== undefined) return;
    if (this.#sink !== undefined) {
      this.#pass(bytes);
      return;
    }
    if (this.#head.length === 0 && bytes.length >= BLOCK) {
      this.#start(bytes);
      return;
    }
    this.#head = Buffer.concat([this.#head, bytes]);
    if (this.#head.length >= BLOCK) this.#start(this.#head);
  }

  async ready(): Promise<void> {
    try {
      await this.#sink?.ready();
    } catch (error) {
      this.#why ??= describeError(error);
    }
  }

  async end(): Promise<Blob> {
    if (this.#sink === undefined) this.#start(this.#head);
    try {
      if (this.#why === undefined && this.#sink !== undefined) return await this.#sink.end();
    } catch (error) {
      this.#why ??= describeError(error);
    }
    return { kind: 'broken', why: this.#why ?? 'nothing was read' };
  }

  #start(head: Buffer): void {
    this.#sink = this.#choose(head);
    this.#pass(head);
  }

  #pass(bytes: Buffer): void {
    try {
      this.#sink?.write(bytes);
    } catch (error) {
      this.#why = describeError(error);
    }
  }
}
