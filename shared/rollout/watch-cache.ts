import type { Kind, Kubernetes, KubernetesObject } from '../adapters/kubernetes/port.ts';

/** Everything of one kind in one namespace, kept up to date by one list and one watch. */
export class WatchCache {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly #live = new Map<string, KubernetesObject>();
  readonly #gone = new Map<string, KubernetesObject>();

  constructor(kind: Kind, namespace: string | undefined) {
    this.kind = kind;
    this.namespace = namespace;
  }

  /** In order of their creation. */
  all(): readonly KubernetesObject[] {
    const age = ({ metadata }: KubernetesObject): string => String(metadata['creationTimestamp'] ?? '');
    return [...this.#live.values()].sort((a, b) => age(a).localeCompare(age(b)));
  }

  find(name: string): KubernetesObject | undefined {
    return this.#live.get(name);
  }

  /** How an object looked when it was deleted, as long as none of that name came back. */
  departed(name: string): KubernetesObject | undefined {
    return this.#gone.get(name);
  }

  /**
   * Lists, tells so by `listed`, then follows the changes until the signal aborts; `changed` is called after each.
   * Rejects with what the port rejects with.
   */
  async follow(kubernetes: Kubernetes, signal: AbortSignal, listed: () => void, changed: () => void): Promise<void> {
    const from = await kubernetes.list(this.kind, this.namespace);
    for (const object of from.items) this.#live.set(object.metadata.name, object);
    listed();
    for await (const { type, object } of kubernetes.watch(this.kind, this.namespace, from, { signal })) {
      const { name } = object.metadata;
      if (type === 'DELETED') {
        this.#live.delete(name);
        this.#gone.set(name, object);
      } else {
        this.#live.set(name, object);
        this.#gone.delete(name);
      }
      changed();
    }
    if (!signal.aborted) throw new Error(`the watch of ${this.kind.kind} ended by itself`);
  }
}
