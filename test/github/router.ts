import type { Operation } from './description.ts';

/** What an address means: an operation, and the values in its path. */
export type Route = { readonly operation: Operation; readonly params: Readonly<Record<string, string>> };

/** Finds the operation of a request; undefined when the description has none for it. */
export type Router = (method: string, path: string) => Route | undefined;

/** GitHub takes slashes in these although the description does not mark them. */
const MULTI_SEGMENT = new Set(['path', 'branch', 'ref', 'basehead']);

type Compiled = { readonly operation: Operation; readonly pattern: RegExp; readonly names: readonly string[] };

function compile(operation: Operation): Compiled {
  const names: string[] = [];
  const source = operation.path.replaceAll(
    /\{([^}]+)\}|[.+?^$()|[\]\\]/g,
    (found: string, name: string | undefined) => {
      if (name === undefined) return `\\${found}`;
      names.push(name);
      const marked = operation.parameters.some((parameter) => parameter.name === name && parameter.multiSegment);
      return marked || MULTI_SEGMENT.has(name) ? '(.+)' : '([^/]+)';
    },
  );
  return { operation, pattern: new RegExp(`^${source}$`), names };
}

/** More words that must match literally come first: `/commits/{sha}/pulls` before `/commits/{ref}`. */
const literalWords = (path: string): number =>
  path.split('/').filter((part) => part !== '' && !part.startsWith('{')).length;

/** Makes a router over the operations of a description. */
export function createRouter(operations: readonly Operation[]): Router {
  const routes = operations
    .map(compile)
    .sort((a, b) => literalWords(b.operation.path) - literalWords(a.operation.path));
  return (method, path) => {
    for (const { operation, pattern, names } of routes) {
      const match = operation.method === method ? pattern.exec(path) : null;
      if (match === null) continue;
      const values = match.slice(1).map(decodeURIComponent);
      return { operation, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) };
    }
    return undefined;
  };
}
