import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type Endpoint, unreachable } from './endpoint.ts';
import { type EngineAnswer, engineMessage, parseBody } from './engine-answer.ts';
import { download, tlsFiles } from './engine-download.ts';

/** The engine's HTTP API, as far as it is used: small JSON calls and one stream. */
export type EngineApi = {
  /** @throws UserError ENGINE_UNAVAILABLE when nothing answers. */
  json(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<EngineAnswer>;
  /** @throws Error with the engine's own message when the answer is not a stream. */
  stream(path: string): Promise<AsyncIterable<Uint8Array>>;
};

/** The engine's API with streams in both directions. */
export type EngineStreams = EngineApi & {
  /** Sends JSON or a tar, and gives the answer as it comes. @throws UserError ENGINE_UNAVAILABLE when nothing answers. */
  send(method: 'GET' | 'POST', path: string, body: EngineBody): Promise<EngineStream>;
  /** See {@link download}. */
  download(path: string): AsyncIterable<Uint8Array>;
};

type EngineBody = { readonly json: unknown } | { readonly tar: AsyncIterable<Uint8Array> };

type EngineStream = { readonly status: number; readonly body: AsyncIterable<Uint8Array> };

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Connects nothing yet: each call opens its own connection. */
export function connectEngineApi(endpoint: Endpoint, host: string, certificates: string | undefined): EngineStreams {
  const base: RequestOptions =
    endpoint.kind === 'unix' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
  const secure = endpoint.kind === 'tcp' && endpoint.tls;
  const open = (method: string, path: string, body: EngineBody | undefined): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const text = body !== undefined && 'json' in body ? JSON.stringify(body.json) : undefined;
      const headers =
        text === undefined
          ? body === undefined
            ? {}
            : { 'content-type': 'application/x-tar' }
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const options = { ...base, method, path, headers, agent: false as const };
      const call = secure
        ? httpsRequest({ ...options, ...(certificates === undefined ? {} : tlsFiles(certificates)) })
        : httpRequest(options);
      call.on('response', resolve);
      call.on('error', (error) => reject(unreachable(host, error)));
      if (body === undefined || 'json' in body) call.end(text);
      // An engine that refuses early closes its end; its answer says why, so the broken upload is no news.
      else pipeline(body.tar, call).catch(() => {});
    });
  const json = async (method: string, path: string, body?: unknown): Promise<EngineAnswer> => {
    const response = await open(method, path, body === undefined ? undefined : { json: body });
    return { status: response.statusCode ?? 0, body: parseBody(await bytesOf(response)) };
  };
  return {
    json,
    download: (path) => download(endpoint, host, certificates, path),
    async send(method, path, body) {
      const response = await open(method, path, body);
      return { status: response.statusCode ?? 0, body: response };
    },
    async stream(path) {
      const response = await open('GET', path, undefined);
      if (response.statusCode === 200) return response;
      const status = response.statusCode ?? 0;
      throw new Error(`GET ${path}: ${engineMessage({ status, body: parseBody(await bytesOf(response)) })}`);
    },
  };
}
