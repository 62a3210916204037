import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from '../../../../../shared/adapters/sandbox/frames.ts';

function frame(text: string, stream: number): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('the text is read back whole, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 40 }),
      async (texts, size) => {
        const bytes = Buffer.concat(texts.map((text, index) => frame(text, 1 + (index % 2))));
        expect(await readFrames(inPieces(bytes, size))).toBe(texts.map((text) => text.toWellFormed()).join(''));
      },
    ),
  );
});

test('a stream that breaks off in a frame is no output', async () => {
  const bytes = frame('ready\n', 1);
  await expect(readFrames(inPieces(bytes.subarray(0, 10), 3))).rejects.toThrow('broke off');
});

test('more than anybody reads is dropped, not kept', async () => {
  const text = await readFrames(inPieces(Buffer.concat(Array(40).fill(frame('x'.repeat(10_000), 1))), 65_536));
  expect(text).toHaveLength(256 * 1024);
});
