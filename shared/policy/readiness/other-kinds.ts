import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { PersistentVolumeClaim, Service } from 'kubernetes-types/core/v1.d.ts';
import { type Fault, type Observation, permanent, ready, waiting } from './assessment.ts';
import { type Assessable, condition, explain, isUnobserved, nameOf, newestEvent, type Related } from './facts.ts';

/** A Service is there at once; one of type LoadBalancer when it has an address. */
export function observeService(service: Service): Observation {
  if (service.spec?.type !== 'LoadBalancer') return ready('is there');
  const addresses = service.status?.loadBalancer?.ingress ?? [];
  return addresses.length > 0 ? ready('has an address') : waiting('waits for the address of its load balancer');
}

/** A claim is ready when bound, or when its class binds it only with the first pod that uses it. */
export function observeClaim(claim: PersistentVolumeClaim, related: Related): Observation {
  const phase = claim.status?.phase ?? 'Pending';
  if (phase === 'Bound') return ready('bound');
  if (phase === 'Lost') return failed('OBJECT_FAILED', claim, 'its volume is lost');
  const event = newestEvent(claim, related.events, ['WaitForFirstConsumer', 'ProvisioningFailed', 'FailedBinding']);
  if (event?.reason === 'WaitForFirstConsumer') return ready('is bound with the first pod that uses it');
  if (event === undefined) return waiting('is not bound yet');
  return waiting('is not bound yet', [hint(claim, event.message ?? event.reason ?? '')]);
}

/** An autoscaler that cannot read its metrics yet is not ready; disabled by zero replicas it has nothing to do. */
export function observeAutoscaler(scaler: HorizontalPodAutoscaler): Observation {
  const active = condition(scaler, 'ScalingActive');
  if (active === undefined) return waiting('the controller has not looked at it yet');
  if (active.status === 'True' || active.reason === 'ScalingDisabled') return ready('active');
  return waiting('does not scale yet', [hint(scaler, explain(active))]);
}

/** A CustomResourceDefinition serves when it is established. */
export function observeDefinition(definition: Assessable): Observation {
  const names = condition(definition, 'NamesAccepted');
  if (names?.status === 'False') return failed('OBJECT_FAILED', definition, explain(names));
  return condition(definition, 'Established')?.status === 'True' ? ready('established') : waiting('is not served yet');
}

/** Objects of Argo Rollouts and Flagger tell their state in `status.phase`. */
export function observePhase(object: Assessable, good: readonly string[], bad: readonly string[]): Observation {
  const { phase, message } = (object.status ?? {}) as { phase?: string; message?: string };
  if (isUnobserved(object) || phase === undefined) return waiting('the controller has not seen the newest version yet');
  if (good.includes(phase)) return ready(phase);
  if (bad.includes(phase)) return failed('OBJECT_FAILED', object, [phase, message].filter(Boolean).join(': '));
  return waiting(phase);
}

/**
 * Any other kind, by the conventions that most controllers keep: `observedGeneration`, and the conditions Stalled,
 * Reconciling and Ready. An object that shows none of them is ready when it is there.
 */
export function observeAny(object: Assessable): Observation {
  const status = object.status as { observedGeneration?: unknown } | undefined;
  if (status?.observedGeneration !== undefined && isUnobserved(object)) {
    return waiting('the controller has not seen the newest version yet');
  }
  const stalled = condition(object, 'Stalled');
  if (stalled?.status === 'True') return failed('OBJECT_FAILED', object, `Stalled: ${explain(stalled)}`);
  const reconciling = condition(object, 'Reconciling');
  if (reconciling?.status === 'True') return waiting(explain(reconciling) || 'reconciling');
  const state = condition(object, 'Ready');
  if (state === undefined || state.status === 'True') return ready(state === undefined ? 'is there' : 'ready');
  const words = explain(state);
  return words === '' ? waiting('not ready') : waiting('not ready', [hint(object, words)]);
}

function failed(code: 'OBJECT_FAILED', object: Assessable, words: string): Observation {
  return waiting('failed', [permanent(code, `${nameOf(object)}: ${words}`)]);
}

const hint = (object: Assessable, words: string): Fault => ({
  key: 'hint',
  code: 'ROLLOUT_TIMEOUT',
  message: `${nameOf(object)}: ${words}`,
  grace: undefined,
});
