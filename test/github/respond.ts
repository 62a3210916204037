import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../http-server.ts';
import type { Results } from '../results/service.ts';
import type { Description } from './description.ts';
import { FAULT_MESSAGES, type Fault, type Faults, type RequestEntry } from './faults.ts';
import { answerGit, bearerOf, gitService } from './git-http.ts';
import { type Call, failure, type Handlers } from './handlers/handler.ts';
import type { Route, Router } from './router.ts';
import { allows, type Grant, type Tokens } from './tokens.ts';
import { type Answer, requestProblems, responseProblems } from './validate.ts';
import type { World } from './world/world.ts';

/** What answering needs. */
export type Parts = {
  readonly description: Description;
  readonly route: Router;
  readonly handlers: Handlers;
  readonly world: World;
  readonly results: Results;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly requests: RequestEntry[];
  readonly onViolation: (problem: string) => void;
};

/** Requests that an hour allows a run's own token. */
const RATE_LIMIT = 1000;

type Received = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly route: Route | undefined;
  readonly body: unknown;
};

function parseJson(bytes: Buffer): unknown {
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return Symbol('not JSON');
  }
}

function callOf(parts: Parts, { request, url, route, body }: Received, grant: Grant): Call {
  const { owner, name } = parts.world.repository;
  return {
    params: route?.params ?? {},
    query: url.searchParams,
    body: typeof body === 'object' && body !== null ? (body as Call['body']) : {},
    accept: request.headers.accept ?? '',
    url,
    at: { api: url.origin, site: 'https://github.com', repository: `${owner}/${name}` },
    grant,
    signedDownload: (artifact) => parts.results.signedDownload(artifact),
  };
}

/** GitHub compares owner and name without case. */
function isElsewhere(parts: Parts, { params }: Route): boolean {
  const { owner, name } = parts.world.repository;
  if (params['owner'] === undefined) return false;
  return `${params['owner']}/${params['repo']}`.toLowerCase() !== `${owner}/${name}`.toLowerCase();
}

async function answerCall(parts: Parts, received: Received): Promise<Answer> {
  const { request, url, route } = received;
  const name = `${request.method} ${url.pathname}`;
  if (request.headers['user-agent'] === undefined) return failure(403, 'Request forbidden by administrative rules.');
  const grant = parts.tokens.grantOf(request.headers.authorization);
  if (grant === undefined) return failure(401, 'Bad credentials');
  if (url.pathname === '/graphql' && parts.handlers['graphql'] !== undefined) {
    return parts.handlers['graphql'](callOf(parts, received, grant), parts.world);
  }
  if (route === undefined) {
    parts.onViolation(`${name}: no operation of the pruned description`);
    return failure(404, 'Not Found');
  }
  if (isElsewhere(parts, route)) return failure(404, 'Not Found');
  if (!allows(grant, route.operation.id)) return failure(403, 'Resource not accessible by integration');
  const problems = requestProblems(route, url.searchParams, received.body);
  for (const problem of problems) parts.onViolation(`${name} (request, ${route.operation.id}): ${problem}`);
  if (problems.length > 0) return failure(422, `Validation Failed: ${problems.join('; ')}`);
  const handler = parts.handlers[route.operation.id];
  if (handler === undefined) throw new Error(`there is no handler for ${route.operation.id}`);
  const answer = await handler(callOf(parts, received, grant), parts.world);
  for (const problem of responseProblems(parts.description, route.operation, asSent(answer))) {
    parts.onViolation(`${name} (answer ${answer.status}, ${route.operation.id}): ${problem}`);
  }
  return answer;
}

/** What the client will parse: fields that are undefined do not travel. */
const asSent = (answer: Answer): Answer =>
  answer.json === undefined ? answer : { ...answer, json: JSON.parse(JSON.stringify(answer.json)) as unknown };

function faultAnswer({ status, headers, message }: Fault): Answer | undefined {
  if (status === undefined) return undefined;
  const retry: Readonly<Record<string, string>> = status === 429 ? { 'retry-after': '1' } : {};
  return { ...failure(status, message ?? FAULT_MESSAGES[status] ?? 'Fault'), headers: { ...retry, ...headers } };
}

function send(
  parts: Parts,
  response: ServerResponse,
  answer: Answer,
  { cut, resource }: { readonly cut: boolean; readonly resource: 'core' | 'graphql' },
): void {
  const data =
    answer.bytes?.data ?? (answer.json === undefined ? Buffer.of() : Buffer.from(JSON.stringify(answer.json)));
  const type = answer.bytes?.type ?? (answer.json === undefined ? undefined : 'application/json; charset=utf-8');
  const used = parts.requests.length;
  response.writeHead(answer.status, {
    date: new Date(parts.world.now()).toUTCString(),
    'x-ratelimit-limit': RATE_LIMIT,
    'x-ratelimit-remaining': Math.max(0, RATE_LIMIT - used),
    'x-ratelimit-used': used,
    'x-ratelimit-reset': Math.floor(Date.parse(parts.world.now()) / 1000) + 3600,
    'x-ratelimit-resource': resource,
    'x-github-request-id': `STAND-IN:${used}`,
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(answer.status === 204 || answer.status === 304 ? {} : { 'content-length': data.byteLength }),
    ...answer.headers,
  });
  if (cut) response.write(data.subarray(0, Math.floor(data.byteLength / 2)), () => response.destroy());
  else response.end(data);
}

/** Makes the function that answers every request of a stand-in. */
export function createResponder(parts: Parts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const method = request.method ?? 'GET';
    const route = parts.route(method, url.pathname);
    const service = gitService(parts.world, url.pathname);
    const other = service === undefined ? undefined : `git/${service}`;
    const operation = route?.operation.id ?? (url.pathname === '/graphql' ? 'graphql' : other);
    const query = Object.fromEntries(url.searchParams);
    const entry: RequestEntry = { operation, method, path: url.pathname, query, status: undefined };
    parts.requests.push(entry);
    const bytes = await readBody(request);
    const body = parseJson(service === undefined ? bytes : Buffer.of());
    const fault = parts.faults.next(entry);
    await fault?.mutateBefore?.();
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
    const answerGitOr = () => {
      if (service === undefined) return answerCall(parts, { request, url, route, body });
      const grant = parts.tokens.grantOf(bearerOf(request.headers.authorization));
      const { headers } = request;
      return answerGit(parts.world, grant, { service, query: url.searchParams, headers, body: bytes });
    };
    const answer = (fault && faultAnswer(fault)) ?? (await answerGitOr());
    const cut = fault?.cut === true;
    if (!cut) entry.status = answer.status;
    send(parts, response, answer, { cut, resource: operation === 'graphql' ? 'graphql' : 'core' });
  };
}
