import {
  type ApplyOptions,
  type HttpProbeRequest,
  type HttpProbeResponse,
  type Kind,
  type Kubernetes,
  KubernetesError,
  type KubernetesObject,
  type ObjectAddress,
} from '../../shared/adapters/kubernetes/port.ts';
import { leaves, mergeApplied } from './kubernetes-merge.ts';
import { type Fault, knownScope, validateWrite } from './kubernetes-server-rules.ts';
import { addressOf, ObjectStore } from './kubernetes-store.ts';

export type Verb = 'get' | 'list' | 'watch' | 'apply' | 'create' | 'replace' | 'delete' | 'logs' | 'events' | 'http';

/** One request, in the order in which they came. */
export type Call = {
  readonly verb: Verb;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly dryRun: boolean;
  readonly force: boolean;
};

/** What a controller does after a real write; it may write with `fake.update`, `fake.put` and `fake.remove`. */
export type Reaction = (fake: FakeKubernetes, object: KubernetesObject) => void;

type LogAddress = { readonly pod: string; readonly container: string; readonly previous?: boolean };

const WRITES: ReadonlySet<Verb> = new Set(['apply', 'create', 'replace', 'delete']);

/** An API server in memory, with scripted controllers and faults. Time is `now`, which the test moves. */
export class FakeKubernetes implements Kubernetes {
  readonly calls: Call[] = [];
  /** Milliseconds since the epoch; the creation time of new objects. */
  now: number;
  closed = false;
  readonly #store = new ObjectStore();
  readonly #reactions: { verb: Verb; kind: string; react: Reaction }[] = [];
  readonly #faults: Fault[] = [];
  readonly #applied = new Map<string, KubernetesObject>();
  readonly #foreign = new Map<string, { manager: string; fields: ReadonlyMap<string, unknown> }>();
  readonly #logs = new Map<string, string>();
  #http: (request: HttpProbeRequest) => HttpProbeResponse = () => ({ status: 200, headers: {}, body: '' });

  constructor(options: { readonly namespaces?: readonly string[]; readonly now?: number } = {}) {
    this.now = options.now ?? Date.parse('2026-01-01T00:00:00Z');
    for (const name of ['default', ...(options.namespaces ?? [])]) {
      this.#store.write({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, this.now);
    }
  }

  /** Everything that changed the cluster, without reads and dry runs. */
  get writes(): readonly Call[] {
    return this.calls.filter((call) => WRITES.has(call.verb) && !call.dryRun);
  }

  // --- The script of a test ---

  on(verb: Verb, kind: string, react: Reaction): void {
    this.#reactions.push({ verb, kind, react });
  }

  /** Makes matching requests reject, `times` times (default 1; `Number.POSITIVE_INFINITY` for ever). */
  fail(fault: Omit<Fault, 'times'> & { readonly times?: number }): void {
    this.#faults.push({ ...fault, times: fault.times ?? 1 });
  }

