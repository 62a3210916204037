import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../adapters/clock.ts';
import { type Kubernetes, KubernetesError, type ObjectAddress } from '../adapters/kubernetes/port.ts';
import type { Suspect } from '../policy/readiness/assessment.ts';
import { type Assessable, eventTime, ownedBy } from '../policy/readiness/facts.ts';
import { type LogChoice, selectLogs } from '../policy/readiness/select-logs.ts';
import type { ClusterView } from './cluster-view.ts';

/** The last lines of the container that explains a failure. */
export type LogExcerpt = LogChoice & { readonly lines: readonly string[] };

const LOG_LINES = 25;

/**
 * Under load the kubelet shows the end of a container before its log can be read. For so long it is asked again, in
 * milliseconds; a program that ended without a word costs that much.
 */
const LOG_PATIENCE = 2_000;
const LOG_INTERVAL = 200;
const EVENTS = 10;

/**
 * The log lines that explain a failure. A log that cannot be read is no reason to lose the failure itself: it is told
 * without them.
 */
export async function collectLogs(
  { kubernetes, clock }: { readonly kubernetes: Kubernetes; readonly clock: Clock },
  view: ClusterView,
  address: ObjectAddress,
  suspect: Suspect,
): Promise<LogExcerpt | undefined> {
  const choice = selectLogs(suspect, view.podsOf(address));
  const { namespace } = address;
  if (choice === undefined || namespace === undefined) return undefined;
  const container = { namespace, name: choice.pod, container: choice.container };
  const until = clock.now() + LOG_PATIENCE;
  for (;;) {
    const problems: string[] = [];
    // The container may have been started anew since: then its log is empty, and the one before holds the words.
    for (const previous of [choice.previous, !choice.previous]) {
      const read = await readLines(kubernetes, container, previous);
      if (typeof read === 'string') problems.push(read);
      else if (read.length > 0) return { ...choice, previous, lines: read };
    }
    if (clock.now() >= until) return { ...choice, lines: problems.slice(0, 1).map((why) => `${UNREADABLE}: ${why})`) };
    await clock.sleep(LOG_INTERVAL);
  }
}

const UNREADABLE = '(the log cannot be read';

/** The last line that the program itself wrote; undefined when none is known. */
export const lastWords = (lines: readonly string[]): string | undefined =>
  lines.findLast((line) => line.trim() !== '' && !line.startsWith(UNREADABLE))?.trim();

/** The lines, or why there are none. */
async function readLines(
  kubernetes: Kubernetes,
  pod: Parameters<Kubernetes['logs']>[0],
  previous: boolean,
): Promise<readonly string[] | string> {
  try {
    const text = (await kubernetes.logs(pod, { previous, tailLines: LOG_LINES })).trimEnd();
    // The kubelet's own words, which it answers with in place of a log that it has not got yet or any more.
    if (/^unable to retrieve container logs for \S+$/.test(text)) return text;
    return text === '' ? [] : text.split('\n');
  } catch (thrown) {
    if (thrown instanceof KubernetesError) return thrown.message;
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
