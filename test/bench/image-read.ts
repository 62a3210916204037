import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { extract } from 'tar-stream';
import { needsOf } from '../../action-build/image/read-content.ts';
import { readImages } from '../../action-build/image/read-images.ts';
import { connectExec } from '../../shared/adapters/connect-exec.ts';
import { connectDocker } from '../../shared/adapters/docker/connect.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import { startBed } from '../bed/bed.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * Reading images: our one-pass reader beside (a) sha256 of the same bytes once, which no reader that proves what it
 * read can do without, (b) docker save with tar-stream and a sha256 of each file, and (c) four images that share a base
 * beside one of them. Each figure is of a process of its own, so that its memory is its own too.
 */

const program = promisify(execFile);
const RUNS = 5;
const PIECE = 2 ** 20;

/** A base with files of many sizes, and a small layer of its own for each image. */
const DOCKERFILE = `FROM debian:bookworm-slim
RUN mkdir -p /data && for i in $(seq 400); do head -c 300000 /dev/urandom > /data/$i; done && head -c 40000000 /dev/urandom > /data/big
ARG SERVICE
RUN mkdir -p /app && for i in $(seq 200); do echo $SERVICE$i > /app/$i; done
`;

type Way = (source: AsyncIterable<Uint8Array>, ids: readonly Digest[]) => Promise<unknown>;

/** Archives in archives, one stream for each file: what a program would do with the usual library. */
async function withTarStream(source: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
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
  await pipeline(source, outer);
  return hashes;
}

const WAYS: Readonly<Record<string, Way>> = {
  hash: async (source) => {
    const hash = createHash('sha256');
    for await (const chunk of source) hash.update(chunk);
    return hash.digest('hex');
  },
  reader: async (source, ids) => {
    const results = await readImages(() => source, ids, needsOf({ leftovers: false }));
    for (const result of results.values()) if (result.kind !== 'read') throw new Error(result.why);
    return results;
  },
  'tar-stream': withTarStream,
};

type Measured = { readonly ms: number; readonly rss: number };

/** In a process of its own: reads the archive, or the engine's export when there is no file, in one way. */
async function measureHere(way: string, file: string, ids: readonly Digest[]): Promise<Measured> {
  const open = (): AsyncIterable<Uint8Array> =>
    file === ''
      ? connectDocker(connectExec(), process.env).save(ids)
      : (createReadStream(file, { highWaterMark: PIECE }) as Readable);
  const started = performance.now();
  await WAYS[way]?.(open(), ids);
  return { ms: performance.now() - started, rss: process.resourceUsage().maxRSS * 1024 };
}

async function measure(way: string, file: string, ids: readonly Digest[]): Promise<Measured> {
  const child = spawn(process.execPath, [import.meta.filename, way, file, ...ids], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${way} ended with ${code}`);
  return JSON.parse(text) as Measured;
}

/** Medians of the ways, measured in turns, so that a busy moment of the machine meets all of them. */
async function inTurns(cases: readonly (readonly [string, string, readonly Digest[]])[]): Promise<Measured[]> {
  const all = cases.map((): Measured[] => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [index, [way, file, ids]] of cases.entries()) all[index]?.push(await measure(way, file, ids));
  }
  return all.map((runs) => ({ ms: median(runs.map(({ ms }) => ms)), rss: Math.max(...runs.map(({ rss }) => rss)) }));
}

function compare(name: string, value: Measured, beside: Measured, what: string): Figure {
  return {
    name,
    value: rounded(value.ms, 0),
    unit: 'ms',
    ratio: rounded(value.ms / beside.ms, 2),
    beside: `${what} ${rounded(beside.ms, 0)} ms`,
  };
}

export async function bench(): Promise<readonly Figure[]> {
  await using bed = await startBed({ engine: true, baseImage: true }, () => {});
  process.env['DOCKER_HOST'] = bed.engine.host;
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  const docker = async (...args: string[]) => (await program('docker', args, { env })).stdout.trim();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const names = ['a', 'b', 'c', 'd'].map((service) => `countersign-bench-${process.pid}-${service}`);
  try {
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE);
    const ids: Digest[] = [];
    for (const name of names) {
      await docker('build', '--quiet', '--build-arg', `SERVICE=${name}`, '--tag', name, folder);
      ids.push((await docker('inspect', '--format', '{{.Id}}', name)) as Digest);
    }
    const one = ids.slice(0, 1);
    const file = join(folder, 'one.tar');
    await docker('save', '--output', file, ...one);
    const { size } = await stat(file);
    const [hash, reader, usual] = await inTurns([
      ['hash', file, []],
      ['reader', file, one],
      ['tar-stream', file, []],
    ]);
    const [exported, saved, four, nothing] = await inTurns([
      ['reader', '', one],
      ['tar-stream', '', one],
      ['reader', '', ids],
      ['hash', '', one],
    ]);
    if (!hash || !reader || !usual || !exported || !saved || !four || !nothing) throw new Error('nothing was measured');
    return [
      {
        name: `archive of one image (${availableParallelism()} × ${cpus()[0]?.model}, ${rounded(totalmem() / 2 ** 30, 0)} GiB)`,
        value: size,
        unit: 'bytes',
      },
      compare('image-read of the archive', reader, hash, 'sha256 of the same bytes once'),
      compare('image-read of the archive', reader, usual, 'tar-stream and sha256 of each file'),
      compare('image-read from the engine', exported, nothing, 'the export and sha256 of its bytes'),
      compare('image-read from the engine', exported, saved, 'the export, tar-stream and sha256 of each file'),
      compare('image-read of four images with one base', four, exported, 'one of them'),
      {
        name: 'image-read peak memory, four images',
        value: four.rss,
        unit: 'bytes',
        ratio: rounded(four.rss / nothing.rss, 2),
        beside: `sha256 only ${nothing.rss} bytes`,
      },
    ];
  } finally {
    await docker('rmi', '--force', ...names);
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [way = '', file = '', ...ids] = process.argv.slice(2);
  console.log(JSON.stringify(await measureHere(way, file, ids as Digest[])));
}
