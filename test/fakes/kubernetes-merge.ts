import { isDeepStrictEqual } from 'node:util';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Server-side apply, simplified: maps are merged, lists and scalars are replaced, and a field that this manager applied
 * before and does not apply now is removed. (The real server merges lists by key.)
 */
export function mergeApplied(live: unknown, before: unknown, applied: unknown): unknown {
  if (!isPlain(applied) || !isPlain(live)) return applied;
  const previous = isPlain(before) ? before : {};
  const result: Record<string, unknown> = { ...live };
  for (const key of Object.keys(previous)) if (!(key in applied)) delete result[key];
  for (const [key, value] of Object.entries(applied)) result[key] = mergeApplied(live[key], previous[key], value);
  return result;
}

/** Paths of the leaves, as in `spec.replicas`; a list is one leaf. */
export function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (!isPlain(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** What an object wants, without what the server and the controllers write. */
function desired(object: Plain): Plain {
  const { metadata: _metadata, status: _status, ...rest } = object;
  return rest;
}

export const sameDesired = (a: Plain, b: Plain): boolean => isDeepStrictEqual(desired(a), desired(b));
