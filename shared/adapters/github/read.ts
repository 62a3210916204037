import * as z from 'zod';
import { unreadable } from './unreadable.ts';

/** An answer of the API as far as it is needed here. */
export type Answer = { readonly status: number; readonly url: string; readonly data: unknown };

/** Pages of one list; more would be a next page that leads back. */
const MOST_PAGES = 200;

/**
 * The answer in our words.
 * @throws UserError('GITHUB_UNREADABLE') that names the first field that is missing or odd
 */
export function parseAnswer<S extends z.ZodType>(answer: Answer, schema: S, method = 'GET'): z.output<S> {
  const result = schema.safeParse(answer.data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'the answer' : `"${issue.path.map(String).join('.')}"`;
  const message = `${field} is missing or of another form than GitHub documents`;
  throw unreadable({ method, url: answer.url, status: answer.status, message });
}

const counted = z.object({ total_count: z.int().min(0) });

/**
 * Every item of every page, by the key that tells items apart.
 * @throws UserError('GITHUB_UNREADABLE') when a page cannot be read, or when there are not as many items as GitHub
 * says there are: an item that came or went between two pages pushes another one across the border unseen.
 */
export async function readPages<T>(
  pages: AsyncIterable<Answer>,
  schema: z.ZodType<T>,
  keyOf: (item: T) => string | number,
): Promise<readonly T[]> {
  const items = new Map<string | number, T>();
  let last: { page: Answer; total: number | undefined } | undefined;
  let count = 0;
  for await (const page of pages) {
    for (const item of parseAnswer(page, z.array(schema))) items.set(keyOf(item), item);
    const total = counted.safeParse({ total_count: (page.data as { total_count?: unknown }).total_count });
    last = { page, total: total.success ? total.data.total_count : undefined };
    count += 1;
    if (count > MOST_PAGES)
      throw unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the list does not end' });
  }
  if (last?.total !== undefined && last.total !== items.size)
    throw unreadable({
      method: 'GET',
      url: last.page.url,
      status: last.page.status,
      message: `the list has ${last.total} entries, of which ${items.size} came; it changed while it was read, or is longer than GitHub gives`,
    });
  return [...items.values()];
}
