import { Discovery } from './discovery.ts';
import { listAll, queryOf } from './list.ts';
import { type Kubernetes, KubernetesError, type KubernetesObject, type ObjectAddress } from './port.ts';
import { connectSender, type Repeat } from './sender.ts';
import { askService } from './service-proxy.ts';
import type { HttpRequest, Transport } from './transport.ts';
import { watchFrom } from './watch.ts';

/** Owner of the fields that are applied. */
const MANAGER = 'countersign';

/** Milliseconds. A write waits for admission webhooks, which may take half a minute. */
const READ_TIMEOUT = 30_000;
const WRITE_TIMEOUT = 60_000;

/** The longest log that is fetched, in bytes. */
const LOG_BYTES = 64 * 1024;

export type Connection = {
  readonly transport: Transport;
  readonly server: { readonly version: string; readonly url: string };
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
};

/** The port over a connection to an API server. */
export function kubernetesOver({ transport, server, signal, close }: Connection): Kubernetes {
  const send = connectSender(transport, signal);
  const discovery = new Discovery(send);
  const ask = async (
    method: HttpRequest['method'],
    path: string,
    repeat: Repeat,
    body?: unknown,
    type = 'application/json',
  ): Promise<string> => {
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } };
    const timeout = method === 'GET' ? READ_TIMEOUT : WRITE_TIMEOUT;
    return (await send({ method, path, timeout, ...content }, repeat)).body;
  };
  const write = async (...args: Parameters<typeof ask>): Promise<KubernetesObject> =>
    JSON.parse(await ask(...args)) as KubernetesObject;
  const collection = (kind: Parameters<Kubernetes['list']>[0], namespace: string | undefined): Promise<string> =>
    discovery.path({ ...kind, name: '', ...(namespace === undefined ? {} : { namespace }) });

  return {
    server: async () => server,
    scope: async (kind) => {
      const found = await discovery.find(kind);
      return found === undefined ? undefined : found.namespaced ? 'namespaced' : 'cluster';
    },
    get: async (address) => {
      const path = await discovery.path(address);
      const body = await absent(ask('GET', path, 'read'));
      return body === undefined ? undefined : (JSON.parse(body) as KubernetesObject);
    },
    list: async (kind, namespace, selector) => listAll(send, await collection(kind, namespace), selector),
    async *watch(kind, namespace, from, options) {
      const path = await collection(kind, namespace);
      const selector = options.selector ?? {};
      const both = AbortSignal.any([options.signal, signal]);
      yield* watchFrom({ transport, path, selector, list: () => listAll(send, path, selector) }, from, both);
      // The caller did not ask for an end: the connection itself was closed.
      if (!options.signal.aborted) signal.throwIfAborted();
    },
    apply: async (object, { dryRun = false, force = false } = {}) => {
      const more = {
        fieldManager: MANAGER,
        fieldValidation: 'Strict',
        force: String(force),
        dryRun: dryRun ? 'All' : '',
      };
      const path = `${await discovery.path(addressOf(object))}${queryOf({}, more)}`;
      // JSON is YAML.
      return write('PATCH', path, 'apply', object, 'application/apply-patch+yaml');
    },
    create: async (object, { dryRun = false } = {}) => {
      const more = { fieldManager: MANAGER, fieldValidation: 'Strict', dryRun: dryRun ? 'All' : '' };
      const path = await discovery.path({ ...addressOf(object), name: '' });
      return write('POST', `${path}${queryOf({}, more)}`, 'once', object);
    },
    replace: async (object) => {
      if (object.metadata.resourceVersion === undefined) {
        throw new KubernetesError(
          400,
          'BadRequest',
          `${object.kind} ${object.metadata.name}: replace needs a resourceVersion`,
        );
      }
      const query = queryOf({}, { fieldManager: MANAGER, fieldValidation: 'Strict' });
      return write('PUT', `${await discovery.path(addressOf(object))}${query}`, 'once', object);
    },
    delete: async (address, { uid, propagation = 'Background' } = {}) => {
      const preconditions = uid === undefined ? {} : { preconditions: { uid } };
      const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: propagation, ...preconditions };
      return (await absent(ask('DELETE', await discovery.path(address), 'once', options))) !== undefined;
    },
    logs: async ({ namespace, name, container }, { previous, tailLines }) => {
      const pod = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`;
      const more = {
        container,
        previous: String(previous),
        tailLines: String(tailLines),
        limitBytes: String(LOG_BYTES),
      };
      return (await withoutLog(ask('GET', `${pod}${queryOf({}, more)}`, 'read'))) ?? '';
    },
    events: async (namespace, objectUid) => {
      const path = await collection({ apiVersion: 'v1', kind: 'Event' }, namespace);
      const { items } = await listAll(send, path, { fields: `involvedObject.uid=${objectUid}` });
      return [...items].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
    },
    http: (request) => askService(transport, request),
    close,
  };
}

/** Undefined when the API server itself says that the object is not there; a gateway's 404 is no such proof. */
async function absent(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof KubernetesError && thrown.status === 404 && thrown.reason === 'NotFound') return undefined;
    throw thrown;
  }
}

/** Undefined when there is no log: the pod is gone, or the container has not run (the server calls that 400). */
async function withoutLog(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof KubernetesError && (thrown.status === 404 || thrown.status === 400)) return undefined;
    throw thrown;
  }
}

function addressOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectAddress {
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** RFC 3339 texts of one form: their order is the order in time. */
const timeOf = (event: KubernetesObject): string =>
  String(event['lastTimestamp'] ?? event['eventTime'] ?? event.metadata['creationTimestamp'] ?? '');
