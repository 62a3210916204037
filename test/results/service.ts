import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody } from '../http-server.ts';
import { createBlobs } from './blobs.ts';
import type { ArtifactStore } from './store.ts';
import { callTwirp, publishArtifact, type ResultsState } from './twirp.ts';

/** GitHub's artifact service: what `@actions/artifact` uploads to and downloads from. */
export type Results = AsyncDisposable & {
  /** For `ACTIONS_RESULTS_URL`. */
  readonly url: string;
  /** For `ACTIONS_RUNTIME_TOKEN`: lets a job of a run write and read that run's artifacts. */
  token(run: number, job?: string): string;
  /** An address that serves an artifact's bytes to who has no token. */
  signedDownload(artifact: number): string;
  /** Requests as `METHOD /path status`, for counting. */
  readonly requests: string[];
};

export type ResultsOptions = {
  readonly store: ArtifactStore;
  readonly now: () => string;
  /** Told what no client may do, for example to send its token along with a signed address. */
  readonly onViolation: (problem: string) => void;
};

const TWIRP = '/twirp/github.actions.results.api.v1.ArtifactService/';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The run that a runtime token is for; undefined when it is none of ours. */
function runOf(header: string | undefined): number | undefined {
  const payload = /^Bearer [^.]+\.([^.]+)\./.exec(header ?? '')?.[1];
  if (payload === undefined) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { scp?: string };
  const run = /(?:^| )Actions\.Results:(\d+):/.exec(claims.scp ?? '')?.[1];
  return run === undefined ? undefined : Number(run);
}

async function twirp(
  state: ResultsState,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request);
  const run = runOf(request.headers.authorization);
  const answer =
    run === undefined
      ? { status: 401, json: { code: 'unauthenticated', msg: 'no runtime token' } }
      : callTwirp(state, path.slice(TWIRP.length), run, JSON.parse(body.toString()) as Record<string, unknown>);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
}

async function blob(state: ResultsState, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const answer = state.blobs.handle({
    method: request.method ?? '',
    url,
    headers: request.headers,
    body: await readBody(request),
  });
  response
    .writeHead(answer.status, { 'content-length': String(answer.body?.byteLength ?? 0), ...answer.headers })
    .end(answer.body);
}

/** Starts the service on a store of artifacts. */
export async function startResults({ store, now, onViolation }: ResultsOptions): Promise<Results> {
  const requests: string[] = [];
  let url = '';
  const state: ResultsState = { store, blobs: createBlobs(), pending: new Map(), url: () => url, now };
  const server = await listen(
    async (request, response) => {
      const address = new URL(request.url ?? '/', url);
      response.once('finish', () => requests.push(`${request.method} ${address.pathname} ${response.statusCode}`));
      if (address.pathname.startsWith(TWIRP)) return twirp(state, request, response, address.pathname);
      if (request.headers.authorization !== undefined)
        onViolation(`${request.method} ${address.pathname}: a token was sent to the blob store`);
      return blob(state, request, response, address);
    },
    (error) => onViolation(`results service: ${error.message}`),
  );
  url = server.url;
  return {
    url,
    requests,
    token: (run, job = 'job') =>
      `${encode({ alg: 'none' })}.${encode({ scp: `Actions.Results:${run}:${job}` })}.unsigned`,
    signedDownload(id) {
      const artifact = store.get(id);
      if (artifact === undefined) throw new Error(`there is no artifact ${id}`);
      return publishArtifact(state, artifact);
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
