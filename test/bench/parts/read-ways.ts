/**
 * One way of reading an image's archive, in a process of its own, so that time, processor time and memory are its own.
 *
 *   node test/bench/parts/read-ways.ts WAY FILE [IMAGE…]      no FILE: the engine's export of the images
 */
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { needsOf } from '../../../action-build/image/read-content.ts';
import { type Needs, readImages } from '../../../action-build/image/read-images.ts';
import { connectExec } from '../../../shared/adapters/connect-exec.ts';
import { connectDocker } from '../../../shared/adapters/docker/connect.ts';
import type { Digest } from '../../../shared/domain/subject.ts';
import { readPieces } from './read-pieces.ts';

/** Milliseconds by the clock and of the processor, and the most memory that the process had, in bytes. */
export type Sample = { readonly ms: number; readonly cpu: number; readonly rss: number };

type Source = AsyncIterable<Uint8Array>;
type Way = (open: () => Source, ids: readonly Digest[]) => Promise<unknown>;

/** Archives in archives, one stream for each file: what a program would do with the usual library. */
async function withTarStream(source: Source): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const outer = extract();
  outer.on('entry', (header, stream, next) => {
    if (!/layer\.tar$|blobs\/sha256/.test(header.name) || header.type !== 'file') {
      stream.on('end', () => next()).resume();
      return;
    }
    const inner = extract();
    inner.on('entry', (file, content, done) => {
      const hash = createHash('sha256');
      content.on('data', (bytes) => hash.update(bytes as Buffer));
      content.on('end', () => {
        hashes.set(file.name, hash.digest('hex'));
        done();
      });
    });
    inner.on('error', () => {});
    pipeline(stream, inner).then(
      () => next(),
      () => next(),
    );
  });
  await pipeline(copied(source), outer);
  return hashes;
}

/** Streams keep what they are given; our own source uses its place again. */
async function* copied(source: Source): Source {
  for await (const chunk of source) yield Buffer.from(chunk);
}

const reader =
  (needs: Needs): Way =>
  async (open, ids) => {
    const results = await readImages(open, ids, needs);
    for (const result of results.values()) if (result.kind !== 'read') throw new Error(result.why);
  };

const EXAMINE = { run: () => ({ secrets: [], script: null }) };

const WAYS: Readonly<Record<string, Way>> = {
  hash: async (open) => {
    const hash = createHash('sha256');
    for await (const chunk of open()) hash.update(chunk);
    return hash.digest('hex');
  },
  reader: reader(needsOf({ leftovers: false })),
  'reader-leftovers': reader(needsOf({ leftovers: true })),
  // Paths, layers, packages; no file is searched for secrets and scripts.
  'reader-no-search': reader({ ...needsOf({ leftovers: false }), examine: { ...EXAMINE, largest: -1 } }),
  'tar-stream': async (open) => await withTarStream(open()),
};

if (import.meta.main) {
  const [way = '', file = '', ...ids] = process.argv.slice(2);
  const images = ids as Digest[];
  const open = (): Source => (file === '' ? connectDocker(connectExec(), process.env).save(images) : readPieces(file));
  const started = performance.now();
  const before = process.cpuUsage();
  await WAYS[way]?.(open, images);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const sample: Sample = { ms, cpu: (user + system) / 1000, rss: process.resourceUsage().maxRSS * 1024 };
  console.log(JSON.stringify(sample));
}
