import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen, type Respond, readBody } from '../http-server.ts';

/** How one request goes wrong. */
export type Failing = { readonly status: number } | { readonly slow: number } | { readonly cut: true };

/** Asks a server each question once, and gives the same answer whenever it is asked again: by method, address and body. */
export type ReplayingProxy = AsyncDisposable & {
  readonly url: string;
  /** Questions since the last time, repetitions too: `METHOD /path?query body`. */
  taken(): readonly string[];
  /** The status of the answer to a question when nothing is wrong. */
  statusOf(question: string): number | undefined;
  /** Makes questions fail; undefined for none. */
  fail(how: ((question: string) => Failing | undefined) | undefined): void;
};

type Kept = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** Prefix under which the artifact store is reached by way of the proxy, so that its answers can fail too. */
const STORE = '/-/store/';

function ask(target: URL, from: IncomingMessage, body: Buffer): Promise<Kept> {
  const { promise, resolve, reject } = Promise.withResolvers<Kept>();
  const headers = { ...from.headers };
  // The stand-in writes its links with the host that it was asked by.
  const outgoing = send(target, { method: from.method, headers }, (answer) => {
    readBody(answer).then(
      (bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }),
      reject,
    );
  });
  outgoing.on('error', reject).end(body);
  return promise;
}

function answerWith(response: ServerResponse, { status, headers, body }: Kept, cut: boolean): void {
  // A redirect has no body that could be cut.
  if (cut && body.length === 0) return void response.destroy();
  const { 'transfer-encoding': _, connection: _own, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length });
  if (cut) response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  else response.end(body);
}

const failure = (status: number): Kept => ({
  status,
  headers: { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '0' } : {}) },
  body: Buffer.from(JSON.stringify({ message: 'Fault', documentation_url: 'https://docs.github.com/rest' })),
});

/** What differs from one start to the next is no part of the question. */
const questionOf = (method: string, path: string, target: string, body: Buffer): string => {
  const shown = path.startsWith(STORE) ? `${STORE}${target.replace(/^\w+:\/\/[^/]+|\?.*$/g, '')}` : path;
  return `${method} ${shown} ${body.toString('latin1')}`;
};

export async function startReplayingProxy(upstream: string): Promise<ReplayingProxy> {
  const kept = new Map<string, Promise<Kept>>();
  const statuses = new Map<string, number>();
  let taken: string[] = [];
  let failing: ((question: string) => Failing | undefined) | undefined;
  const respond: Respond = async (request, response) => {
    const body = await readBody(request);
    const path = request.url ?? '/';
    const target = path.startsWith(STORE) ? decodeURIComponent(path.slice(STORE.length)) : new URL(path, upstream).href;
    const question = questionOf(request.method ?? '', path, target, body);
    taken.push(question);
    const how = failing?.(question);
    if (how !== undefined && 'status' in how) return answerWith(response, failure(how.status), false);
    const answer = kept.get(question) ?? ask(new URL(target), request, body);
    kept.set(question, answer);
    statuses.set(question, (await answer).status);
    if (how !== undefined && 'slow' in how) await sleep(how.slow);
    const { headers, ...rest } = await answer;
    const { location } = headers;
    const moved = location === undefined ? {} : { location: `${STORE}${encodeURIComponent(location)}` };
    return answerWith(response, { ...rest, headers: { ...headers, ...moved } }, how !== undefined && 'cut' in how);
  };
  const server = await listen(respond, () => undefined);
  return {
    url: server.url,
    taken() {
      const since = taken;
      taken = [];
      return since;
    },
    statusOf: (question) => statuses.get(question),
    fail: (how) => {
      failing = how;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
