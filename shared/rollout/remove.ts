import type { KubernetesObject, ObjectAddress } from '../adapters/kubernetes/port.ts';
import { LABELS, type RolloutScope } from '../domain/release.ts';
import { inParallel } from './in-parallel.ts';
import { showAddress } from './plan/address.ts';
import type { Rollout } from './rollout.ts';

/** True when the live object is one that a release of this environment brought, and nobody else's by now. */
export const isOurs = (live: KubernetesObject | undefined, scope: RolloutScope): boolean =>
  live?.metadata.labels?.[LABELS.application] === scope.application &&
  live.metadata.labels[LABELS.environment] === scope.environment;

/** Deletes objects of earlier releases: only what still carries this environment's labels, and only that incarnation. */
export async function removeObjects(
  { kubernetes, scope, say, signal }: Pick<Rollout, 'kubernetes' | 'scope' | 'say' | 'signal'>,
  addresses: readonly ObjectAddress[],
): Promise<readonly ObjectAddress[]> {
  signal.throwIfAborted();
  const removed = await inParallel(addresses, async (address) => {
    const live = await kubernetes.get(address);
    const uid = live?.metadata.uid;
    if (uid === undefined || !isOurs(live, scope)) return [];
    const gone = await kubernetes.delete(address, { uid });
    if (gone) say(`deleted ${showAddress(address)}`);
    return gone ? [address] : [];
  });
  return removed.flat();
}

const JOB = { apiVersion: 'batch/v1', kind: 'Job' } as const;

/** Ends the Jobs that steps of a release left running, so that no migration goes on while another release comes back. */
export async function stopJobs(
  { kubernetes, scope, say, signal }: Pick<Rollout, 'kubernetes' | 'scope' | 'say' | 'signal'>,
  releases: readonly number[],
): Promise<void> {
  signal.throwIfAborted();
  const labels = `${LABELS.application}=${scope.application},${LABELS.environment}=${scope.environment},${LABELS.step}`;
  const { items } = await kubernetes.list(JOB, scope.namespace, { labels });
  const running = items.filter(
    (job) => releases.includes(Number(job.metadata.labels?.[LABELS.release])) && !ended(job),
  );
  await inParallel(running, async ({ metadata: { name, uid } }) => {
    const address = { ...JOB, namespace: scope.namespace, name };
    await kubernetes.delete(address, { propagation: 'Foreground', ...(uid === undefined ? {} : { uid }) });
    say(`stopped ${showAddress(address)}`);
  });
}

function ended(job: KubernetesObject): boolean {
  const { conditions = [] } = (job['status'] ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions.some(({ type, status }) => ['Complete', 'Failed'].includes(type) && status === 'True');
}
