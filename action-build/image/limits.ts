/**
 * How much of an image is read. Far above any real image and far below what would end the runner: the archive can come
 * from a pull request, and what it says about itself is not to be trusted.
 */
export type Limits = {
  /** Files, folders and links of all layers of the run. */
  readonly entries: number;
  /** Bytes of all their paths and link targets together. */
  readonly names: number;
  /** Bytes of one path: what Linux can open. */
  readonly path: number;
  /** Folders in one path. */
  readonly depth: number;
  /** Bytes of all uncompressed layers of the run. */
  readonly bytes: number;
  /** Bytes of one wanted file, and of all wanted files of the run. */
  readonly file: number;
  readonly files: number;
  /** Bytes of one JSON file of the archive, and of one tar extension header. */
  readonly json: number;
  readonly extension: number;
  /** Files of the archive itself: layers and JSON. */
  readonly parts: number;
  /** Uncompressed bytes for each compressed one, once a layer has more than `freely` uncompressed bytes. */
  readonly ratio: number;
  readonly freely: number;
};

export const LIMITS: Limits = {
  entries: 3_000_000,
  names: 384 * 2 ** 20,
  path: 4_096,
  depth: 256,
  bytes: 256 * 2 ** 30,
  file: 64 * 2 ** 20,
  files: 256 * 2 ** 20,
  json: 16 * 2 ** 20,
  extension: 2 ** 20,
  parts: 20_000,
  ratio: 400,
  freely: 256 * 2 ** 20,
};

/** What is left of the limits that hold for all layers of a run together. */
export class Budget {
  readonly limits: Limits;
  #entries = 0;
  #names = 0;
  #bytes = 0;
  #files = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** @throws when there are too many entries, or their names are too long. */
  takeEntry(names: number): void {
    this.#entries += 1;
    this.#names += names;
    if (this.#entries > this.limits.entries) throw new Error(`more than ${this.limits.entries} files are too many`);
    if (this.#names > this.limits.names) throw new Error(`more than ${this.limits.names} bytes of names are too many`);
  }

  /** @throws when the layers are too big. */
  takeBytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.limits.bytes) throw new Error(`more than ${this.limits.bytes} bytes are too many`);
  }

  /** @throws when a wanted file is too big, or all of them are. */
  takeFile(path: string, size: number): void {
    this.#files += size;
    if (size > this.limits.file) throw new Error(`${path}: ${size} bytes are too many to keep`);
    if (this.#files > this.limits.files) throw new Error(`${path}: too many bytes to keep`);
  }
}
