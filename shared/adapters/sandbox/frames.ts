/** Longest text that is kept of what a container printed. */
const LIMIT = 256 * 1024;

/**
 * The text of an engine's stream of stdout and stderr together: frames of a byte for the stream, three of nothing, four
 * for the length, and the bytes. What comes after the limit is read and dropped.
 * @throws Error when the stream ends inside of a frame.
 */
export async function readFrames(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Buffer[] = [];
  let kept = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 8 && rest.length >= 8 + rest.readUInt32BE(4)) {
      const end = 8 + rest.readUInt32BE(4);
      const part = rest.subarray(8, Math.min(end, 8 + LIMIT - kept));
      parts.push(part);
      kept += part.length;
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw new Error('the engine broke off in the middle of an output');
  return Buffer.concat(parts).toString('utf8');
}
