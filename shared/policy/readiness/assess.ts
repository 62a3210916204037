import {
  type Assessment,
  type Fault,
  type Observation,
  permanent,
  type Seen,
  type Suspect,
  waiting,
} from './assessment.ts';
import { observeDaemonSet } from './daemon-set.ts';
import { observeDeployment } from './deployment.ts';
import { type Assessable, nameOf, type Related } from './facts.ts';
import { observeJob } from './job.ts';
import {
  observeAny,
  observeAutoscaler,
  observeClaim,
  observeDefinition,
  observePhase,
  observeService,
} from './other-kinds.ts';
import { observePod } from './pod.ts';
import { observeReplicaSet } from './replica-set.ts';
import { DEFAULT_RULES, type ReadinessRules } from './rules.ts';
import { observeStatefulSet } from './stateful-set.ts';

/**
 * Whether one object is ready, on its way, or failed, from what the API shows. The memory `seen` holds since when
 * each fault lasts, by the caller's clock, because the API does not tell; pass the returned one the next time.
 */
export function assess(
  object: Assessable,
  related: Related,
  seen: Seen,
  now: number,
  rules: ReadinessRules = DEFAULT_RULES,
): { readonly assessment: Assessment; readonly seen: Seen } {
  const observation = observe(object, related, rules);
  const since = new Map(observation.faults.map(({ key }) => [key, seen.get(key) ?? now]));
  return { assessment: judge(observation, since, now), seen: since };
}

/** What the rules for the object's kind see. */
function observe(object: Assessable, related: Related, rules: ReadinessRules): Observation {
  if (object.metadata?.deletionTimestamp !== undefined) {
    return waiting('is being deleted', [permanent('OBJECT_GONE', `${nameOf(object)}: is being deleted`)]);
  }
  const group = object.apiVersion?.includes('/') ? object.apiVersion.split('/')[0] : '';
  const rule = KINDS[`${group}/${object.kind}`];
  return rule === undefined ? observeAny(object) : rule(object, related, rules);
}

type Rule = (object: Assessable, related: Related, rules: ReadinessRules) => Observation;

/** Each rule narrows the object to the type of its own kind: the key is the proof. */
const KINDS: Readonly<Record<string, Rule>> = {
  'apps/Deployment': (object, related, rules) => observeDeployment(object as never, related, rules),
  'apps/ReplicaSet': (object, related, rules) => observeReplicaSet(object as never, related, rules),
  'apps/StatefulSet': (object, related, rules) => observeStatefulSet(object as never, related, rules),
  'apps/DaemonSet': (object, related, rules) => observeDaemonSet(object as never, related, rules),
  'batch/Job': (object, related, rules) => observeJob(object as never, related, rules),
  '/Pod': (object, related, rules) => observePod(object as never, related, rules),
  '/Service': (object) => observeService(object as never),
  '/PersistentVolumeClaim': (object, related) => observeClaim(object as never, related),
  'autoscaling/HorizontalPodAutoscaler': (object) => observeAutoscaler(object as never),
  'apiextensions.k8s.io/CustomResourceDefinition': (object) => observeDefinition(object),
  'argoproj.io/Rollout': (object) => observePhase(object, ['Healthy'], ['Degraded']),
  'flagger.app/Canary': (object) => observePhase(object, ['Succeeded', 'Initialized'], ['Failed']),
};

/** A fault fails the object when its grace is over; until then it is a suspect, and the next end of a grace is told. */
function judge({ ready, message, faults }: Observation, since: Seen, now: number): Assessment {
  if (ready) return { state: 'ready', message };
  const endOf = ({ key, grace }: Fault): number => (since.get(key) ?? now) + (grace ?? Number.POSITIVE_INFINITY);
  const over = faults.find((fault) => endOf(fault) <= now);
  if (over !== undefined)
    return { state: 'failed', class: over.grace === 0 ? 'permanent' : 'probable', ...suspectOf(over) };
  const [suspect] = faults;
  const recheckAt = Math.min(...faults.map(endOf));
  return {
    state: 'progressing',
    message,
    ...(suspect === undefined ? {} : { suspect: suspectOf(suspect) }),
    ...(Number.isFinite(recheckAt) ? { recheckAt } : {}),
  };
}

const suspectOf = ({ key: _key, grace: _grace, ...suspect }: Fault): Suspect => suspect;
