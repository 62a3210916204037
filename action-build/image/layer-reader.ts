import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Digest } from '../../shared/domain/subject.ts';
import type { SecretSign } from '../secrets/find-secrets.ts';
import type { Entry, Layer } from './layer.ts';
import type { Budget } from './limits.ts';
import { baseOf, cleanPath, parentOf } from './paths.ts';
import type { ScriptHead } from './script.ts';
import type { TarHeader, TarType } from './tar/header.ts';
import { type TarHandler, TarReader } from './tar/tar-reader.ts';

/** Marks in a layer that something below it is gone. */
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Other marks of aufs, which engines leave out. */
const AUFS = '.wh..wh.';

/** Chooses the files whose content is kept. Paths have no slash at either end. */
type Wanted = (path: string) => boolean;

/** What is looked for in the content of every file up to a size, of every layer, also of files that a later layer removes. */
type Examine = {
  readonly largest: number;
  readonly run: (path: string, bytes: Buffer) => Examined;
};

/** What was found in one file. */
export type Examined = { readonly secrets: readonly SecretSign[]; readonly script: ScriptHead | null };

/** What a layer is read for. */
export type Reading = {
  readonly wanted: Wanted;
  readonly examine?: Examine;
  /** Whether each file's content is summed up, which takes half as long as the digest of the layer. */
  readonly sums: boolean;
};

/** A file that is being read. */
type Open = {
  readonly path: string;
  readonly header: TarHeader<TarType>;
  readonly isWanted: boolean;
  /** Whether its bytes are needed as a whole. */
  readonly isWhole: boolean;
  sum: number;
  /** What has come of a file that is needed as a whole and does not come in one piece. */
  gathered: number;
};

/** Takes the entries of one layer in. */
class Collector implements TarHandler {
  readonly entries = new Map<string, Entry>();
  readonly removed = new Set<string>();
  readonly opaque = new Set<string>();
  readonly contents = new Map<string, Buffer>();
  readonly secrets = new Map<string, readonly SecretSign[]>();
  readonly scripts = new Map<string, ScriptHead>();
  readonly #budget: Budget;
  readonly #reading: Reading;
  #open: Open | undefined;
  #whole: Buffer | undefined;
  #gathered: Buffer = Buffer.alloc(0);

  constructor(budget: Budget, reading: Reading) {
    this.#budget = budget;
    this.#reading = reading;
  }

  entry(header: TarHeader<TarType>): void {
    this.#budget.takeEntry(header.name.length + header.link.length);
    const path = cleanPath(header.name, this.#budget.limits);
    const base = baseOf(path);
    this.#open = undefined;
    if (base.startsWith(WHITEOUT)) this.#remove(path, base);
    else if (header.type === 'file') this.#open = this.#openFile(path, header);
    else this.#put(path, header, null);
  }

  data(bytes: Buffer): void {
    const open = this.#open;
    if (open === undefined) return;
    if (this.#reading.sums) open.sum = crc32(bytes, open.sum);
    if (!open.isWhole) return;
    if (bytes.length === open.header.size) this.#whole = bytes;
    else this.#gather(open, bytes);
  }

  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    const bytes = this.#whole ?? this.#gathered.subarray(0, open.gathered);
    this.#open = undefined;
    this.#whole = undefined;
    this.#put(open.path, open.header, this.#reading.sums ? open.sum : null);
    if (open.isWhole) this.#look(open, bytes);
  }

  /** One place for all files that come in pieces: it grows to the largest of them, which the limits bound. */
  #gather(open: Open, bytes: Buffer): void {
    if (this.#gathered.length < open.header.size) this.#gathered = Buffer.allocUnsafeSlow(open.header.size);
    bytes.copy(this.#gathered, open.gathered);
    open.gathered += bytes.length;
  }

  #look({ path, header, isWanted }: Open, bytes: Buffer): void {
    // Copied: the bytes are in a place that is used again.
    if (isWanted) this.contents.set(path, Buffer.from(bytes));
    const { examine } = this.#reading;
    if (examine === undefined || header.size > examine.largest) return;
    const { secrets, script } = examine.run(path, bytes);
    if (secrets.length > 0) this.secrets.set(path, [...(this.secrets.get(path) ?? []), ...secrets]);
    if (script !== null) this.scripts.set(path, script);
  }

  #openFile(path: string, header: TarHeader<TarType>): Open {
    const isWanted = this.#reading.wanted(path);
    if (isWanted) this.#budget.takeFile(path, header.size);
    const isWhole = isWanted || header.size <= (this.#reading.examine?.largest ?? -1);
    return { path, header, isWanted, isWhole, sum: 0, gathered: 0 };
  }

  #remove(path: string, base: string): void {
    const folder = parentOf(path);
    if (base === OPAQUE) this.opaque.add(folder);
    else if (!base.startsWith(AUFS))
      this.removed.add(cleanPath(`${folder}/${base.slice(WHITEOUT.length)}`, this.#budget.limits));
  }

  #put(path: string, { type, mode, uid, gid, size, link }: TarHeader<TarType>, sum: number | null): void {
    // The later of two entries takes the place of the first one, so its content must not stay.
    this.entries.delete(path);
    this.contents.delete(path);
    this.scripts.delete(path);
    const target = type === 'hardlink' ? cleanPath(link, this.#budget.limits) : type === 'symlink' ? link : null;
    this.entries.set(path, { type, mode, uid, gid, size, link: target, sum });
  }
}

/** Reads one uncompressed layer that is pushed into it. */
export class LayerReader {
  readonly #budget: Budget;
  readonly #collector: Collector;
  readonly #tar: TarReader;
  readonly #diffId = createHash('sha256');
  #bytes = 0;

  constructor(budget: Budget, reading: Reading) {
    this.#budget = budget;
    this.#collector = new Collector(budget, reading);
    this.#tar = new TarReader(this.#collector, budget.limits.extension);
  }

  /** Uncompressed bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws when the layer is damaged, refused or beyond the limits. */
  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#budget.takeBytes(chunk.length);
    this.#diffId.update(chunk);
    this.#tar.write(chunk);
  }

  /** The whole layer. An end mark is not asked for: the digest says whether all of it is there. @throws when cut off. */
  finish(): Layer {
    this.#tar.finish();
    const { entries, removed, opaque, contents, secrets, scripts } = this.#collector;
    const diffId: Digest = `sha256:${this.#diffId.digest('hex')}`;
    return { diffId, bytes: this.#bytes, entries, removed, opaque, contents, secrets, scripts };
  }
}