  /** Someone else's object; applying another value to its fields conflicts unless forced. */
  seed(object: KubernetesObject, options: { readonly manager?: string } = {}): KubernetesObject {
    const stored = this.put(object);
    const { apiVersion: _version, kind: _kind, metadata: _metadata, status: _status, ...rest } = object;
    this.#foreign.set(textOf(addressOf(object)), {
      manager: options.manager ?? 'kubectl-client-side-apply',
      fields: new Map(leaves(rest)),
    });
    return stored;
  }

  /** A controller's write: creates or overwrites, without faults, reactions or managers. */
  put(object: KubernetesObject): KubernetesObject {
    return this.#store.write(object, this.now);
  }

  update(address: ObjectAddress, change: (object: KubernetesObject) => KubernetesObject): KubernetesObject {
    const live = this.#store.find(address);
    if (live === undefined) throw new Error(`the test updates ${textOf(address)}, which is not there`);
    return this.put(change(structuredClone(live)));
  }

  remove(address: ObjectAddress): void {
    this.#store.remove(address);
  }

  find(kind: string, name: string, namespace?: string): KubernetesObject | undefined {
    return this.all(kind).find(
      ({ metadata }) => metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
    );
  }

  all(kind?: string): readonly KubernetesObject[] {
    return this.#store.all().filter((object) => kind === undefined || object.kind === kind);
  }

  setLogs({ pod, container, previous = false }: LogAddress, text: string): void {
    this.#logs.set(`${pod}/${container}/${previous}`, text);
  }

  onHttp(answer: (request: HttpProbeRequest) => HttpProbeResponse): void {
    this.#http = answer;
  }

  // --- The port ---

  async server(): Promise<{ version: string; url: string }> {
    return { version: 'v1.34.4', url: 'https://kubernetes.test:6443' };
  }

  async scope(kind: Kind): Promise<'namespaced' | 'cluster' | undefined> {
    return knownScope(kind, this.all('CustomResourceDefinition'));
  }

  async get(address: ObjectAddress): Promise<KubernetesObject | undefined> {
    await this.#enter('get', address);
    return copy(this.#store.find(address));
  }

  async list(kind: Kind, namespace: string | undefined, selector = {}) {
    await this.#enter('list', { ...kind, name: '', ...(namespace === undefined ? {} : { namespace }) });
    return { items: copy(this.#store.list(kind, namespace, selector)), resourceVersion: this.#store.version };
  }

  async *watch(...[kind, namespace, from, options]: Parameters<Kubernetes['watch']>): ReturnType<Kubernetes['watch']> {
    await this.#enter('watch', { ...kind, name: '', ...(namespace === undefined ? {} : { namespace }) });
    for await (const event of this.#store.watch(kind, namespace, { ...options, from: from.resourceVersion })) {
      yield copy(event);
    }
  }

  async apply(given: KubernetesObject, options: ApplyOptions = {}): Promise<KubernetesObject> {
    const address = addressOf(given);
    await this.#enter('apply', address, options);
    const live = this.#store.find(address);
    refuseMoved(given, live);
    const object = withoutVersion(given);
    if (options.force !== true) this.#refuseConflicts(object);
    const before = this.#applied.get(textOf(address));
    const merged = mergeApplied(live ?? {}, before, object) as KubernetesObject;
    validateWrite(merged, live, this.#store.all());
    if (options.dryRun === true) return dryRunOf(merged, live);
    this.#applied.set(textOf(address), copy(object));
    if (options.force === true) this.#foreign.delete(textOf(address));
    return this.#stored('apply', merged);
  }

  async create(object: KubernetesObject, options: { dryRun?: boolean } = {}): Promise<KubernetesObject> {
    const address = addressOf(object);
    await this.#enter('create', address, options);
    if (this.#store.find(address) !== undefined) {
      throw new KubernetesError(409, 'AlreadyExists', `${textOf(address)} already exists`);
    }
    validateWrite(object, undefined, this.#store.all());
    return options.dryRun === true ? dryRunOf(object, undefined) : this.#stored('create', object);
  }

  async replace(object: KubernetesObject): Promise<KubernetesObject> {
    const address = addressOf(object);
    await this.#enter('replace', address);
    const live = this.#store.find(address);
    if (live === undefined) throw new KubernetesError(404, 'NotFound', `${textOf(address)} not found`);
    if (live.metadata.resourceVersion !== object.metadata.resourceVersion) {
      throw new KubernetesError(409, 'Conflict', `${textOf(address)}: the object has been modified`);
    }
    validateWrite(object, live, this.#store.all());
    return this.#stored('replace', object);
  }

  async delete(address: ObjectAddress, options: { uid?: string } = {}): Promise<boolean> {
    await this.#enter('delete', address);
    const live = this.#store.find(address);
    if (live === undefined) return false;
    if (options.uid !== undefined && options.uid !== live.metadata.uid) {
      throw new KubernetesError(409, 'Conflict', `${textOf(address)}: the UID in the precondition does not match`);
    }
    this.#store.remove(address);
    this.#applied.delete(textOf(address));
    this.#react('delete', live);
    return true;
  }

  async logs(...[pod, options]: Parameters<Kubernetes['logs']>): Promise<string> {
    await this.#enter('logs', { apiVersion: 'v1', kind: 'Pod', namespace: pod.namespace, name: pod.name });
    const text = this.#logs.get(`${pod.name}/${pod.container}/${options.previous}`) ?? '';
    return text.split('\n').slice(-options.tailLines).join('\n');
  }

  async events(namespace: string, uid: string): Promise<readonly KubernetesObject[]> {
    await this.#enter('events', { apiVersion: 'v1', kind: 'Event', namespace, name: uid });
    return copy(
      this.#store.list({ apiVersion: 'v1', kind: 'Event' }, namespace, { fields: `involvedObject.uid=${uid}` }),
    );
  }

  async http(request: HttpProbeRequest): Promise<HttpProbeResponse> {
    await this.#enter('http', {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: request.namespace,
      name: request.service,
    });
    return this.#http(request);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  async #enter(verb: Verb, address: ObjectAddress, options: ApplyOptions = {}): Promise<void> {
    const { kind, namespace, name } = address;
    const dryRun = options.dryRun === true;
    this.calls.push({ verb, kind, namespace, name, dryRun, force: options.force === true });
    const fault = this.#faults.find(
      (one) =>
        one.times > 0 &&
        one.verb === verb &&
        (one.kind ?? kind) === kind &&
        (one.name ?? name) === name &&
        (one.dryRun ?? dryRun) === dryRun,
    );
    if (fault !== undefined) {
      fault.times -= 1;
      throw fault.error;
    }
    if ((await this.scope(address)) === undefined) {
      throw new KubernetesError(404, 'UnknownKind', `the server has no kind ${kind} in ${address.apiVersion}`);
    }
  }

  #refuseConflicts(object: KubernetesObject): void {
    const foreign = this.#foreign.get(textOf(addressOf(object)));
    if (foreign === undefined) return;
    const { metadata: _metadata, ...rest } = object;
    for (const [path, value] of leaves(rest)) {
      if (foreign.fields.has(path) && JSON.stringify(foreign.fields.get(path)) !== JSON.stringify(value)) {
        const message = `Apply failed with 1 conflict: conflict with "${foreign.manager}": .${path}`;
        throw new KubernetesError(409, 'Conflict', message);
      }
    }
  }

  #stored(verb: Verb, object: KubernetesObject): KubernetesObject {
    const stored = copy(this.put(object));
    this.#react(verb, stored);
    return stored;
  }

  #react(verb: Verb, object: KubernetesObject): void {
    for (const reaction of this.#reactions) {
      if (reaction.verb === verb && (reaction.kind === object.kind || reaction.kind === '*')) {
        reaction.react(this, object);
      }
    }
  }
}

/** An API server in memory. */
export const fakeKubernetes = (options?: ConstructorParameters<typeof FakeKubernetes>[0]): FakeKubernetes =>
  new FakeKubernetes(options);

const copy = <T>(value: T): T => structuredClone(value);

const textOf = (address: ObjectAddress): string =>
  `${address.kind} ${address.namespace === undefined ? '' : `${address.namespace}/`}${address.name}`;

/** A version or uid in what is applied is a condition, and one without an object makes no version true but any uid false. */
function refuseMoved({ metadata, ...object }: KubernetesObject, live: KubernetesObject | undefined): void {
  const { resourceVersion, uid } = metadata;
  const other =
    live !== undefined && resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion;
  if (other || (uid !== undefined && uid !== live?.metadata.uid)) {
    throw new KubernetesError(409, 'Conflict', `${object.kind} ${metadata.name}: the object has been modified`);
  }
}

function withoutVersion(object: KubernetesObject): KubernetesObject {
  const { resourceVersion: _version, uid: _uid, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function dryRunOf(object: KubernetesObject, live: KubernetesObject | undefined): KubernetesObject {
  const uid = live?.metadata.uid ?? 'uid-dry-run';
  return copy({ ...object, metadata: { ...object.metadata, uid } });
}
