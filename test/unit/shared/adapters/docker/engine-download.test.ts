import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readImages } from '../../../../../action-build/image/read-images.ts';
import { download } from '../../../../../shared/adapters/docker/engine-download.ts';
import { makeImage, savedArchive } from '../../../../fakes/image-archive.ts';

/** Asks an engine that answers with these bytes, one write for each, and then ends. */
async function from(
  writes: readonly (string | Buffer)[],
  body: (open: () => AsyncIterable<Uint8Array>) => Promise<unknown>,
) {
  const path = join(tmpdir(), `countersign-download-${process.pid}-${Math.random().toString(36).slice(2)}.sock`);
  const requests: string[] = [];
  const serve = async (socket: Socket): Promise<void> => {
    socket.on('error', () => {});
    requests.push(String(await new Promise((resolve) => socket.once('data', resolve))));
    for (const bytes of writes) {
      await new Promise<void>((done) => socket.write(bytes, () => done()));
      await new Promise((done) => setImmediate(done));
    }
    socket.end();
  };
  const server = createServer((socket) => void serve(socket));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    return { result: await body(() => download({ kind: 'unix', path }, `unix://${path}`, undefined, '/x')), requests };
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function collect(open: () => AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of open()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('latin1');
}

const OK = 'HTTP/1.0 200 OK\r\nContent-Type: application/x-tar\r\n\r\n';

describe('an export as it comes', () => {
  test.each([
    ['head and body in one piece', [`${OK}abc`]],
    ['the head in pieces', ['HTTP/1.0 2', '00 OK\r\nA: b\r', '\n\r', '\nab', 'c']],
    ['HTTP/1.1 that ends the connection', ['HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n', 'abc']],
  ])('%s', async (_, writes) => {
    const { result, requests } = await from(writes, collect);
    expect(result).toBe('abc');
    expect(requests).toEqual(['GET /x HTTP/1.0\r\nHost: docker\r\n\r\n']);
  });
  test('every byte, and the memory of what was read is given back', async () => {
    const body = Buffer.alloc(40 * 2 ** 20, 'abcdefghijk');
    const { result } = await from([OK, body], async (open) => {
      let [at, equal, most] = [0, true, 0];
      const before = process.memoryUsage().arrayBuffers;
      for await (const piece of open()) {
        equal &&= body.subarray(at, at + piece.length).equals(piece);
        at += piece.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
      return { at, equal, isSmall: most < 8 * 2 ** 20 };
    });
    expect(result).toEqual({ at: body.length, equal: true, isSmall: true });
  });
});

describe('refused', () => {
  test.each([
    ['with JSON', ['HTTP/1.0 404 Not Found\r\n\r\n', '{"message":"no such', ' image"}'], 'GET /x: no such image'],
    ['with text', ['HTTP/1.0 502 Bad Gateway\r\n\r\nproxy'], 'GET /x: proxy'],
    ['with nothing', ['HTTP/1.0 500 Oops\r\n\r\n'], 'GET /x: HTTP 500'],
    [
      'in pieces with lengths',
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '3\r\nabc\r\n0\r\n\r\n'],
      'HTTP/1.0',
    ],
    ['by something else', ['SSH-2.0-OpenSSH_9.2\r\n\r\n'], 'no Docker engine'],
    ['with a head without an end', ['HTTP/1.0 200 OK\r\n', 'A: '.padEnd(70_000, 'b')], 'no Docker engine'],
    ['without an answer', [], 'without an answer'],
    ['with half a head', ['HTTP/1.0 200 OK\r\nA'], 'without an answer'],
  ])('%s: an error', async (_, writes, message) => {
    await expect(from(writes, collect)).rejects.toThrow(message);
  });
  test('nobody is there: one line with the cure', async () => {
    const nowhere = download({ kind: 'unix', path: '/nowhere.sock' }, 'unix:///nowhere.sock', undefined, '/x');
    await expect(collect(() => nowhere)).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
  });
  test('a body that is cut off anywhere is told from the archive itself', async () => {
    const image = await makeImage([{ files: { a: 'a'.repeat(3000) } }]);
    const archive = await savedArchive([image]);
    const needs = { wanted: () => true, sums: false, needed: () => [] };
    const read = async (open: () => AsyncIterable<Uint8Array>) => await readImages(open, [image.id], needs);
    const { result } = await from([OK, archive], read);
    expect((result as Awaited<ReturnType<typeof read>>).get(image.id)?.kind).toBe('read');
    for (const end of [0, 700, archive.length / 2, archive.length - 1024]) {
      await expect(from([OK, archive.subarray(0, end)], read)).rejects.toThrow('cut off');
    }
  });
});
