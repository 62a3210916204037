import type { Clock } from '../adapters/clock.ts';
import type { Kubernetes, ObjectAddress } from '../adapters/kubernetes/port.ts';
import { showDuration } from '../domain/duration.ts';
import type { Assessment } from '../policy/readiness/assessment.ts';
import { DEFAULT_RULES, type ReadinessRules } from '../policy/readiness/rules.ts';
import { ClusterView } from './cluster-view.ts';
import { collectEvents, collectLogs, type LogExcerpt } from './failure-evidence.ts';
import { type Expected, WatchedObject } from './watched-object.ts';

export type WatchRequest = {
  readonly objects: readonly Expected[];
  readonly signal: AbortSignal;
  /** Graces before a fault is told as a failure. */
  readonly rules?: ReadinessRules;
  /** One line whenever what is known about an object changes. */
  readonly onProgress?: (line: string) => void;
};

/** How one object stood when the watch ended. */
export type WorkloadOutcome = {
  readonly address: ObjectAddress;
  /** Another object's failure ends the watch: then this one may still be `progressing`. */
  readonly assessment: Assessment;
  /** Milliseconds from the start until it came into this state. */
  readonly after: number;
  /** Of failures of containers that have run: their last lines. */
  readonly logs?: LogExcerpt;
  /** Of failures: what the controllers and the kubelet said, oldest first. */
  readonly events: readonly string[];
};

export type Settled = { readonly ready: boolean; readonly outcomes: readonly WorkloadOutcome[] };

/**
 * Watches every object at once until all are ready at the same time, or one has failed or run out of its time. Nothing
 * is polled: a new fact or the end of a grace wakes it.
 * @throws what the port throws when the cluster cannot be read, and the signal's reason when it aborts.
 */
export async function watchUntilSettled(
  ports: { readonly kubernetes: Kubernetes; readonly clock: Clock },
  request: WatchRequest,
): Promise<Settled> {
  const { kubernetes, clock } = ports;
  request.signal.throwIfAborted();
  const ending = new AbortController();
  const signal = AbortSignal.any([request.signal, ending.signal]);
  const view = new ClusterView(request.objects.map(({ address }) => address));
  const start = clock.now();
  const watched = request.objects.map((expected) => new WatchedObject(expected, start));
  const broken = Promise.withResolvers<never>();
  // It is raced below; when nothing breaks before the end, nobody else hears of it.
  broken.promise.catch(() => {});
  request.signal.addEventListener('abort', () => broken.reject(request.signal.reason), { signal: ending.signal });
  const progress = request.onProgress ?? (() => {});
  try {
    await Promise.race([view.open(kubernetes, signal, broken.reject, progress), broken.promise]);
    for (;;) {
      const wake = look(watched, view, clock.now(), request.rules ?? DEFAULT_RULES, progress);
      if (wake === undefined) break;
      await sleepOrChange(clock, view, wake, signal, broken.promise);
    }
    const outcomes = await Promise.all(watched.map((one) => outcomeOf(ports, view, one, start)));
    return { ready: watched.every((one) => one.assessment.state === 'ready'), outcomes };
  } finally {
    ending.abort();
  }
}

/** One look at everything; undefined when it is settled, else the moment to look again without a change. */
function look(
  watched: readonly WatchedObject[],
  view: ClusterView,
  now: number,
  rules: ReadinessRules,
  progress: (line: string) => void,
): number | undefined {
  let wake = Number.POSITIVE_INFINITY;
  for (const one of watched) {
    const before = one.line();
    wake = Math.min(wake, one.look(view, now, rules));
    if (one.line() !== before) progress(one.line());
  }
  const states = watched.map((one) => one.assessment.state);
  return states.includes('failed') || states.every((state) => state === 'ready') ? undefined : wake;
}

/** Node fires a longer timer at once. */
const LONGEST_SLEEP = 2 ** 31 - 1;

async function sleepOrChange(
  clock: Clock,
  view: ClusterView,
  wake: number,
  signal: AbortSignal,
  broken: Promise<never>,
): Promise<void> {
  const done = new AbortController();
  const ms = Math.min(LONGEST_SLEEP, Math.max(0, wake - clock.now()));
  const slept = clock.sleep(ms, AbortSignal.any([signal, done.signal])).catch((thrown: unknown) => {
    if (!done.signal.aborted) throw thrown;
  });
  try {
    await Promise.race([view.nextChange(), slept, broken]);
  } finally {
    done.abort();
    await slept.catch(() => {});
  }
}

async function outcomeOf(
  ports: { readonly kubernetes: Kubernetes; readonly clock: Clock },
  view: ClusterView,
  { expected, assessment, since }: WatchedObject,
  start: number,
): Promise<WorkloadOutcome> {
  const common = { address: expected.address, assessment, after: since - start };
  if (assessment.state !== 'failed') return { ...common, events: [] };
  const logs = await collectLogs(ports, view, expected.address, assessment);
  const events = collectEvents(view, expected.address);
  return { ...common, events, ...(logs === undefined ? {} : { logs }) };
}

/** One line about an outcome, for people. */
export function describeOutcome({ address, assessment, after }: WorkloadOutcome): string {
  return `${address.kind} ${address.name}: ${assessment.state} after ${showDuration(after)}: ${assessment.message}`;
}
