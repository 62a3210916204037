import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { type Observation, permanent, ready, waiting } from './assessment.ts';
import { condition, explain, isUnobserved, nameOf, ownedBy, type Related } from './facts.ts';
import { bySurety, podFaults } from './pods.ts';
import { refusal } from './refused-pods.ts';
import type { ReadinessRules } from './rules.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/**
 * A Deployment is ready when its newest revision is all there is: every wanted replica updated and available, no pod of
 * another revision left, and the newest ReplicaSet says the same. Old revisions' pods are ignored.
 */
export function observeDeployment(deployment: Deployment, related: Related, rules: ReadinessRules): Observation {
  if (isUnobserved(deployment)) return waiting('the controller has not seen the newest version yet');
  const sets = ownedBy(deployment, related.replicaSets);
  const newest = newestOf(deployment, sets);
  const counts = countsOf(deployment);
  const complete = isComplete(counts) && (counts.wanted === 0 || setIsReady(newest, counts.wanted));
  if (complete) return ready(counts.wanted === 0 ? 'scaled to 0' : `${counts.available} of ${counts.wanted} available`);
  if (deployment.spec?.paused === true) {
    const message = `${nameOf(deployment)}: is paused before its newest version was rolled out`;
    return waiting('paused', [permanent('WORKLOAD_PAUSED', message)]);
  }
  return waiting(describe(counts), faultsOf(deployment, newest, sets, related, rules));
}

type Counts = { wanted: number; updated: number; available: number; ready: number; total: number };

/** Always the live `spec.replicas`: an autoscaler may have moved it. */
function countsOf({ spec, status }: Deployment): Counts {
  return {
    wanted: spec?.replicas ?? 1,
    updated: status?.updatedReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    total: status?.replicas ?? 0,
  };
}

/** `total` holds pods of every revision: while one more is there, a surge step only looks done. */
const isComplete = ({ wanted, updated, available, ready: up, total }: Counts): boolean =>
  updated === wanted && total === wanted && available === wanted && up === wanted;

function describe({ wanted, updated, available, total }: Counts): string {
  const old = total - updated;
  return `${updated} of ${wanted} updated, ${available} available${old > 0 ? `, ${old} of an older revision left` : ''}`;
}

/** The ReplicaSet of the current revision, by owner and revision number; the number moves with the template. */
function newestOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const revision = deployment.metadata?.annotations?.[REVISION];
  return revision === undefined ? undefined : sets.find((set) => set.metadata?.annotations?.[REVISION] === revision);
}

/** The ReplicaSet's own status must be as new as its wish, and agree. */
const setIsReady = (set: ReplicaSet | undefined, wanted: number): boolean =>
  set !== undefined &&
  !isUnobserved(set) &&
  set.spec?.replicas === wanted &&
  (set.status?.availableReplicas ?? 0) === wanted;

function faultsOf(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  sets: readonly ReplicaSet[],
  related: Related,
  rules: ReadinessRules,
) {
  const faults = [...(newest === undefined ? [] : podFaults(ownedBy(newest, related.pods), related.events, rules))];
  const refused = condition(deployment, 'ReplicaFailure');
  if (refused?.status === 'True') {
    faults.push(refusal(deployment, refused.message ?? '', isFreeing(deployment, newest, sets), rules));
  }
  const progress = condition(deployment, 'Progressing');
  if (progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded') {
    const message = `${nameOf(deployment)}: ${progress.message ?? explain(progress)}`;
    faults.push({ key: 'deadline', code: 'PROGRESS_DEADLINE', message, grace: rules.deadline });
  }
  return bySurety(faults);
}

/** Whether the rollout may take old pods away before a new one is there: only then can a full quota get room. */
function isFreeing(deployment: Deployment, newest: ReplicaSet | undefined, sets: readonly ReplicaSet[]): boolean {
  const old = sets.filter((set) => set.metadata?.uid !== newest?.metadata?.uid);
  if (!old.some((set) => (set.status?.replicas ?? 0) > 0)) return false;
  if (deployment.spec?.strategy?.type === 'Recreate') return true;
  const limit = deployment.spec?.strategy?.rollingUpdate?.maxUnavailable ?? '25%';
  const wanted = deployment.spec?.replicas ?? 1;
  const pods =
    typeof limit === 'string' && limit.endsWith('%')
      ? Math.floor((wanted * Number.parseInt(limit, 10)) / 100)
      : Number(limit);
  return pods > 0;
}
