import { KubernetesError, type KubernetesObject, type ListResult, type Selector } from './port.ts';
import type { Sender } from './sender.ts';

/** Objects per page: a page stays well below what a server answers in a second. */
const PAGE = 500;
const TIMEOUT = 60_000;

type ListBody = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly KubernetesObject[] | null;
};

/** Every object of a collection, of one moment: pages continue the first page's version. */
export async function listAll(send: Sender, path: string, selector: Selector = {}): Promise<ListResult> {
  try {
    return await pages(send, path, selector, PAGE);
  } catch (thrown) {
    // The version of the first page was compacted away while the others were read: once more, in one piece.
    if (thrown instanceof KubernetesError && thrown.status === 410) return await pages(send, path, selector, 0);
    throw thrown;
  }
}

async function pages(send: Sender, path: string, selector: Selector, limit: number): Promise<ListResult> {
  const items: KubernetesObject[] = [];
  let next = '';
  for (;;) {
    const query = queryOf(selector, { limit: limit === 0 ? '' : String(limit), continue: next });
    const { body } = await send({ method: 'GET', path: `${path}${query}`, timeout: TIMEOUT }, 'read');
    const page = JSON.parse(body) as ListBody;
    // Items of a list carry no kind of their own.
    const { apiVersion, kind } = { apiVersion: page.apiVersion, kind: page.kind.replace(/List$/, '') };
    for (const item of page.items ?? []) items.push({ ...item, apiVersion, kind });
    next = page.metadata.continue ?? '';
    if (next === '') return { items, resourceVersion: page.metadata.resourceVersion };
  }
}

/** `?a=b&c=d` of everything that is not empty. */
export function queryOf(selector: Selector, more: Readonly<Record<string, string>>): string {
  const all = { labelSelector: selector.labels ?? '', fieldSelector: selector.fields ?? '', ...more };
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}
