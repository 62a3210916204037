import { gzipSync, zstdCompressSync } from 'node:zlib';
import { LIMITS, type Limits } from '../../../../action-build/image/limits.ts';
import { type ImageResult, type Needs, readImages } from '../../../../action-build/image/read-images.ts';
import { sha256 } from '../../../../shared/domain/record.ts';
import type { Digest } from '../../../../shared/domain/subject.ts';
import { type FakeEntry, type MadeImage, makeImage, tarBytes } from '../../../fakes/image-archive.ts';

export const NEEDS: Needs = { wanted: (path) => path.startsWith('keep'), sums: false, needed: () => [] };
export const digestOf = (bytes: string | Uint8Array): Digest => `sha256:${sha256(bytes)}`;

/** The archive comes in pieces, all in one place, each of which spoils the one before. */
export async function read(archive: Buffer, ids: readonly Digest[], limits: Limits = LIMITS, piece = 65_536) {
  const open = async function* () {
    const place = Buffer.alloc(piece);
    for (let at = 0; at < archive.length; at += piece) {
      const length = archive.copy(place, 0, at, at + piece);
      yield place.subarray(0, length);
      place.fill(0xaa);
    }
  };
  return await readImages(open, ids, NEEDS, limits);
}

export const shown = (result: ImageResult | undefined): unknown =>
  result?.kind === 'read' ? [...result.image.tree.entries()].map(({ path }) => path).sort() : result?.why;

/** An OCI layout as newer engines save it, its layers as `pack` makes them. */
export async function layout(image: MadeImage, pack: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  const files: Record<string, FakeEntry> = { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' };
  const put = (bytes: string | Buffer): Digest => {
    const digest = digestOf(bytes);
    files[`blobs/sha256/${digest.slice(7)}`] = bytes;
    return digest;
  };
  const layers = image.layers.map(({ bytes }) => ({ digest: put(pack(bytes)) }));
  const manifest = put(JSON.stringify({ schemaVersion: 2, config: { digest: put(image.configuration) }, layers }));
  const attestation = { digest: digestOf('gone'), platform: { os: 'unknown', architecture: 'unknown' } };
  const index = put(JSON.stringify({ manifests: [{ digest: manifest, platform: { os: 'linux' } }, attestation] }));
  files['index.json'] = JSON.stringify({ manifests: [{ digest: manifest }] });
  files['manifest.json'] = JSON.stringify([
    {
      Config: `blobs/sha256/${image.id.slice(7)}`,
      Layers: layers.map(({ digest }) => `blobs/sha256/${digest.slice(7)}`),
    },
  ]);
  return { archive: await tarBytes(files), manifest, index, files };
}

export const two = () => makeImage([{ files: { base: 'b' } }, { files: { 'keep/x': 'x', '.wh.base': '', y: 'y' } }]);

export const packings: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['plain', (bytes) => bytes],
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
];

/** Bytes that no compressor makes smaller, the same in every run. */
export const noise = (length: number): Buffer =>
  Buffer.concat(Array.from({ length }, (_, at) => Buffer.from(sha256(`${at}`), 'hex')));
