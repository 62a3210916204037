import { type Kind, KubernetesError, type ObjectAddress } from './port.ts';
import type { Sender } from './sender.ts';

/** Where the objects of a kind live: `/apis/apps/v1` and `deployments`. */
export type Resource = { readonly root: string; readonly name: string; readonly namespaced: boolean };

type ApiResource = { readonly name: string; readonly kind: string; readonly namespaced: boolean };

const TIMEOUT = 30_000;

/** Kind → resource, from the server's own lists, one request per group and version. */
export class Discovery {
  readonly #send: Sender;
  readonly #lists = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(send: Sender) {
    this.#send = send;
  }

  /** Undefined when the server does not serve the kind (now: a definition may bring it later). */
  async find({ apiVersion, kind }: Kind): Promise<Resource | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const known = this.#lists.get(root);
    const pick = (list: readonly ApiResource[]): Resource | undefined => {
      // Subresources (`deployments/scale`) carry kinds too.
      const found = list.find((one) => one.kind === kind && !one.name.includes('/'));
      return found === undefined ? undefined : { root, name: found.name, namespaced: found.namespaced };
    };
    const cached = known === undefined ? undefined : pick(await known);
    if (cached !== undefined) return cached;
    const reading = this.#read(root);
    this.#lists.set(root, reading);
    // A refusal must not be remembered as the answer.
    reading.catch(() => this.#lists.delete(root));
    return pick(await reading);
  }

  /** The path of one object, or of the collection when the name is empty. */
  async path(address: ObjectAddress): Promise<string> {
    const { namespace, name, kind, apiVersion } = address;
    const resource = await this.find(address);
    if (resource === undefined) {
      throw new KubernetesError(404, 'UnknownKind', `the server has no kind ${kind} in ${apiVersion}`);
    }
    const part = (text: string): string => encodeURIComponent(text);
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${part(namespace)}` : '';
    if (resource.namespaced && namespace === undefined && name !== '') {
      throw new KubernetesError(400, 'BadRequest', `${kind} ${name} is namespaced and its address has no namespace`);
    }
    return `${resource.root}${scope}/${resource.name}${name === '' ? '' : `/${part(name)}`}`;
  }

  async #read(root: string): Promise<readonly ApiResource[]> {
    try {
      const { body } = await this.#send({ method: 'GET', path: root, timeout: TIMEOUT }, 'read');
      return (JSON.parse(body) as { resources?: readonly ApiResource[] }).resources ?? [];
    } catch (thrown) {
      if (thrown instanceof KubernetesError && thrown.status === 404) return [];
      throw thrown;
    }
  }
}
