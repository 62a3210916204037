import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { type Observation, permanent, ready, waiting } from './assessment.ts';
import { has, nameOf, type Related } from './facts.ts';
import { podFaults } from './pods.ts';
import type { ReadinessRules } from './rules.ts';

/** A pod that someone applies by itself: served, or ran to its end. */
export function observePod(pod: Pod, related: Related, rules: ReadinessRules): Observation {
  const phase = pod.status?.phase ?? 'Pending';
  if (phase === 'Succeeded') return ready('ran to its end');
  if (phase === 'Failed') {
    const ended = pod.status?.containerStatuses?.find((one) => (one.state?.terminated?.exitCode ?? 0) !== 0);
    const why = pod.status?.reason ?? ended?.state?.terminated?.reason ?? 'no reason given';
    const fault = permanent('POD_FAILED', `${nameOf(pod)}: ended in failure (${why})`);
    const container = ended === undefined ? {} : { container: ended.name };
    return waiting('failed', [{ ...fault, pod: pod.metadata?.name ?? '', ...container }]);
  }
  if (has(pod, 'Ready', 'True')) return ready('ready');
  return waiting(phase, podFaults([pod], related.events, rules));
}
