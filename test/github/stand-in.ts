import { type LocalServer, listen } from '../http-server.ts';
import { type Results, startResults } from '../results/service.ts';
import { loadDescription } from './description.ts';
import { createFaults, type Faults, type RequestEntry } from './faults.ts';
import { HANDLERS } from './handlers/all.ts';
import type { Handlers } from './handlers/handler.ts';
import { createResponder } from './respond.ts';
import { createRouter } from './router.ts';
import { createTokens, EVERYTHING, type Permissions, type Tokens } from './tokens.ts';
import { createWorld, type World, type WorldOptions } from './world/world.ts';

/**
 * A GitHub on the loopback. Every request and every answer is checked against GitHub's own description; what does
 * not fit is a violation, and disposing of a stand-in with violations throws.
 */
export type StandIn = AsyncDisposable & {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly results: Results;
  /** `owner/name`. */
  readonly repository: string;
  /** A token that may do everything that a run's own token can be given. */
  readonly token: string;
  /** A token with these permissions only. */
  tokenWith(permissions: Permissions, account?: number): string;
  /** Accepts a token that somebody else made up. */
  readonly tokens: Tokens;
  readonly world: World;
  readonly faults: Faults;
  /** Every request in order of arrival. */
  readonly requests: RequestEntry[];
  /** How many requests an operation got; without an operation: all. */
  count(operation?: string): number;
  readonly violations: string[];
  /** @throws with all violations, and forgets them. */
  assertClean(): void;
};

export type StandInOptions = WorldOptions & {
  /** Answers instead of the built-in ones, by operation id. `graphql` answers POST /graphql and checks it itself. */
  readonly handlers?: Handlers;
};

function throwViolations(violations: string[]): void {
  const found = violations.splice(0);
  if (found.length > 0) throw new Error(`GitHub's description was violated:\n  ${found.join('\n  ')}`);
}

/** Starts a stand-in, with the artifact service beside it. */
export async function startGitHub(options: StandInOptions): Promise<StandIn> {
  const world = createWorld(options);
  const violations: string[] = [];
  const requests: RequestEntry[] = [];
  const faults = createFaults();
  const tokens = createTokens();
  const onViolation = (problem: string) => void violations.push(problem);
  const results = await startResults({ store: world.artifacts, now: world.now, onViolation });
  const description = loadDescription();
  const respond = createResponder({
    ...{ description, world, results, tokens, faults, requests, onViolation },
    route: createRouter(description.operations),
    handlers: { ...HANDLERS, ...options.handlers },
  });
  const server: LocalServer = await listen(respond, (error) =>
    onViolation(`stand-in: ${error.stack ?? error.message}`),
  );
  return {
    url: server.url,
    ...{ results, world, faults, requests, violations, tokens },
    repository: options.repository,
    token: tokens.issue(EVERYTHING),
    tokenWith: (permissions, account) => tokens.issue(permissions, account),
    count: (operation) => requests.filter((entry) => operation === undefined || entry.operation === operation).length,
    assertClean: () => throwViolations(violations),
    async [Symbol.asyncDispose]() {
      await server.close();
      await results[Symbol.asyncDispose]();
      throwViolations(violations);
    },
  };
}
