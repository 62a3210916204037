import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Fault } from './assessment.ts';
import { type Assessable, nameOf, newestEvent } from './facts.ts';
import type { ReadinessRules } from './rules.ts';

/**
 * The API server refuses to create the pods of a workload: quota, admission, a missing service account.
 * `freeing` says that old pods are being taken away, which may make room in the quota.
 */
export function refusal(object: Assessable, message: string, freeing: boolean, rules: ReadinessRules): Fault {
  const [code, grace] = classify(message, freeing, rules);
  return { key: 'refused', code, message: `${nameOf(object)}: ${message}`, grace };
}

function classify(message: string, freeing: boolean, rules: ReadinessRules): readonly [ReasonCode, number] {
  if (/exceeded quota|failed quota|insufficient quota/i.test(message)) {
    return ['QUOTA_EXCEEDED', freeing ? rules.refusedPassing : rules.refused];
  }
  // The controller of a new service account's token, and of a new namespace's default account, needs a moment.
  if (/serviceaccount .*not found|error looking up service account/i.test(message)) {
    return ['CONFIG_MISSING', rules.config];
  }
  if (
    /failed calling webhook|timed? ?out|deadline exceeded|connection refused|no endpoints|internal error/i.test(message)
  ) {
    return ['ADMISSION_REFUSED', rules.refusedPassing];
  }
  return ['ADMISSION_REFUSED', rules.refused];
}

/**
 * StatefulSets, DaemonSets and Jobs say so only in events: refused when the newest attempt failed. An attempt that
 * succeeded in the same second counts as newer, because events carry whole seconds.
 */
export function refusedByEvents(
  object: Assessable,
  events: readonly Event[],
  freeing: boolean,
  rules: ReadinessRules,
): Fault | undefined {
  const last = newestEvent(object, events, ['FailedCreate', 'SuccessfulCreate', 'FailedDaemonPod']);
  if (last?.reason !== 'FailedCreate' || last.message === undefined) return undefined;
  return refusal(object, last.message, freeing, rules);
}
