import { open } from 'node:fs/promises';

/** Bytes; larger ones are no faster. */
const PIECE = 2 ** 20;

/**
 * A file from its first to its last byte. Every piece comes in the same place, which the next one takes: a file of any
 * size costs one piece of memory.
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  const place = Buffer.allocUnsafeSlow(PIECE);
  for (;;) {
    const { bytesRead } = await file.read(place, 0, PIECE);
    if (bytesRead === 0) return;
    yield place.subarray(0, bytesRead);
  }
}
