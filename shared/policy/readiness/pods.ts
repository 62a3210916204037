import type { Container, ContainerStatus, Event, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Fault } from './assessment.ts';
import { configGrace, containerFault } from './containers.ts';
import { condition, has, newestEvent } from './facts.ts';
import type { ReadinessRules } from './rules.ts';

/** A pod that serves: its Ready condition holds and nobody is taking it away. */
const isReady = (pod: Pod): boolean => has(pod, 'Ready', 'True') && pod.metadata?.deletionTimestamp === undefined;

/**
 * A pod whose state says something about its revision. One that is being deleted, was evicted, or lost its node is
 * replaced by its controller and says nothing.
 */
export const counts = (pod: Pod): boolean =>
  pod.metadata?.deletionTimestamp === undefined && pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';

/** Everything wrong with the pods of one revision, the surest first. */
export function podFaults(pods: readonly Pod[], events: readonly Event[], rules: ReadinessRules): readonly Fault[] {
  const living = pods.filter(counts);
  const oneIsReady = living.some(isReady);
  return bySurety(living.filter((pod) => !isReady(pod)).flatMap((pod) => faultsOf(pod, events, oneIsReady, rules)));
}

/** The surest first: what fails at once, then by grace, then what only explains a wait. */
export const bySurety = (faults: readonly Fault[]): readonly Fault[] =>
  [...faults].sort((a, b) => (a.grace ?? Number.POSITIVE_INFINITY) - (b.grace ?? Number.POSITIVE_INFINITY) || 0);

function faultsOf(pod: Pod, events: readonly Event[], besideReady: boolean, rules: ReadinessRules): readonly Fault[] {
  const unscheduled = schedulingFault(pod, events, rules);
  if (unscheduled !== undefined) return [unscheduled];
  const ofContainers = containersOf(pod).flatMap(({ spec, status }) => {
    const context = {
      pod: pod.metadata?.name ?? '',
      uid: pod.metadata?.uid ?? '',
      image: spec.image ?? status.image,
      besideReady,
    };
    const fault = containerFault(status, context, rules);
    return fault === undefined ? [] : [fault];
  });
  if (ofContainers.length > 0) return ofContainers;
  const other = mountFault(pod, events, rules) ?? unreadyHint(pod, events);
  return other === undefined ? [] : [other];
}

type ContainerFacts = { readonly spec: Container & { restartPolicy?: string }; readonly status: ContainerStatus };

/**
 * The containers that matter now: sidecars (restartable init containers) and ordinary ones, and of the other init
 * containers those that have not done their work. An ordinary container waits while init containers work.
 */
function containersOf(pod: Pod): readonly ContainerFacts[] {
  const pair = (specs: readonly Container[] = [], statuses: readonly ContainerStatus[] = []): ContainerFacts[] =>
    statuses.map((status) => ({
      status,
      spec: specs.find(({ name }) => name === status.name) ?? { name: status.name },
    }));
  const init = pair(pod.spec?.initContainers, pod.status?.initContainerStatuses).filter(
    ({ spec, status }) => spec.restartPolicy === 'Always' || status.state?.terminated?.exitCode !== 0,
  );
  return [...init, ...pair(pod.spec?.containers, pod.status?.containerStatuses)];
}

/** No node takes the pod: an autoscaler may bring one. A scheduling gate is somebody's intention, never a failure. */
function schedulingFault(pod: Pod, events: readonly Event[], rules: ReadinessRules): Fault | undefined {
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const name = pod.metadata?.name ?? '';
  const scaling = newestEvent(pod, events, ['TriggeredScaleUp', 'NotTriggerScaleUp'])?.reason === 'TriggeredScaleUp';
  const grace = scaling ? rules.scalingUp : rules.unschedulable;
  return {
    key: `${pod.metadata?.uid}/scheduled/${scaling}`,
    code: 'UNSCHEDULABLE',
    message: `pod ${name}: ${scheduled.message ?? scheduled.reason ?? 'no node takes it'}`,
    pod: name,
    grace: scheduled.reason === 'Unschedulable' ? grace : undefined,
  };
}

/** A missing ConfigMap or Secret that is mounted shows nowhere but in events; so do volumes that do not come. */
function mountFault(pod: Pod, events: readonly Event[], rules: ReadinessRules): Fault | undefined {
  const created = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (created.some((status) => status.state?.running !== undefined || status.state?.terminated !== undefined)) {
    return undefined;
  }
  const event = newestEvent(pod, events, ['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox']);
  if (event === undefined) return undefined;
  const text = event.message ?? event.reason ?? '';
  const missing = /(configmap|secret|references non-existent|projected).*(not found|non-existent|cache)/is.test(text);
  const name = pod.metadata?.name ?? '';
  return {
    key: `${pod.metadata?.uid}/mount`,
    code: missing ? 'CONFIG_MISSING' : 'ROLLOUT_TIMEOUT',
    message: `pod ${name}: ${text}`,
    pod: name,
    grace: missing ? configGrace(text, rules) : undefined,
  };
}

/** Why a running pod is not ready: its probe's last words. Only time can tell whether it will be. */
function unreadyHint(pod: Pod, events: readonly Event[]): Fault | undefined {
  const unready = (pod.status?.containerStatuses ?? []).find((status) => status.state?.running && !status.ready);
  if (unready === undefined) return undefined;
  const name = pod.metadata?.name ?? '';
  const words = newestEvent(pod, events, ['Unhealthy'])?.message ?? 'runs and is not ready';
  return {
    key: `${pod.metadata?.uid}/${unready.name}/unready`,
    code: 'ROLLOUT_TIMEOUT',
    message: `pod ${name}, container ${unready.name}: ${words}`,
    pod: name,
    container: unready.name,
    grace: undefined,
  };
}
