import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { type Endpoint, unreachable } from './endpoint.ts';

/** The engine's HTTP API, as far as it is used: small JSON calls and one stream. */
export type EngineApi = {
  /** @throws UserError ENGINE_UNAVAILABLE when nothing answers. */
  json(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<EngineAnswer>;
  /** @throws Error with the engine's own message when the answer is not a stream. */
  stream(path: string): Promise<AsyncIterable<Uint8Array>>;
};

/** `body` is undefined for an empty answer. */
export type EngineAnswer = { readonly status: number; readonly body: unknown };

/** Client certificates, as the docker client names them. */
const tlsFiles = (folder: string) => ({
  ca: readFileSync(join(folder, 'ca.pem')),
  cert: readFileSync(join(folder, 'cert.pem')),
  key: readFileSync(join(folder, 'key.pem')),
});

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What the engine says went wrong; its errors are `{"message": …}`. */
export function engineMessage(answer: EngineAnswer): string {
  const { body } = answer;
  if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
  return typeof body === 'string' && body !== '' ? body : `HTTP ${answer.status}`;
}

function parseBody(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').trim();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Connects nothing yet: each call opens its own connection. */
export function connectEngineApi(endpoint: Endpoint, host: string, certificates: string | undefined): EngineApi {
  const base: RequestOptions =
    endpoint.kind === 'unix' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
  const secure = endpoint.kind === 'tcp' && endpoint.tls;
  const send = (method: string, path: string, body?: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers =
        text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const options = { ...base, method, path, headers, agent: false as const };
      const call = secure
        ? httpsRequest({ ...options, ...(certificates === undefined ? {} : tlsFiles(certificates)) })
        : httpRequest(options);
      call.on('response', resolve);
      call.on('error', (error) => reject(unreachable(host, error)));
      call.end(text);
    });
  const json = async (method: string, path: string, body?: unknown): Promise<EngineAnswer> => {
    const response = await send(method, path, body);
    return { status: response.statusCode ?? 0, body: parseBody(await bytesOf(response)) };
  };
  return {
    json,
    async stream(path) {
      const response = await send('GET', path);
      if (response.statusCode === 200) return response;
      const status = response.statusCode ?? 0;
      throw new Error(`GET ${path}: ${engineMessage({ status, body: parseBody(await bytesOf(response)) })}`);
    },
  };
}
