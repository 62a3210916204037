import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { type Endpoint, unreachable } from './endpoint.ts';
import { engineMessage, parseBody } from './engine-answer.ts';

/** Bytes: more are no head of an answer, and no message of an engine. */
const LONGEST_HEAD = 64 * 1024;
const LONGEST_MESSAGE = 1024 * 1024;

/** Client certificates, as the docker client names them. */
export const tlsFiles = (folder: string) => ({
  ca: readFileSync(join(folder, 'ca.pem')),
  cert: readFileSync(join(folder, 'cert.pem')),
  key: readFileSync(join(folder, 'key.pem')),
});

function open(endpoint: Endpoint, certificates: string | undefined): Socket {
  if (endpoint.kind === 'unix') return connect({ path: endpoint.path });
  const { host, port, tls } = endpoint;
  if (!tls) return connect({ host, port });
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...name, ...(certificates === undefined ? {} : tlsFiles(certificates)) });
}

/** Gives the memory of a chunk back at once; left to the garbage collector, many of them would wait for it. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

type Head = { readonly status: number; readonly rest: Buffer };

/** @throws when it is not the head of an answer whose body goes up to the end of the connection. */
function readHead(bytes: Buffer): Head | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1 && bytes.length < LONGEST_HEAD) return undefined;
  const text = bytes.toString('latin1', 0, Math.max(0, end));
  const status = /^HTTP\/1\.[01] (?<code>\d{3})(?: |\r|$)/.exec(text)?.groups?.['code'];
  if (status === undefined) throw new Error('what answers there is no Docker engine');
  if (/^transfer-encoding:/im.test(text)) throw new Error('the Docker engine does not speak HTTP/1.0');
  return { status: Number(status), rest: bytes.subarray(end + 4) };
}

/**
 * The body of an answer as it comes, for the gigabytes of an export. Node's client would copy every byte twice and leave
 * some hundred megabytes to the garbage collector; in HTTP/1.0 the body is all that follows the head, so nothing has to be
 * taken apart. That the end is missing has to be told from the body.
 * A piece is there until the next one is asked for.
 * @param path sound for a request line; it is not escaped here.
 * @throws UserError ENGINE_UNAVAILABLE when nothing answers; Error with the engine's own message when it refuses.
 */
export async function* download(
  endpoint: Endpoint,
  host: string,
  certificates: string | undefined,
  path: string,
): AsyncGenerator<Uint8Array> {
  const socket = open(endpoint, certificates);
  let head: Head | undefined;
  let gathered = Buffer.alloc(0);
  try {
    socket.write(`GET ${path} HTTP/1.0\r\nHost: docker\r\n\r\n`);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      if (head?.status === 200) {
        yield chunk;
        release(chunk);
        continue;
      }
      gathered = Buffer.concat([gathered, chunk]);
      if (head === undefined) {
        head = readHead(gathered);
        if (head === undefined) continue;
        gathered = Buffer.from(head.rest);
        if (head.status === 200 && gathered.length > 0) yield gathered;
      } else if (gathered.length > LONGEST_MESSAGE) break;
    }
  } catch (error) {
    throw head === undefined && error instanceof Error && 'code' in error ? unreachable(host, error) : error;
  } finally {
    socket.destroy();
  }
  if (head === undefined) throw new Error('the Docker engine ended the connection without an answer');
  if (head.status === 200) return;
  throw new Error(`GET ${path}: ${engineMessage({ status: head.status, body: parseBody(gathered) })}`);
}
