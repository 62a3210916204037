import { KubernetesError, type KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { UserError } from '../../domain/errors.ts';
import { evidenceOf, failureLine } from '../apply.ts';
import { addressOf, showAddress } from '../plan/address.ts';
import { JOB_LABEL, type JobRequest, makeJob } from '../plan/job.ts';
import type { Rollout, StepResult } from '../rollout.ts';
import { watchUntilSettled } from '../watch.ts';
import { type StepHead, stepResult } from './outcome.ts';

/** Lines of a Job's log that are shown; its last line may be saved. */
const TAIL_LINES = 200;

export const jobHead = (id: string, command: readonly string[]): StepHead => ({
  id,
  title: `job ${command.join(' ')}`,
  needed: 'the Job completes',
});

/**
 * Runs a command in a Job made from a workload of this release, and waits for the Job's own conditions.
 *
 * @throws UserError('CLUSTER_REFUSED') when the server refuses the Job.
 */
export async function runJob(
  rollout: Rollout,
  head: StepHead,
  request: Omit<JobRequest, 'scope' | 'release' | 'step'> & { readonly saves: boolean },
): Promise<StepResult> {
  const { scope, release, clock } = rollout;
  const started = clock.now();
  const job = await createJob(rollout, makeJob(rollout.objects, { ...request, scope, release, step: head.id }));
  const { uid } = job.metadata;
  const watched = { address: addressOf(job), timeout: request.timeout, ...(uid === undefined ? {} : { uid }) };
  const { ready, outcomes } = await watchUntilSettled(rollout, {
    objects: [watched],
    signal: rollout.signal,
    onProgress: rollout.say,
  });
  const lines = await logLines(rollout, job);
  for (const line of lines) rollout.say(`  ${head.id} | ${line}`);
  const milliseconds = clock.now() - started;
  if (!ready) {
    const evidence = outcomes.map(evidenceOf).map((one) => (one.lines.length > 0 ? one : { ...one, lines }));
    return stepResult(head, { code: 'JOB_FAILED', milliseconds, seen: failureLine(evidence), evidence });
  }
  const last = lines.findLast((line) => line.trim() !== '')?.trim();
  if (request.saves && last === undefined) {
    return stepResult(head, {
      code: 'JOB_FAILED',
      milliseconds,
      seen: 'completed, but printed nothing that could be saved',
    });
  }
  const seen = last === undefined ? 'completed' : `completed: "${last.slice(0, 200)}"`;
  return stepResult(head, { code: 'OK', milliseconds, seen, saved: request.saves ? (last ?? null) : null });
}

async function createJob({ kubernetes }: Rollout, job: KubernetesObject): Promise<KubernetesObject> {
  try {
    return await kubernetes.create(job);
  } catch (thrown) {
    if (!(thrown instanceof KubernetesError)) throw thrown;
    throw new UserError('CLUSTER_REFUSED', `${showAddress(addressOf(job))}: ${thrown.message}`, { cause: thrown });
  }
}

/** The log of the Job's newest pod. That it cannot be read is no reason to call the Job failed; nothing is saved then. */
async function logLines({ kubernetes, say }: Rollout, job: KubernetesObject): Promise<readonly string[]> {
  const { name, namespace = '' } = job.metadata;
  try {
    const labels = `${JOB_LABEL}=${name}`;
    const { items } = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, namespace, { labels });
    const pod = items.at(-1);
    const spec = pod?.['spec'] as { containers?: readonly { name: string }[] } | undefined;
    const container = spec?.containers?.[0]?.name;
    if (pod === undefined || container === undefined) return [];
    const where = { namespace, name: pod.metadata.name, container };
    const text = await kubernetes.logs(where, { previous: false, tailLines: TAIL_LINES });
    return text.split('\n').filter((line) => line !== '');
  } catch (thrown) {
    say(`the log of Job ${name} could not be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return [];
  }
}
