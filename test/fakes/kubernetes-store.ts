import {
  type Kind,
  KubernetesError,
  type KubernetesObject,
  type ObjectAddress,
  type Selector,
  type WatchEvent,
} from '../../shared/adapters/kubernetes/port.ts';
import { sameDesired } from './kubernetes-merge.ts';

type Change = { readonly version: number; readonly event: WatchEvent };

/** The kinds that carry `metadata.generation`: those whose controllers report `status.observedGeneration`. */
const WITHOUT_GENERATION = new Set(['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'Namespace', 'Event', 'Lease']);

/** What etcd and the watch cache are to the API server: objects, versions, history, uids and garbage collection. */
export class ObjectStore {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #history: Change[] = [];
  readonly #waiting = new Set<() => void>();
  #version = 1;
  #uids = 0;

  get version(): string {
    return String(this.#version);
  }

  all(): readonly KubernetesObject[] {
    return [...this.#objects.values()];
  }

  find(address: ObjectAddress): KubernetesObject | undefined {
    return this.#objects.get(keyOf(address));
  }

  /** Stores an object as the server would: uid, creation time, resourceVersion, and generation when its wish changed. */
  write(object: KubernetesObject, now: number): KubernetesObject {
    const live = this.find(addressOf(object));
    const stamped = stamp(object, live, now, () => {
      this.#uids += 1;
      return `uid-${this.#uids}`;
    });
    if (live !== undefined && JSON.stringify(stamped) === JSON.stringify(live)) return live;
    this.#version += 1;
    const metadata = { ...stamped.metadata, resourceVersion: String(this.#version) };
    const stored = structuredClone({ ...stamped, metadata });
    this.#objects.set(keyOf(addressOf(stored)), stored);
    this.#record({ type: live === undefined ? 'ADDED' : 'MODIFIED', object: stored });
    return stored;
  }

  /** Deletes an object and what it owns, as the garbage collector does in the background. */
  remove(address: ObjectAddress): void {
    const live = this.find(address);
    if (live === undefined) return;
    this.#objects.delete(keyOf(address));
    this.#version += 1;
    this.#record({
      type: 'DELETED',
      object: { ...live, metadata: { ...live.metadata, resourceVersion: String(this.#version) } },
    });
    for (const owned of this.all().filter((object) => ownersOf(object).includes(live.metadata.uid ?? ''))) {
      this.remove(addressOf(owned));
    }
  }

  list(kind: Kind, namespace: string | undefined, selector: Selector = {}): readonly KubernetesObject[] {
    return this.all().filter((object) => isOf(object, kind) && matches(object, namespace, selector));
  }

  async *watch(
    kind: Kind,
    namespace: string | undefined,
    options: { readonly from: string; readonly signal: AbortSignal; readonly selector?: Selector },
  ): AsyncIterable<WatchEvent> {
    let seen = Number(options.from);
    while (!options.signal.aborted) {
      for (const { version, event } of this.#history.filter((change) => change.version > seen)) {
        seen = version;
        if (isOf(event.object, kind) && matches(event.object, namespace, options.selector ?? {})) yield event;
        if (options.signal.aborted) return;
      }
      if (seen >= this.#version) await this.#changed(options.signal);
    }
  }

  #record(event: WatchEvent): void {
    this.#history.push({ version: this.#version, event });
    for (const wake of [...this.#waiting]) wake();
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** The address of an object. */
export function addressOf(object: KubernetesObject): ObjectAddress {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');

const isOf = (object: KubernetesObject, kind: Kind): boolean =>
  object.kind === kind.kind && groupOf(object.apiVersion) === groupOf(kind.apiVersion);

const keyOf = (address: ObjectAddress): string =>
  [groupOf(address.apiVersion), address.kind, address.namespace ?? '', address.name].join('|');

function ownersOf(object: KubernetesObject): readonly string[] {
  const owners = object.metadata['ownerReferences'];
  return Array.isArray(owners) ? owners.map((owner: { uid: string }) => owner.uid) : [];
}

function stamp(
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  now: number,
  uid: () => string,
): KubernetesObject {
  const metadata: Record<string, unknown> = { ...object.metadata };
  metadata['uid'] = live?.metadata.uid ?? object.metadata.uid ?? uid();
  metadata['creationTimestamp'] = live?.metadata['creationTimestamp'] ?? new Date(now).toISOString();
  metadata['resourceVersion'] = live?.metadata.resourceVersion;
  if (!WITHOUT_GENERATION.has(object.kind)) {
    const before = live?.metadata.generation ?? 0;
    metadata['generation'] = live !== undefined && sameDesired(live, object) ? before : before + 1;
  }
  return { ...object, metadata: metadata as KubernetesObject['metadata'] };
}

/** Equality selectors only (`a=b,c!=d,e,!f`), labels and `metadata.name`-like fields: anything else is refused. */
function matches(object: KubernetesObject, namespace: string | undefined, selector: Selector): boolean {
  if (namespace !== undefined && object.metadata.namespace !== namespace) return false;
  const label = (key: string): string | undefined => object.metadata.labels?.[key];
  const field = (path: string): string | undefined => {
    const value = path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], object);
    return value === undefined ? undefined : String(value);
  };
  return satisfies(selector.labels, label) && satisfies(selector.fields, field);
}

function satisfies(selector: string | undefined, read: (key: string) => string | undefined): boolean {
  if (selector === undefined || selector === '') return true;
  return selector.split(',').every((term) => {
    const [, key = '', operator, value = ''] = /^!?([^=!]+)(?:(!=|==?)(.*))?$/.exec(term.trim()) ?? [];
    if (key === '') throw new KubernetesError(400, 'BadRequest', `the fake cannot read the selector "${term}"`);
    if (operator === undefined) return (read(key) !== undefined) === !term.trim().startsWith('!');
    return (read(key) === value) === (operator !== '!=');
  });
}
