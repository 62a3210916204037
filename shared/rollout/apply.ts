import type { KubernetesObject, ObjectAddress } from '../adapters/kubernetes/port.ts';
import { applyObject } from './apply-object.ts';
import { lastWords } from './failure-evidence.ts';
import { inParallel } from './in-parallel.ts';
import { addressOf, showAddress } from './plan/address.ts';
import { inPhases, phaseOf } from './plan/phases.ts';
import { autoscaled } from './plan/replicas.ts';
import type { Evidence, Rollout } from './rollout.ts';
import { type WorkloadOutcome, watchUntilSettled } from './watch.ts';

/** What came of applying objects and waiting for them; `failed` in the order of the objects. */
export type Applied = {
  readonly ready: boolean;
  readonly count: number;
  readonly failed: readonly WorkloadOutcome[];
  readonly evidence: readonly Evidence[];
};

/** Kinds that have nothing to wait for, or whose readiness depends on what comes later (a volume's first pod). */
const NOT_AWAITED = new Set(['Service', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'CronJob']);

const isAwaited = (object: KubernetesObject): boolean => {
  const phase = phaseOf(object);
  if (phase === 'workloads') return !NOT_AWAITED.has(object.kind);
  return object.kind === 'CustomResourceDefinition';
};

/**
 * Applies objects phase by phase, everything in a phase at once, and waits until what runs is ready before it sends
 * traffic there. Fields of other managers are taken over: the release says what is true.
 *
 * @param timeout milliseconds until everything must be ready.
 * @param applied is called with the server's answers of each phase before they are waited for.
 * @throws UserError('CLUSTER_REFUSED') when the server refuses an object, UserError('PLAN_MOVED') when one stands
 *   differently than when the plan was made.
 */
export async function applyAndWait(
  rollout: Rollout,
  objects: readonly KubernetesObject[],
  timeout: number,
  applied: (objects: readonly KubernetesObject[]) => Promise<void> = async () => undefined,
): Promise<Applied> {
  const until = rollout.clock.now() + timeout;
  const scaled = autoscaled(rollout.objects);
  for (const phase of inPhases(objects, (object) => object)) {
    rollout.signal.throwIfAborted();
    const answers = await inParallel(phase, (object) => applyObject(rollout, object, scaled));
    await applied(answers);
    const awaited = answers.filter(isAwaited);
    if (awaited.length === 0) continue;
    const left = Math.max(1, until - rollout.clock.now());
    const { ready, outcomes } = await watchUntilSettled(rollout, {
      objects: awaited.map((object) => watched(object, left)),
      signal: rollout.signal,
      onProgress: rollout.say,
    });
    if (ready) continue;
    const failed = outcomes.filter(({ assessment }) => assessment.state === 'failed');
    return { ready, count: objects.length, failed, evidence: failed.map(evidenceOf) };
  }
  return { ready: true, count: objects.length, failed: [], evidence: [] };
}

function watched(object: KubernetesObject, timeout: number) {
  const { uid, generation } = object.metadata;
  const address: ObjectAddress = addressOf(object);
  return {
    address,
    timeout,
    ...(uid === undefined ? {} : { uid }),
    ...(generation === undefined ? {} : { generation }),
  };
}

/** What the watch found about a failure, for the summary. */
export function evidenceOf({ address, assessment, logs, events }: WorkloadOutcome): Evidence {
  const logsOf =
    logs === undefined
      ? null
      : `pod ${logs.pod}, container ${logs.container}${logs.previous ? ' (before its restart)' : ''}`;
  const code = assessment.state === 'failed' ? assessment.code : 'STEP_FAILED';
  return { what: showAddress(address), code, message: assessment.message, logsOf, lines: logs?.lines ?? [], events };
}

/** `Deployment backend: pod backend-6c9 ended 2 times, exit code 1: "No module named app"`: one line for people. */
export function failureLine(evidence: readonly Evidence[]): string {
  const [first, ...others] = evidence;
  if (first === undefined) return 'not ready';
  const line = lastWords(first.lines);
  const more = others.length > 0 ? `; ${others.length} more` : '';
  const quoted = line === undefined || first.message.includes(line) ? '' : `: "${line.slice(0, 300)}"`;
  return `${first.what}: ${first.message}${quoted}${more}`;
}
