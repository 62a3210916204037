import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Suspect } from './assessment.ts';

/** Which log explains a failure. */
export type LogChoice = { readonly pod: string; readonly container: string; readonly previous: boolean };

/** Failures of containers that have run; the others never wrote a line. */
const WITH_LOGS: ReadonlySet<ReasonCode> = new Set([
  'CONTAINER_CRASHED',
  'JOB_FAILED',
  'POD_FAILED',
  'PROGRESS_DEADLINE',
  'ROLLOUT_TIMEOUT',
  'WORKLOAD_STUCK',
]);

/**
 * The container whose last lines tell why: the suspect's own, else the first of the pods that ended badly, else the
 * first that runs and is not ready. The log of the run before is asked for only while a new run is going: an ended or
 * waiting container still gives the log of its last run.
 */
export function selectLogs(suspect: Suspect, pods: readonly Pod[]): LogChoice | undefined {
  if (!WITH_LOGS.has(suspect.code)) return undefined;
  const named = pods.filter((pod) => pod.metadata?.name === suspect.pod);
  const candidates = (named.length > 0 ? named : [...pods].reverse()).flatMap((pod) =>
    [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
      .filter((status) => suspect.container === undefined || status.name === suspect.container)
      .map((status) => ({ pod: pod.metadata?.name ?? '', status })),
  );
  const chosen =
    candidates.find(({ status }) => endedBadly(status)) ??
    candidates.find(({ status }) => status.state?.running !== undefined && !status.ready) ??
    // A server that ends, even without an error, crashes.
    candidates.find(({ status }) => suspect.container !== undefined && endOf(status) !== undefined);
  if (chosen === undefined) return undefined;
  const { pod, status } = chosen;
  const previous = status.state?.running !== undefined && endOf(status) !== undefined;
  return { pod, container: status.name, previous };
}

const endOf = ({ state, lastState }: ContainerStatus) => state?.terminated ?? lastState?.terminated;

const endedBadly = (status: ContainerStatus): boolean => (endOf(status)?.exitCode ?? 0) !== 0;
