import type { Addresses } from '../shapes/words.ts';
import type { Grant } from '../tokens.ts';
import type { Answer } from '../validate.ts';
import type { World } from '../world/world.ts';

/** A request that was understood: its operation is known, its values fit the description, its token may do it. */
export type Call = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
  /** The whole address, as the client sees it. */
  readonly url: URL;
  readonly at: Addresses;
  readonly grant: Grant;
  /** Where a client without a token may fetch an artifact's bytes for a while. */
  signedDownload(artifact: number): string;
};

/** Answers one operation from the world. */
export type Handler = (call: Call, world: World) => Answer | Promise<Answer>;
/** Handlers by operation id. */
export type Handlers = Readonly<Record<string, Handler>>;

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const notFound = (message = 'Not Found'): Answer => failure(404, message);

/** GitHub's error object. */
export const failure = (status: number, message: string): Answer => ({
  status,
  json: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

/** A path parameter as a number. */
export const numberOf = (call: Call, name: string): number => Number(call.params[name]);

/** A text field of the body; undefined when it is absent. */
export function textOf(call: Call, name: string): string | undefined {
  const value = call.body[name];
  return typeof value === 'string' ? value : undefined;
}
