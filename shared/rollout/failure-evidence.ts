import type { Event } from 'kubernetes-types/core/v1.d.ts';
import { type Kubernetes, KubernetesError, type ObjectAddress } from '../adapters/kubernetes/port.ts';
import type { Suspect } from '../policy/readiness/assessment.ts';
import { type Assessable, eventTime, ownedBy } from '../policy/readiness/facts.ts';
import { type LogChoice, selectLogs } from '../policy/readiness/select-logs.ts';
import type { ClusterView } from './cluster-view.ts';

/** The last lines of the container that explains a failure. */
export type LogExcerpt = LogChoice & { readonly lines: readonly string[] };

const LOG_LINES = 25;
const EVENTS = 10;

/**
 * The log lines that explain a failure. A log that cannot be read is no reason to lose the failure itself: it is told
 * without them.
 */
export async function collectLogs(
  kubernetes: Kubernetes,
  view: ClusterView,
  address: ObjectAddress,
  suspect: Suspect,
): Promise<LogExcerpt | undefined> {
  const choice = selectLogs(suspect, view.podsOf(address));
  const { namespace } = address;
  if (choice === undefined || namespace === undefined) return undefined;
  // The container may have been started anew since: then its log is empty, and the one before holds the words.
  for (const previous of [choice.previous, !choice.previous]) {
    const lines = await readLines(kubernetes, { namespace, name: choice.pod, container: choice.container }, previous);
    if (lines.length > 0) return { ...choice, previous, lines };
  }
  return { ...choice, lines: [] };
}

async function readLines(
  kubernetes: Kubernetes,
  pod: Parameters<Kubernetes['logs']>[0],
  previous: boolean,
): Promise<readonly string[]> {
  try {
    const text = (await kubernetes.logs(pod, { previous, tailLines: LOG_LINES })).trimEnd();
    return text === '' ? [] : text.split('\n');
  } catch (thrown) {
    if (thrown instanceof KubernetesError) return [`(the log cannot be read: ${thrown.message})`];
    throw thrown;
  }
}

/**
 * Events about the object and its pods as lines, oldest first: warnings when there are any. What was said again and
 * again about one object is one line, in its newest words.
 */
export function collectEvents(view: ClusterView, address: ObjectAddress): readonly string[] {
  const object = view.find(address) ?? view.departed(address);
  const { replicaSets, events } = view.related(address);
  const owned = object === undefined ? [] : ownedBy(object as Assessable, replicaSets);
  const uids = new Set([object, ...owned, ...view.podsOf(address)].map((one) => one?.metadata?.uid));
  const about = events.filter(({ involvedObject: { uid } }) => uid !== undefined && uids.has(uid));
  const warnings = about.filter(({ type }) => type === 'Warning');
  const groups = new Map<string, { newest: Event; times: number }>();
  for (const event of [...(warnings.length > 0 ? warnings : about)].sort((a, b) => eventTime(a) - eventTime(b))) {
    // The same words about another generated name are the same news.
    const key = `${event.involvedObject.uid}/${event.reason}/${wordsOf(event).replaceAll(/"[^"]*"/g, '""')}`;
    const times = (groups.get(key)?.times ?? 0) + (event.count ?? event.series?.count ?? 1);
    groups.delete(key);
    groups.set(key, { newest: event, times });
  }
  return [...groups.values()].slice(-EVENTS).map(({ newest, times }) => {
    const { type, reason, involvedObject } = newest;
    return `${type} ${reason} ${involvedObject.kind} ${involvedObject.name}: ${wordsOf(newest)}${times > 1 ? ` (${times} times)` : ''}`;
  });
}

const wordsOf = ({ message = '' }: Event): string => message.replace(/^\(combined from similar events\): /, '').trim();
