import type { Shape } from '../shapes/words.ts';
import type { Answer } from '../validate.ts';
import type { Call } from './handler.ts';

const PER_PAGE = 30;
const MOST = 100;

const perPage = (call: Call): number => Math.min(Number(call.query.get('per_page') ?? PER_PAGE), MOST);

function address(call: Call, changes: Readonly<Record<string, string>>): string {
  const url = new URL(call.url);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url.href;
}

const linkHeader = (links: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const parts = Object.entries(links).map(([relation, href]) => `<${href}>; rel="${relation}"`);
  return parts.length === 0 ? {} : { link: parts.join(', ') };
};

/** One page by number. Only its own items take shape. `wrap` puts a list into an object with its total. */
export async function paged<T>(
  call: Call,
  items: readonly T[],
  shape: (item: T) => Shape | Promise<Shape>,
  wrap: (page: readonly Shape[], total: number) => unknown = (page) => page,
): Promise<Answer> {
  const size = perPage(call);
  const page = Math.max(1, Number(call.query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = await Promise.all(items.slice((page - 1) * size, page * size).map(shape));
  const at = (number: number) => address(call, { page: String(number) });
  const links = {
    ...(page > 1 ? { prev: at(page - 1), first: at(1) } : {}),
    ...(page < last ? { next: at(page + 1), last: at(last) } : {}),
  };
  return { status: 200, json: wrap(shown, items.length), headers: linkHeader(links) };
}

/** One page by cursor (`after`), as the activity log is read. */
export async function pagedByCursor<T>(call: Call, items: readonly T[], shape: (item: T) => Shape): Promise<Answer> {
  const size = perPage(call);
  const cursor = call.query.get('after');
  const from = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
  const end = from + size;
  const next =
    end < items.length ? { next: address(call, { after: Buffer.from(String(end)).toString('base64url') }) } : {};
  return { status: 200, json: items.slice(from, end).map(shape), headers: linkHeader(next) };
}
