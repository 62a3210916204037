/**
 * How long (milliseconds) each kind of fault may last before it is told as a failure. Zero tells it the moment that the
 * API shows it. A longer grace costs waiting on real failures, a shorter one costs false alarms.
 */
export type ReadinessRules = {
  /** A container that ended twice while no other pod of its revision is ready. */
  readonly crash: number;
  /** The same while another pod of the revision is ready: the program works, this pod may heal. */
  readonly crashBesideReady: number;
  /** A container that runs again after two ends, and is not ready. */
  readonly restarted: number;
  /** An image error that says neither that it is final nor that it is passing. */
  readonly image: number;
  /** An image error that usually passes: rate limits, timeouts, name resolution. */
  readonly imageTransient: number;
  /** A missing ConfigMap, Secret or service account: an operator may be about to make it. */
  readonly config: number;
  /** The kubelet's cache of ConfigMaps and Secrets lagging behind; it heals in seconds. */
  readonly configCache: number;
  /** A container that the runtime failed to start for a reason that may pass. */
  readonly start: number;
  /** No node for a pod; an autoscaler needs minutes. */
  readonly unschedulable: number;
  /** The same after the autoscaler said that a node is on its way. */
  readonly scalingUp: number;
  /** Refused pods (quota, admission) when nothing is about to free room. */
  readonly refused: number;
  /** Refused pods while old pods are being taken away, and webhooks that do not answer. */
  readonly refusedPassing: number;
  /** `ProgressDeadlineExceeded`: the condition of an earlier attempt lingers until the new pods are made. */
  readonly deadline: number;
  /** A broken pod of an older revision that blocks a StatefulSet. */
  readonly stuck: number;
};

const SECOND = 1000;

/**
 * The defaults: faults that cannot heal are told within five seconds of the API showing them, those that can get the
 * time that healing takes.
 */
export const DEFAULT_RULES: ReadinessRules = {
  crash: 0,
  crashBesideReady: 20 * SECOND,
  restarted: 10 * SECOND,
  image: 30 * SECOND,
  imageTransient: 120 * SECOND,
  config: 4 * SECOND,
  configCache: 30 * SECOND,
  start: 30 * SECOND,
  unschedulable: 120 * SECOND,
  scalingUp: 600 * SECOND,
  refused: 4 * SECOND,
  refusedPassing: 60 * SECOND,
  deadline: 10 * SECOND,
  stuck: 15 * SECOND,
};
