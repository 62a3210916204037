import type { Clock } from '../adapters/clock.ts';
import { type Kubernetes, KubernetesError, type KubernetesObject } from '../adapters/kubernetes/port.ts';
import { UserError } from '../domain/errors.ts';
import { LABELS, type RolloutScope, releaseLabels, stateName } from '../domain/release.ts';

/** Renewed every 5 s; whoever has not renewed for 30 s is dead. */
const RENEW_MS = 5_000;
const STALE_MS = 30_000;

/** The lock of an environment in the hand of this run. */
export type Lock = {
  /** Aborted when the lock was lost: nothing may be changed any more. */
  readonly signal: AbortSignal;
  /** The dead run that it was taken from; null when it was free. */
  readonly takenFrom: string | null;
  /** Stops the renewal and gives the lock back. Never throws: a lock that stays behind becomes stale. */
  release(): Promise<void>;
};

type Ports = { readonly kubernetes: Kubernetes; readonly clock: Clock };
type LeaseSpec = { readonly holderIdentity?: string; readonly renewTime?: string; readonly leaseTransitions?: number };

/**
 * Takes the lock of the environment. A holder that is silent is waited out (30 s at most), one that renews is alive.
 *
 * @param holder says to people who it is: `acme/tracker run 4711 attempt 1, job deploy`.
 * @param instead a holder that is known to be dead: it is not waited for.
 * @throws UserError('LOCK_HELD') when another run is alive.
 */
export async function takeLock(
  ports: Ports,
  scope: RolloutScope,
  holder: string,
  say: (line: string) => void,
  instead?: string,
): Promise<Lock> {
  let silent: { readonly renewTime: string | undefined; readonly since: number } | undefined;
  for (;;) {
    const live = await ports.kubernetes.get({ ...LEASE, namespace: scope.namespace, name: stateName(scope) });
    const spec = (live?.['spec'] ?? {}) as LeaseSpec;
    const dead = spec.holderIdentity ?? '';
    const left =
      live === undefined || dead === '' || dead === instead ? 0 : timeLeft(spec, silent?.since, ports.clock.now());
    if (left <= 0) {
      const taken = await take(ports, scope, holder, live);
      if (taken !== undefined) return hold(ports, scope, holder, taken, dead === '' ? null : dead);
      continue;
    }
    if (silent !== undefined && silent.renewTime !== spec.renewTime) throw held(scope, dead);
    if (silent === undefined) {
      say(waiting(scope, dead, spec, left, ports.clock.now()));
      silent = { renewTime: spec.renewTime, since: ports.clock.now() };
    }
    await ports.clock.sleep(Math.min(1_000, left));
  }
}

/** Gives the lock back when that holder, which is known to be dead, still has it. Never throws: it becomes stale. */
export async function returnLock(kubernetes: Kubernetes, scope: RolloutScope, holder: string): Promise<void> {
  const address = { ...LEASE, namespace: scope.namespace, name: stateName(scope) };
  try {
    const live = await kubernetes.get(address);
    const uid = live?.metadata.uid;
    if (uid !== undefined && (live?.['spec'] as LeaseSpec | undefined)?.holderIdentity === holder) {
      await kubernetes.delete(address, { uid });
    }
  } catch (thrown) {
    if (!(thrown instanceof KubernetesError) && !(thrown instanceof UserError)) throw thrown;
  }
}

const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const;

/** Who is waited for, since when it is silent, and how long that takes at most: all that a person wants to know. */
function waiting(scope: RolloutScope, holder: string, spec: LeaseSpec, left: number, now: number): string {
  const silent = Math.round((now - Date.parse(spec.renewTime ?? '')) / 1000);
  const since = silent >= 0 ? `, which gave its last sign of life ${silent} s ago` : '';
  const seconds = Math.ceil(left / 1000);
  return `${scope.environment} is locked by ${holder}${since}; waiting up to ${seconds} s: when it stays silent it is dead and its lock is taken over, when it renews its lock it is at work and this run ends`;
}

