import { partsOf } from './paths.ts';

/** As the kernel: more steps than this are a loop. */
const MAX_STEPS = 40;

/**
 * The real path behind `path` inside the image, and never outside of it: `..` above the root stays at the root, as it
 * does for the process that will run in there.
 * @param linkAt where the symbolic link at a path leads, as written; undefined when there is none.
 * @throws on a loop of links.
 */
export function resolveLinks(path: string, linkAt: (path: string) => string | undefined): string {
  // The next part is at the end: a link puts its own parts there.
  const todo = partsOf(path).reverse();
  let done: string[] = [];
  let steps = 0;
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '..') {
      done.pop();
      continue;
    }
    const target = linkAt(done.length === 0 ? part : `${done.join('/')}/${part}`);
    if (target === undefined) {
      done.push(part);
      continue;
    }
    steps += 1;
    if (steps > MAX_STEPS) throw new Error(`${path}: too many links`);
    if (target.startsWith('/')) done = [];
    todo.push(...partsOf(target).reverse());
  }
  return done.join('/');
}
