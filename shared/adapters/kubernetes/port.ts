import type { KubernetesObject } from '../../domain/kubernetes-object.ts';

export type { KubernetesObject } from '../../domain/kubernetes-object.ts';

/** A kind of object: `{ apiVersion: 'apps/v1', kind: 'Deployment' }`. */
export type Kind = { readonly apiVersion: string; readonly kind: string };

/** One object's address; `namespace` is absent for cluster-scoped kinds. */
export type ObjectAddress = Kind & { readonly namespace?: string; readonly name: string };

export type Selector = { readonly labels?: string; readonly fields?: string };

export type ListResult = { readonly items: readonly KubernetesObject[]; readonly resourceVersion: string };

export type WatchEvent = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject };

export type ApplyOptions = {
  /** Nothing is stored: the server validates, defaults and admits, and gives what it would have stored. */
  readonly dryRun?: boolean;
  /** Takes over fields that another manager owns. */
  readonly force?: boolean;
};

export type HttpProbeRequest = {
  readonly namespace: string;
  readonly service: string;
  readonly port: string;
  readonly scheme: 'http' | 'https';
  /** With its query, beginning with `/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
};

export type HttpProbeResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * The API server, as deploy and rollback use it. Every method rejects with a `KubernetesError` when the server says no,
 * and with a `UserError('CLUSTER_UNREACHABLE')` when it does not answer.
 */
export type Kubernetes = {
  /** Version and address of the server, for the record. */
  server(): Promise<{ readonly version: string; readonly url: string }>;
  /** Undefined when there is no such object. */
  get(address: ObjectAddress): Promise<KubernetesObject | undefined>;
  list(kind: Kind, namespace: string | undefined, selector?: Selector): Promise<ListResult>;
  /**
   * Events after `resourceVersion`, until the signal aborts. Reconnects by itself; when the server has forgotten the
   * version (410) it lists again and gives the difference, so that no change is ever missed.
   */
  watch(
    kind: Kind,
    namespace: string | undefined,
    from: ListResult,
    options: { readonly signal: AbortSignal; readonly selector?: Selector },
  ): AsyncIterable<WatchEvent>;
  /** Server-side apply under the field manager `countersign`. */
  apply(object: KubernetesObject, options?: ApplyOptions): Promise<KubernetesObject>;
  /** @throws KubernetesError with status 409 when it exists. */
  create(object: KubernetesObject, options?: { readonly dryRun?: boolean }): Promise<KubernetesObject>;
  /** Replaces exactly the version in `metadata.resourceVersion`; 409 when it moved. Never repeated. */
  replace(object: KubernetesObject): Promise<KubernetesObject>;
  /** True when it was there. With `uid`, deletes only that incarnation. */
  delete(
    address: ObjectAddress,
    options?: { readonly uid?: string; readonly propagation?: 'Background' | 'Foreground' },
  ): Promise<boolean>;
  /** The last lines of one container; empty when there are none. */
  logs(
    pod: { readonly namespace: string; readonly name: string; readonly container: string },
    options: { readonly previous: boolean; readonly tailLines: number },
  ): Promise<string>;
  /** Events about one object, newest last. */
  events(namespace: string, objectUid: string): Promise<readonly KubernetesObject[]>;
  /** One request to a service through the API server, so that a private cluster needs no tunnel. */
  http(request: HttpProbeRequest): Promise<HttpProbeResponse>;
  /** Whether the kind is namespaced; undefined when the server does not know the kind. */
  scope(kind: Kind): Promise<'namespaced' | 'cluster' | undefined>;
  close(): Promise<void>;
};

/** The server's `Status` answer to a refused request. */
export class KubernetesError extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.name = 'KubernetesError';
    this.status = status;
    this.reason = reason;
  }
}
