import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in. */
type Seen = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] };

export type Answer = (response: ServerResponse, seen: Seen) => void;

/** A server on the loopback that says what a test tells it to, in order; the last answer is given again and again. */
export type ScriptedServer = AsyncDisposable & { readonly url: string; readonly seen: Seen[] };

export async function scriptedServer(...answers: readonly Answer[]): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const entry = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
    seen.push(entry);
    request.resume();
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    request.on('end', () => answer?.(response, entry));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };

export const bytes =
  (body: Uint8Array | string, type: string, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

/** Promises a long body and breaks off in it. */
export const cut: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': '5000' });
  response.write('[{"id": 1');
  setTimeout(() => response.destroy(), 5);
};

export const silence: Answer = () => {};
