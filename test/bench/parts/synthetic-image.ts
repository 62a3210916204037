import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import type { Digest } from '../../../shared/domain/subject.ts';

/** Bytes of one part of an image, and of each of its files. */
export type Part = { readonly kind: 'data' | 'text'; readonly bytes: number; readonly each: number };

const POOL = 2 ** 22;

/** Text as programs have it: this project's own sources, again and again. */
function sourceText(): Buffer {
  const root = resolve(import.meta.dirname, '../../..');
  const folders = ['action-build', 'shared', 'test', 'docs'].map((folder) => join(root, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(?:ts|md)$/.test(entry.name) && !entry.parentPath.includes('secrets'),
    ),
  );
  const all = Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
  return Buffer.concat(Array.from({ length: Math.ceil(POOL / all.length) + 1 }, () => all)).subarray(0, POOL);
}

type Named = readonly [string, Buffer];

/** The files of a part: another piece of the pool for each, so that no two are equal. */
function* filesOf(pool: Buffer, { kind, bytes, each }: Part, folder: string): Generator<Named> {
  const half = POOL / 2;
  for (let made = 0, number = 0; made < bytes; made += each, number += 1) {
    const from = (number * 4099) % half;
    const pieces = Array.from({ length: Math.ceil(each / half) }, () => pool.subarray(from, from + half));
    const content = pieces.length === 1 ? pool.subarray(from, from + each) : Buffer.concat(pieces, each);
    yield [`${folder}/${number}.${kind === 'text' ? 'py' : 'bin'}`, content];
  }
}

async function fill(archive: Pack, entries: Iterable<Named>): Promise<void> {
  for (const [name, bytes] of entries) await new Promise<void>((done) => archive.entry({ name }, bytes, () => done()));
  archive.finalize();
}

/** One layer as a file; gives its digest. */
async function writeLayer(file: string, entries: Iterable<Named>): Promise<Digest> {
  const hash = createHash('sha256');
  const archive = pack();
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of archive) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  };
  const written = pipeline(hashed(), createWriteStream(file));
  await Promise.all([fill(archive, entries), written]);
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Writes an archive of one image, as `docker save` gives it, with one layer for each part.
 * @returns the image's id.
 */
export async function writeImage(file: string, parts: readonly Part[]): Promise<Digest> {
  const pools = { data: randomBytes(POOL), text: sourceText() };
  const layers: { readonly path: string; readonly diffId: Digest }[] = [];
  const archive = pack();
  const written = pipeline(archive, createWriteStream(file));
  for (const [index, part] of parts.entries()) {
    const path = `${file}.${index}`;
    const folder = part.kind === 'text' ? `usr/lib/python3/dist-packages/p${index}` : `data/p${index}`;
    const diffId = await writeLayer(path, filesOf(pools[part.kind], part, folder));
    const { size } = await stat(path);
    const entry = archive.entry({ name: `${diffId.slice(7)}/layer.tar`, size });
    await pipeline(createReadStream(path), entry as unknown as NodeJS.WritableStream);
    await rm(path);
    layers.push({ path: `${diffId.slice(7)}/layer.tar`, diffId });
  }
  const configuration = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  });
  const id: Digest = `sha256:${createHash('sha256').update(configuration).digest('hex')}`;
  const list = [{ Config: `${id.slice(7)}.json`, RepoTags: null, Layers: layers.map(({ path }) => path) }];
  await fill(archive, [
    [`${id.slice(7)}.json`, Buffer.from(configuration)],
    ['manifest.json', Buffer.from(JSON.stringify(list))],
  ]);
  await written;
  return id;
}
