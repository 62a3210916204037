import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { UserError } from '../../domain/errors.ts';
import { sha256 } from '../../domain/record.ts';
import { LABELS, type RolloutScope, releaseLabels } from '../../domain/release.ts';

/** Label by which the pods of a Job are found. */
export const JOB_LABEL = 'countersign.dev/job';

/** Finished Jobs stay for a day, for people who look. */
const KEPT_SECONDS = 86_400;

type Container = { readonly name: string; readonly [key: string]: unknown };
type PodSpec = { readonly containers?: readonly Container[]; readonly [key: string]: unknown };
type Template = {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: PodSpec;
};

export type JobRequest = {
  readonly scope: RolloutScope;
  readonly release: number;
  readonly step: string;
  /** `deployment/backend` */
  readonly from: string;
  readonly command: readonly string[];
  /** Milliseconds after which the cluster itself ends it, even when this runner is dead. */
  readonly timeout: number;
};

/**
 * A Job from a workload's own pod template, so that it has the same image, configuration, identity and limits.
 * Without the workload's labels, so that no Service sends it traffic; without sidecars, so that it ends; without probes.
 *
 * @throws UserError('STEP_FAILED') when the release has no such workload.
 */
export function makeJob(objects: readonly KubernetesObject[], request: JobRequest): KubernetesObject {
  const { scope, release, step, command, timeout } = request;
  const workload = findWorkload(objects, request);
  const template = ((workload['spec'] ?? {}) as { template?: Template }).template;
  const containers = template?.spec?.containers ?? [];
  const main = containers.find((one) => one.name === workload.metadata.name) ?? containers[0];
  if (main === undefined) throw new UserError('STEP_FAILED', `step "${step}": ${request.from} has no container`);
  const {
    args: _args,
    livenessProbe: _l,
    readinessProbe: _r,
    startupProbe: _s,
    lifecycle: _c,
    ports: _p,
    ...rest
  } = main;
  const name = jobName(workload.metadata.name, step, release);
  const labels = { ...releaseLabels(scope, release), [LABELS.step]: step, [JOB_LABEL]: name };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: scope.namespace, labels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: Math.max(1, Math.ceil(timeout / 1000)),
      ttlSecondsAfterFinished: KEPT_SECONDS,
      template: {
        metadata: { labels, annotations: template?.metadata?.annotations ?? {} },
        spec: { ...template?.spec, restartPolicy: 'Never', containers: [{ ...rest, command }] },
      },
    },
  };
}

function findWorkload(objects: readonly KubernetesObject[], { from, step }: JobRequest): KubernetesObject {
  const [kind, name] = from.split('/');
  const found = objects.find((object) => object.kind.toLowerCase() === kind && object.metadata.name === name);
  if (found !== undefined) return found;
  throw new UserError(
    'STEP_FAILED',
    `step "${step}": the manifests of this release have no ${from} to make a Job from`,
  );
}

/** Unique per release, because a Job's template cannot be changed; at most 63 characters. */
export function jobName(workload: string, step: string, release: number): string {
  const suffix = `-r${release}`;
  const base = `${workload}-${step}`.toLowerCase().replaceAll('_', '-');
  if (base.length + suffix.length <= 63) return base + suffix;
  return `${base.slice(0, 63 - suffix.length - 9)}-${sha256(base).slice(0, 8)}${suffix}`;
}
