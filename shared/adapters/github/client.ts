import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import type { Quota } from './port.ts';
import { RETRIES, retryDelay } from './retry.ts';
import { unreadable } from './unreadable.ts';

/** Milliseconds for one request with its answer. */
const TIMEOUT = 20_000;

/** Bytes of one answer. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

export type GitHubConnection = {
  /** `https://api.github.com`, or that of the company's own server. */
  readonly apiUrl: string;
  readonly token: string;
  /** Milliseconds; 20 s unless said otherwise, and 120 s for an artifact. */
  readonly timeout?: number;
  /** Factor on the pauses between repetitions; 1 unless said otherwise. Tests cannot wait. */
  readonly patience?: number;
  /** Called before every HTTP request, repetitions and redirects too. */
  readonly onRequest: () => void;
  /** Called with GitHub's own time, milliseconds since the epoch, whenever an answer tells it. */
  readonly onTime?: (time: number) => void;
  /** Called with what is left of a limit whenever an answer tells it. */
  readonly onQuota?: (quota: Quota) => void;
};

/** What an answer says about the limit that it was counted against; undefined when it says nothing. */
function quotaOf(headers: Headers): Quota | undefined {
  const [limit, remaining] = ['limit', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`) ?? '');
  const resource = headers.get('x-ratelimit-resource') ?? '';
  if (![limit, remaining].every((text) => /^\d{1,9}$/.test(text ?? '')) || !/^\w{1,40}$/.test(resource))
    return undefined;
  return { resource, limit: Number(limit), remaining: Number(remaining) };
}

/** An error as octokit gives it. */
type RequestFailure = Error & {
  readonly status?: number;
  readonly request?: { readonly method?: string; readonly url?: string };
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
};

/** The bytes of an answer. @throws when there are more than `limit`, before they are all in memory. */
export async function readBytes(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new Error(`the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * Sends one request and reads its whole answer. octokit takes an answer that was cut off on the way for an empty
 * text, and an empty text for an empty list; read here, a cut is an error, and the request is sent again.
 */
function makeFetch(connection: GitHubConnection): typeof fetch {
  return async (input, init) => {
    connection.onRequest();
    const signal = AbortSignal.timeout(connection.timeout ?? TIMEOUT);
    const response = await fetch(input, { ...init, signal });
    const time = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(time)) connection.onTime?.(time);
    const quota = quotaOf(response.headers);
    if (quota !== undefined) connection.onQuota?.(quota);
    const bytes = await readBytes(response, LONGEST_ANSWER);
    const { status, statusText, headers } = response;
    const whole = new Response(bytes.length > 0 ? bytes : null, { status, statusText, headers });
    return Object.defineProperty(whole, 'url', { value: response.url });
  };
}

/** Countersign sends no mutations: what goes to GraphQL is a read, although it is posted. */
const isRead = (options: { readonly method: string; readonly url: string }): boolean =>
  options.method === 'GET' || /\/graphql$/.test(options.url);

/** Decides in place of the retry plugin which requests are sent again; the plugin does the sending. */
function retryReads(octokit: Octokit): void {
  octokit.hook.error('request', (thrown, options) => {
    const error = thrown as RequestFailure;
    const status = error.response === undefined ? undefined : error.status;
    const headers = error.response?.headers ?? {};
    const attempt = Number(options.request['retryCount'] ?? 0);
    const delay = retryDelay(
      { method: isRead(options) ? 'GET' : options.method, status, headers, message: error.message },
      attempt,
      Date.now(),
    );
    if (delay === undefined || error.request === undefined) throw thrown;
    throw (octokit as InstanceType<typeof Client>).retry.retryRequest(
      error as Parameters<InstanceType<typeof Client>['retry']['retryRequest']>[0],
      RETRIES,
      delay,
    );
  });
}

const Client = Octokit.plugin(retryReads, retry, paginateRest);
export type Client = InstanceType<typeof Client>;

/** Every status: the retry plugin's own rule looks at no method, and would send a write again. */
const NEVER_BY_STATUS = Array.from({ length: 200 }, (_, index) => 400 + index);

/**
 * octokit with Countersign's rules: reads are repeated within limits, writes never, every failure is GITHUB_UNREADABLE.
 */
export function makeClient(connection: GitHubConnection): Client {
  const client = new Client({
    auth: connection.token,
    baseUrl: connection.apiUrl,
    userAgent: 'countersign',
    request: { fetch: makeFetch(connection) },
    retry: { doNotRetry: NEVER_BY_STATUS, retryAfterBaseValue: connection.patience ?? 1 },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  client.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = '2022-11-28';
  });
  // Registered after the plugins, so around them: paging takes a bare 409 for an empty list, and gets none from here.
  client.hook.error('request', (thrown, options) => {
    const error = thrown as RequestFailure;
    const { method, url } = client.request.endpoint(options);
    const status = error.response === undefined ? undefined : error.status;
    throw unreadable({ method, url, status, message: error.message, cause: thrown });
  });
  client.hook.after('request', (response, options) => {
    // Raw bytes are the business of the one who asked for them.
    if (options.request?.parseSuccessResponseBody === false) return;
    if (typeof response.data === 'object' && response.data !== null) return;
    const { method, url } = client.request.endpoint(options);
    throw unreadable({ method, url, status: response.status, message: 'the answer is not JSON' });
  });
  return client;
}