const held = (scope: RolloutScope, holder: string): UserError =>
  new UserError(
    'LOCK_HELD',
    `${scope.environment} is locked by ${holder}, which is at work; run again when it has ended`,
  );

/**
 * Milliseconds until the lease is stale: by its own renewal time, or by the time for which this run has seen no change,
 * so that a holder with a wrong clock cannot hold it for ever.
 */
function timeLeft(spec: LeaseSpec, silentSince: number | undefined, now: number): number {
  const renewed = Date.parse(spec.renewTime ?? '');
  const byItself = Number.isNaN(renewed) ? STALE_MS : Math.min(renewed + STALE_MS - now, STALE_MS);
  return silentSince === undefined ? byItself : Math.min(byItself, silentSince + STALE_MS - now);
}

function leaseObject(
  scope: RolloutScope,
  holder: string,
  now: number,
  live: KubernetesObject | undefined,
): KubernetesObject {
  const before = (live?.['spec'] ?? {}) as LeaseSpec & { acquireTime?: string };
  const time = new Date(now).toISOString().replace('Z', '000Z');
  const mine = before.holderIdentity === holder;
  const { [LABELS.release]: _none, ...labels } = releaseLabels(scope, 0);
  const version = live?.metadata.resourceVersion;
  return {
    ...LEASE,
    metadata: {
      name: stateName(scope),
      namespace: scope.namespace,
      labels,
      ...(version === undefined ? {} : { resourceVersion: version }),
    },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: STALE_MS / 1000,
      acquireTime: mine ? before.acquireTime : time,
      renewTime: time,
      leaseTransitions: (before.leaseTransitions ?? 0) + (mine ? 0 : 1),
    },
  };
}

/** Undefined when somebody else was quicker. */
async function take(
  { kubernetes, clock }: Ports,
  scope: RolloutScope,
  holder: string,
  live: KubernetesObject | undefined,
): Promise<KubernetesObject | undefined> {
  const object = leaseObject(scope, holder, clock.now(), live);
  try {
    return await (live === undefined ? kubernetes.create(object) : kubernetes.replace(object));
  } catch (thrown) {
    if (thrown instanceof KubernetesError && (thrown.status === 409 || thrown.status === 404)) return undefined;
    throw thrown;
  }
}

function hold(ports: Ports, scope: RolloutScope, holder: string, taken: KubernetesObject, dead: string | null): Lock {
  const lost = new AbortController();
  const done = new AbortController();
  const renewals = renew(ports, scope, holder, taken, { done: done.signal, lost });
  return {
    signal: lost.signal,
    takenFrom: dead,
    release: async () => {
      done.abort();
      const last = await renewals;
      const { uid } = last.metadata;
      if (lost.signal.aborted || uid === undefined) return;
      const address = { ...LEASE, namespace: scope.namespace, name: stateName(scope) };
      await ports.kubernetes.delete(address, { uid }).catch(() => false);
    },
  };
}

/** Renews until `done`. One that fails is tried again, until the lease is stale for the others: then it is lost. */
async function renew(
  { kubernetes, clock }: Ports,
  scope: RolloutScope,
  holder: string,
  taken: KubernetesObject,
  { done, lost }: { readonly done: AbortSignal; readonly lost: AbortController },
): Promise<KubernetesObject> {
  let live = taken;
  let renewed = clock.now();
  const lose = (cause?: unknown): void => {
    const message = `the lock of ${scope.environment} was lost to another run or could not be renewed; this one stops`;
    lost.abort(new UserError('ROLLOUT_RACED', message, { cause }));
  };
  while (!done.aborted && !lost.signal.aborted) {
    await clock.sleep(RENEW_MS, done).catch(() => undefined);
    if (done.aborted) break;
    try {
      live = await kubernetes.replace(leaseObject(scope, holder, clock.now(), live));
      renewed = clock.now();
    } catch (thrown) {
      if (thrown instanceof KubernetesError && (thrown.status === 409 || thrown.status === 404)) lose(thrown);
      else if (clock.now() - renewed > STALE_MS - RENEW_MS) lose(thrown);
    }
  }
  return live;
}
