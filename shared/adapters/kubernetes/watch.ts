import { describeError } from '../../domain/errors.ts';
import { queryOf } from './list.ts';
import { KubernetesError, type KubernetesObject, type ListResult, type Selector, type WatchEvent } from './port.ts';
import { isGatewayFailure, refusalOf, unreachable } from './refusal.ts';
import { ConnectionLost, pause, type Transport } from './transport.ts';

export type WatchSource = {
  readonly transport: Transport;
  readonly path: string;
  readonly selector: Selector;
  readonly list: () => Promise<ListResult>;
};

type RawEvent = { readonly type: WatchEvent['type'] | 'BOOKMARK' | 'ERROR'; readonly object: KubernetesObject };

/** Seconds after which the server ends a watch by itself, so that no connection grows old. */
const SERVER_TIMEOUT = 240;
/** Milliseconds of silence after which a connection counts as dead; bookmarks come about once a minute. */
const IDLE = 150_000;
/** Milliseconds of unbroken failure after which the watch gives up. */
const OUTAGE = 60_000;

/**
 * Changes after a list, for as long as the signal lasts. A connection that ends is continued from the last version;
 * a version that the server has forgotten is caught up with by a new list, told as the difference.
 * @throws KubernetesError when the server refuses the watch, UserError('CLUSTER_UNREACHABLE') after an outage.
 */
export async function* watchFrom(
  source: WatchSource,
  from: ListResult,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  const known = new Map(from.items.map((object) => [keyOf(object), object]));
  let version = from.resourceVersion;
  let failures = 0;
  let failingSince = 0;
  while (!signal.aborted) {
    try {
      for await (const event of connection(source, version, signal)) {
        failures = 0;
        version = event.object.metadata.resourceVersion ?? version;
        if (event.type === 'BOOKMARK' || event.type === 'ERROR') continue;
        const { type, object } = event;
        if (type === 'DELETED') known.delete(keyOf(object));
        else known.set(keyOf(object), object);
        yield { type, object };
        if (signal.aborted) return;
      }
      // A server that ends every watch at once must not be asked in a tight loop.
      await pause(failures === 0 ? 10 : 250, signal).catch(() => {});
    } catch (thrown) {
      if (signal.aborted) return;
      if (isExpired(thrown)) {
        const { events, resourceVersion } = difference(known, await source.list());
        version = resourceVersion;
        for (const event of events) yield event;
        continue;
      }
      if (!isPassing(thrown)) throw thrown;
      failingSince = failures === 0 ? Date.now() : failingSince;
      failures += 1;
      if (Date.now() - failingSince > OUTAGE)
        throw unreachable(
          `the watch of ${source.path} was cut and the cluster does not answer: ${describeError(thrown)}`,
          thrown,
        );
      await pause(Math.min(5_000, 50 * 2 ** failures), signal).catch(() => {});
    }
  }
}

/** One connection's events. An end by the server is an end; everything else throws. */
async function* connection(
  { transport, path, selector }: WatchSource,
  version: string,
  signal: AbortSignal,
): AsyncIterable<RawEvent> {
  const more = {
    watch: '1',
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(SERVER_TIMEOUT),
    resourceVersion: version,
  };
  const query = queryOf(selector, more);
  const { status, lines } = await transport.stream(`${path}${query}`, { signal, idle: IDLE });
  if (status !== 200) {
    let body = '';
    for await (const line of lines) body += `${line}\n`;
    const answer = { status, headers: {}, body };
    throw isGatewayFailure(answer) ? new ConnectionLost(body.trim() || `status ${status}`) : refusalOf(answer);
  }
  for await (const line of lines) {
    const event = parse(line);
    if (event.type === 'ERROR') {
      const {
        code = 500,
        reason = 'Unknown',
        message = 'the watch failed',
      } = event.object as { code?: number; reason?: string; message?: string };
      throw new KubernetesError(code, reason, message);
    }
    yield event;
  }
}

function parse(line: string): RawEvent {
  try {
    return JSON.parse(line) as RawEvent;
  } catch (cause) {
    // Half a line: the connection was cut in the middle of an event, which comes again.
    throw new ConnectionLost('the stream was cut inside an event', { cause });
  }
}

const isExpired = (thrown: unknown): boolean => thrown instanceof KubernetesError && thrown.status === 410;

const isPassing = (thrown: unknown): boolean =>
  thrown instanceof ConnectionLost ||
  (thrown instanceof KubernetesError && (thrown.status === 429 || thrown.status >= 500));

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

/** What happened between the last known picture and a new list; `known` becomes the new list. */
export function difference(
  known: Map<string, KubernetesObject>,
  list: ListResult,
): { readonly events: readonly WatchEvent[]; readonly resourceVersion: string } {
  const events: WatchEvent[] = [];
  const now = new Map(list.items.map((object) => [keyOf(object), object]));
  for (const [key, object] of known) {
    if (now.get(key)?.metadata.uid !== object.metadata.uid) events.push({ type: 'DELETED', object });
  }
  for (const [key, object] of now) {
    const before = known.get(key);
    if (before?.metadata.uid !== object.metadata.uid) events.push({ type: 'ADDED', object });
    else if (before?.metadata.resourceVersion !== object.metadata.resourceVersion)
      events.push({ type: 'MODIFIED', object });
  }
  known.clear();
  for (const [key, object] of now) known.set(key, object);
  return { events, resourceVersion: list.resourceVersion };
}
