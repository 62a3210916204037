import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { Link } from './links.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** What one pass over a filesystem stream found. */
export type Scan = {
  /** Everything in the image by path, without its content. */
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** Content of the wanted files. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly links: ReadonlyMap<string, Link>;
  /** Bytes of the stream. */
  readonly bytes: number;
};

/** Far above any real image, far below what would end the runner: an archive from a pull request can be hostile. */
const LIMITS = { entries: 3_000_000, file: 64 * 2 ** 20, files: 256 * 2 ** 20 };

/** A tar ends with two empty blocks; an engine that fails in the middle closes the stream without them. */
const END = Buffer.alloc(1024);

/** Path without `./` in front and slashes at the ends. */
const clean = (name: string): string => name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');

async function content(header: Header, stream: AsyncIterable<unknown>, left: number): Promise<Buffer> {
  const { size } = header;
  if (size > Math.min(LIMITS.file, left)) throw new Error(`${header.name}: ${size} bytes are too many to read`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError(`${header.name}: not bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function linkOf(header: Header): Link | undefined {
  if (header.type === 'symlink') return { kind: 'symbolic', target: header.linkname };
  if (header.type === 'link') return { kind: 'hard', target: clean(header.linkname) };
  return undefined;
}

function kindOf({ type }: Header): EntryKind {
  if (type === 'file' || type === 'contiguous-file') return 'file';
  if (type === 'directory') return 'folder';
  return type === 'symlink' || type === 'link' ? 'link' : 'other';
}

/** Passes the stream on, counts its bytes and keeps its end. */
async function* watch(source: AsyncIterable<Uint8Array>, seen: { bytes: number; end: Buffer }) {
  for await (const chunk of source) {
    seen.bytes += chunk.length;
    const end = chunk.length >= END.length ? chunk.subarray(-END.length) : chunk;
    seen.end = Buffer.concat([seen.end, end]).subarray(-END.length);
    yield chunk;
  }
}

/**
 * Reads a tar stream once, to its end, and keeps the content of the wanted files.
 * @throws when the archive is damaged, cut off, or beyond the limits: half an image must not pass for the whole.
 */
export async function scan(source: AsyncIterable<Uint8Array>, wanted: (path: string) => boolean): Promise<Scan> {
  const entries = new Map<string, EntryKind>();
  const files = new Map<string, Buffer>();
  const links = new Map<string, Link>();
  const seen = { bytes: 0, end: Buffer.alloc(0) };
  let left = LIMITS.files;
  const keep = async (path: string, header: Header, stream: AsyncIterable<unknown>): Promise<void> => {
    const bytes = await content(header, stream, left);
    left -= bytes.length;
    files.set(path, bytes);
  };
  const archive = extract();
  archive.on('entry', (header, stream, next) => {
    // When the archive breaks, so does the entry that is being read; the archive's own error is the one that is told.
    stream.on('error', () => {});
    const path = clean(header.name);
    const kind = kindOf(header);
    entries.set(path, kind);
    if (entries.size > LIMITS.entries) return next(new Error(`the image has more than ${LIMITS.entries} files`));
    const link = linkOf(header);
    if (link !== undefined) links.set(path, link);
    if (kind === 'file' && wanted(path)) {
      keep(path, header, stream).then(() => next(), next);
    } else {
      stream.on('end', () => next());
      stream.resume();
    }
  });
  await pipeline(watch(source, seen), archive);
  if (!seen.end.equals(END)) throw new Error('the archive of the image is cut off');
  return { entries, files, links, bytes: seen.bytes };
}
