import { UserError } from '../../domain/errors.ts';

/** A request that did not give an answer that can be decided on. */
export type Failure = {
  readonly method: string;
  /** The whole address; only its path is shown. */
  readonly url: string;
  /** Undefined when there was no answer at all. */
  readonly status: number | undefined;
  /** What GitHub or the network said. */
  readonly message: string;
  readonly cause?: unknown;
};

/** The permission of the job's token that a call needs, by the path after the repository; the first match counts. */
const PERMISSIONS: readonly (readonly [RegExp, string])[] = [
  [/^\/pulls|^\/commits\/[^/]+\/pulls/, 'pull-requests: read'],
  [/^\/orgs\//, 'members: read" of an app of the organisation, given as "github-token'],
  [/^\/actions/, 'actions: read'],
  [/^\/deployments/, 'deployments: write'],
  [/./, 'contents: read'],
];

/** The path of a request as GitHub's documentation writes it, without query, also below a prefix such as `/api/v3`. */
function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/\?.*$/, '');
  return path.slice(Math.max(path.search(/\/(?:repos|orgs)\//), 0));
}

function permissionFor(method: string, path: string): string {
  const rest = path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
  const found = PERMISSIONS.find(([pattern]) => pattern.test(rest))?.[1] ?? 'metadata: read';
  return method === 'GET' ? found.replace(/: write$/, ': read') : found;
}

function advice(failure: Failure, permission: string): string {
  const { status } = failure;
  const limited = status === 429 || (status === 403 && /rate limit/i.test(failure.message));
  const again =
    failure.method === 'GET' || failure.url.endsWith('/graphql')
      ? 'run the job again'
      : 'whether it was done is not known; look before you run the job again';
  if (status === undefined) return `GitHub could not be reached; ${again}`;
  if (status >= 500) return `GitHub did not answer; ${again}`;
  if (limited) return 'the rate limit of the token is used up; run the job again later';
  if (status === 401) return 'the github-token is not valid or has expired; give the step a current one';
  if (status === 403) return `the job needs "${permission}"`;
  if (status === 404) return `it does not exist, or the job needs "${permission}"`;
  return 'the answer cannot be decided on; report it with the debug log';
}

/** One line: the call, what came back, and what to do about it. */
export function unreadable(failure: Failure): UserError {
  const path = pathOf(failure.url);
  const said = failure.message.replaceAll(/\s+/g, ' ').slice(0, 200).trim();
  const seen = [failure.status, said].filter((part) => part !== undefined && part !== '').join(' ');
  return new UserError(
    'GITHUB_UNREADABLE',
    `${failure.method} ${path}: ${seen}; ${advice(failure, permissionFor(failure.method, path))}`,
    { cause: failure.cause },
  );
}
