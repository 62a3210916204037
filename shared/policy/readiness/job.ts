import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import { type Observation, permanent, ready, waiting } from './assessment.ts';
import { condition, explain, has, nameOf, ownedBy, type Related } from './facts.ts';
import { bySurety, podFaults } from './pods.ts';
import { refusedByEvents } from './refused-pods.ts';
import type { ReadinessRules } from './rules.ts';

/**
 * Only conditions tell how a Job ended: counts mislead under `restartPolicy: OnFailure`, podFailurePolicy and
 * activeDeadlineSeconds. Crashing pods are its backoffLimit's business, but a pod that never starts is not counted
 * there and would wait for ever.
 */
export function observeJob(job: Job, related: Related, rules: ReadinessRules): Observation {
  if (has(job, 'Complete', 'True')) return ready(`completed, ${job.status?.succeeded ?? 0} succeeded`);
  // FailureTarget: the verdict is there, the pods are still being ended.
  for (const type of ['Failed', 'FailureTarget']) {
    const failed = condition(job, type);
    if (failed?.status === 'True') {
      const [pod] = ownedBy(job, related.pods)
        .filter((one) => one.status?.phase === 'Failed')
        .slice(-1);
      const fault = permanent('JOB_FAILED', `${nameOf(job)}: ${explain(failed) || 'failed'}`);
      const name = pod?.metadata?.name;
      return waiting('failed', [name === undefined ? fault : { ...fault, pod: name }]);
    }
  }
  if (job.spec?.suspend === true) return waiting('is suspended');
  const { active = 0, failed = 0, succeeded = 0 } = job.status ?? {};
  const message = `${active} active, ${succeeded} of ${job.spec?.completions ?? 1} succeeded, ${failed} failed`;
  const refused = refusedByEvents(job, related.events, false, rules);
  const faults = podFaults(ownedBy(job, related.pods), related.events, rules).map((fault) =>
    fault.code === 'CONTAINER_CRASHED' ? { ...fault, grace: undefined } : fault,
  );
  return waiting(message, bySurety([...faults, ...(refused === undefined ? [] : [refused])]));
}
