import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer must be complete. */
  readonly timeout: number;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

type Stream = { readonly status: number; readonly lines: AsyncIterable<string> };

/** HTTP to the API server, over the socket of `kubectl proxy`. */
export type Transport = {
  /** @throws ConnectionLost when no complete answer came. */
  send(request: HttpRequest): Promise<Answer>;
  /**
   * A response whose lines come as the server writes them, until it ends or the signal aborts.
   * @throws ConnectionLost, also while the lines are read.
   */
  stream(path: string, options: { readonly signal: AbortSignal; readonly idle: number }): Promise<Stream>;
  close(): void;
};

/** No answer came: whether the server did what was asked is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** The answer took longer than it may. */
  readonly late: boolean;

  constructor(message: string, options: { readonly cause?: unknown; readonly late?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.late = options.late ?? false;
  }
}

/** Requests at the same time; the API server's fair queuing is for the rest. */
const SOCKETS = 32;

/** @param prefix path of the API server behind its address, as gateways to many clusters have it. */
export function connectTransport(socketPath: string, prefix = ''): Transport {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const watches = new Agent({ keepAlive: false });
  return {
    send: (message) => send({ socketPath, agent, prefix }, message),
    stream: (path, options) => stream({ socketPath, agent: watches, prefix }, path, options),
    close() {
      agent.destroy();
      watches.destroy();
    },
  };
}

type Where = { readonly socketPath: string; readonly agent: Agent; readonly prefix: string };

function send(where: Where, { method, path, body, headers, timeout }: HttpRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = AbortSignal.timeout(timeout);
    const lost = (cause: Error): void =>
      reject(
        late.aborted
          ? new ConnectionLost(`${method} ${path} was not answered within ${timeout} ms`, { cause, late: true })
          : new ConnectionLost(`${method} ${path} lost its connection`, { cause }),
      );
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const { socketPath, agent, prefix } = where;
    const options = { socketPath, agent, method, path: prefix + path, signal: late };
    const message = request(
      { ...options, headers: { accept: 'application/json', ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', lost);
        response.on('end', () => {
          // A connection that ends in the middle of a body must not pass for a short answer.
          if (!response.complete) return lost(new Error('the answer ended too early'));
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    message.on('error', lost);
    message.end(body);
  });
}

function stream(
  where: Where,
  path: string,
  { signal, idle }: { readonly signal: AbortSignal; readonly idle: number },
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const { socketPath, agent, prefix } = where;
    const options = { socketPath, agent, method: 'GET', path: prefix + path, signal, timeout: idle };
    const message = request({ ...options, headers: { accept: 'application/json' } }, (response) =>
      resolve({ status: response.statusCode ?? 0, lines: linesOf(response) }),
    );
    message.on('timeout', () => message.destroy(new Error(`nothing came for ${idle} ms`)));
    message.on('error', (cause) => reject(new ConnectionLost(`GET ${path} lost its connection`, { cause })));
    message.end();
  });
}

async function* linesOf(response: IncomingMessage): AsyncIterable<string> {
  let rest = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.filter((line) => line.trim() !== '');
    }
  } catch (cause) {
    throw new ConnectionLost('the stream was cut', { cause });
  }
  if (rest.trim() !== '') yield rest;
}

export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleep(ms, undefined, signal === undefined ? {} : { signal });
