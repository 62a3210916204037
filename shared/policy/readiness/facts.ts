import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Event, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';

/** What the rules read beside the object itself: everything of its namespace; they pick what belongs to it. */
export type Related = {
  readonly replicaSets: readonly ReplicaSet[];
  readonly pods: readonly Pod[];
  readonly events: readonly Event[];
};

/** Any object, as far as the rules for all kinds read it. */
export type Assessable = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMeta;
  readonly status?: unknown;
  readonly spec?: unknown;
};

type Condition = {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
};

/** The condition of that type in an object's status. */
export function condition(object: Assessable, type: string): Condition | undefined {
  const conditions = (object.status as { conditions?: unknown } | undefined)?.conditions;
  return Array.isArray(conditions) ? (conditions as Condition[]).find((one) => one.type === type) : undefined;
}

/** Whether the condition is there with that status. */
export const has = (object: Assessable, type: string, status: 'True' | 'False' | 'Unknown'): boolean =>
  condition(object, type)?.status === status;

/** A condition's reason and message in one line. */
export const explain = ({ reason, message }: Condition): string => [reason, message].filter(Boolean).join(': ');

/** True when the controller has not yet looked at the newest wish. */
export function isUnobserved(object: Assessable): boolean {
  const generation = object.metadata?.generation;
  const observed = (object.status as { observedGeneration?: number | string } | undefined)?.observedGeneration;
  return generation !== undefined && (observed === undefined || Number(observed) < generation);
}

/** Objects that the controller of `owner` made: by uid, because a name may be used again. */
export function ownedBy<T extends Assessable>(owner: Assessable, objects: readonly T[]): readonly T[] {
  const uid = owner.metadata?.uid;
  if (uid === undefined) return [];
  return objects.filter((one) => (one.metadata?.ownerReferences ?? []).some((reference) => reference.uid === uid));
}

/** `Deployment backend`, as messages name it. */
export const nameOf = (object: Assessable): string =>
  `${object.kind ?? 'object'} ${object.metadata?.name ?? '(no name)'}`;

/** Moment of an event in milliseconds; its controller's clock. Zero when it carries none. */
export function eventTime(event: Event): number {
  const text = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return text === undefined || text === null ? 0 : Date.parse(text);
}

/** The newest event about an object among those with one of the reasons. */
export function newestEvent(
  object: Assessable,
  events: readonly Event[],
  reasons: readonly string[],
): Event | undefined {
  const uid = object.metadata?.uid;
  return events
    .filter((event) => event.involvedObject.uid === uid && uid !== undefined && reasons.includes(event.reason ?? ''))
    .reduce<Event | undefined>((best, one) => (best && eventTime(best) > eventTime(one) ? best : one), undefined);
}
