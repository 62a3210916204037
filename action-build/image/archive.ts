import type { Digest } from '../../shared/domain/subject.ts';
import { type Blob, BlobReader } from './blob-reader.ts';
import type { Reading } from './layer-reader.ts';
import type { Budget } from './limits.ts';
import { resolveLinks } from './links.ts';
import { cleanPath } from './paths.ts';
import type { TarHeader, TarType } from './tar/header.ts';
import { type TarHandler, TarReader } from './tar/tar-reader.ts';

/** What an archive of images holds, of whatever form. */
export type Archive = {
  /** By path; links are followed. */
  at(path: string): Blob | undefined;
  /** By the digest of its bytes, computed here. */
  of(digest: Digest): Blob | undefined;
};

/** Opens one blob after another. */
class Parts implements TarHandler {
  readonly blobs = new Map<string, Blob>();
  readonly links = new Map<string, string>();
  readonly #budget: Budget;
  readonly #reading: Reading;
  #open: { readonly path: string; readonly blob: BlobReader } | undefined;
  #ending: Promise<void>[] = [];

  constructor(budget: Budget, reading: Reading) {
    this.#budget = budget;
    this.#reading = reading;
  }

  entry(header: TarHeader<TarType>): void {
    const path = cleanPath(header.name, this.#budget.limits);
    this.#open = undefined;
    if (header.type === 'folder') return;
    if (this.blobs.has(path) || this.links.has(path)) throw new Error(`the archive has "${path}" twice`);
    if (this.blobs.size + this.links.size >= this.#budget.limits.parts)
      throw new Error('the archive has too many files');
    if (header.type === 'symlink') this.links.set(path, header.link);
    else if (header.type === 'hardlink') this.links.set(path, `/${header.link}`);
    else {
      this.#open = { path, blob: new BlobReader(this.#budget, this.#reading) };
      // Known from now on; what it is, once it has been read.
      this.blobs.set(path, { kind: 'other' });
    }
  }

  data(bytes: Buffer): void {
    this.#open?.blob.write(bytes);
  }

  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const set = async (): Promise<void> => void this.blobs.set(open.path, await open.blob.end());
    this.#ending.push(set());
  }

  /** Waits until what was pushed so far has been dealt with. */
  async ready(): Promise<void> {
    await this.#open?.blob.ready();
    const ending = this.#ending;
    this.#ending = [];
    await Promise.all(ending);
  }
}

function archiveOf({ blobs, links }: Parts): Archive {
  const byDigest = new Map<Digest, Blob>();
  for (const blob of blobs.values()) {
    if (blob.kind === 'layer' || blob.kind === 'json') byDigest.set(blob.digest, blob);
  }
  return {
    at: (path) => blobs.get(resolveLinks(path, (at) => links.get(at))),
    of: (digest) => byDigest.get(digest),
  };
}

/**
 * Reads an archive of images once, from its first to its last byte: what `docker save` gives, in the old form and in
 * the one with an OCI layout inside. Layers are read as they come, without knowing yet whose they are.
 * @throws when the archive itself is damaged, cut off or beyond the limits; a broken layer is that layer's result.
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  budget: Budget,
  reading: Reading,
): Promise<Archive> {
  const parts = new Parts(budget, reading);
  const tar = new TarReader(parts, budget.limits.extension);
  for await (const chunk of source) {
    tar.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    await parts.ready();
  }
  if (!tar.finish().hasEndMark) throw new Error('the archive of the images is cut off');
  return archiveOf(parts);
}
