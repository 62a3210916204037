import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a test part: on the loopback, at a port that the system chose. */
export type LocalServer = { readonly url: string; close(): Promise<void> };

export type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Starts a server. What `respond` throws becomes a 500 with its message, and is given to `onCrash`. */
export async function listen(respond: Respond, onCrash: (error: Error) => void): Promise<LocalServer> {
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      const crash = error instanceof Error ? error : new Error(String(error));
      onCrash(crash);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(crash.message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
