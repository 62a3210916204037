import type { Event, Pod } from 'kubernetes-types/core/v1.d.ts';
import {
  type Kind,
  type Kubernetes,
  KubernetesError,
  type KubernetesObject,
  type ObjectAddress,
} from '../adapters/kubernetes/port.ts';
import { ownedBy, type Related } from '../policy/readiness/facts.ts';
import { WatchCache } from './watch-cache.ts';

const POD: Kind = { apiVersion: 'v1', kind: 'Pod' };
const EVENT: Kind = { apiVersion: 'v1', kind: 'Event' };
const REPLICA_SET: Kind = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };

/** What is read beside an object of these kinds, to judge it; other kinds tell everything themselves. */
const BESIDE: Readonly<Record<string, readonly Kind[]>> = {
  Deployment: [REPLICA_SET, POD, EVENT],
  ReplicaSet: [POD, EVENT],
  StatefulSet: [POD, EVENT],
  DaemonSet: [POD, EVENT],
  Job: [POD, EVENT],
  Pod: [EVENT],
  PersistentVolumeClaim: [EVENT],
};

const NOTHING: Related = { replicaSets: [], pods: [], events: [] };

/** A live picture of the objects and of what belongs to them: one list and one watch per kind and namespace. */
export class ClusterView {
  readonly #caches = new Map<string, WatchCache>();
  #wake: (() => void) | undefined;
  #changed = false;

  constructor(addresses: readonly ObjectAddress[]) {
    for (const address of addresses) {
      for (const kind of [address, ...(BESIDE[address.kind] ?? [])]) {
        const key = keyOf(kind, address.namespace);
        const { apiVersion, kind: name } = kind;
        if (!this.#caches.has(key))
          this.#caches.set(key, new WatchCache({ apiVersion, kind: name }, address.namespace));
      }
    }
  }

  /**
   * Starts every watch and resolves when everything was listed once. `failed` is called when a watch breaks later.
   * Without the permission to read events the view works, and explains less; `note` says so.
   */
  async open(
    kubernetes: Kubernetes,
    signal: AbortSignal,
    failed: (thrown: unknown) => void,
    note: (line: string) => void,
  ): Promise<void> {
    const changed = (): void => this.#notify();
    const lists = [...this.#caches.values()].map(
      (cache) =>
        new Promise<void>((listed, refused) => {
          cache.follow(kubernetes, signal, listed, changed).catch((thrown: unknown) => {
            if (cache.kind.kind === EVENT.kind && isForbidden(thrown)) {
              note(
                `events of namespace ${cache.namespace} cannot be read, so that failures are explained less: ${thrown.message}`,
              );
              listed();
              return;
            }
            refused(thrown);
            failed(thrown);
          });
        }),
    );
    await Promise.all(lists);
  }

  /** Resolves with the next change, or at once when there was one since the last call. */
  async nextChange(): Promise<void> {
    if (!this.#changed) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#changed = false;
  }

  find(address: ObjectAddress): KubernetesObject | undefined {
    return this.#caches.get(keyOf(address, address.namespace))?.find(address.name);
  }

  /** How the object looked when it was deleted. */
  departed(address: ObjectAddress): KubernetesObject | undefined {
    return this.#caches.get(keyOf(address, address.namespace))?.departed(address.name);
  }

  related(address: ObjectAddress): Related {
    if (BESIDE[address.kind] === undefined) return NOTHING;
    const of = <T>(kind: Kind): readonly T[] =>
      // The key of the cache is the proof of the type.
      (this.#caches.get(keyOf(kind, address.namespace))?.all() ?? []) as readonly unknown[] as readonly T[];
    return { replicaSets: of(REPLICA_SET), pods: of<Pod>(POD), events: of<Event>(EVENT) };
  }

  /** The pods of a workload, of whatever revision, oldest first. */
  podsOf(address: ObjectAddress): readonly Pod[] {
    const object = this.find(address) ?? this.departed(address);
    if (object === undefined) return [];
    if (address.kind === 'Pod') return [object as unknown as Pod];
    const { pods, replicaSets } = this.related(address);
    return [
      object as Parameters<typeof ownedBy>[0],
      ...ownedBy(object as Parameters<typeof ownedBy>[0], replicaSets),
    ].flatMap((owner) => ownedBy(owner, pods));
  }

  #notify(): void {
    this.#changed = true;
    this.#wake?.();
    this.#wake = undefined;
  }
}

const keyOf = ({ apiVersion, kind }: Kind, namespace: string | undefined): string =>
  `${apiVersion}|${kind}|${namespace ?? ''}`;

const isForbidden = (thrown: unknown): thrown is KubernetesError =>
  thrown instanceof KubernetesError && thrown.status === 403;
