/** A link of an image's filesystem. Paths have no slash at either end. */
export type Link = {
  readonly kind: 'symbolic' | 'hard';
  /** As written for a symbolic link; a path from the image's root for a hard one. */
  readonly target: string;
};

/** As the kernel: more steps than this are a loop. */
const MAX_STEPS = 40;

/** Parts of a path, `.` and empty ones left out. */
const parts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/**
 * The real path behind `path` inside the image, and never outside of it: `..` above the root stays at the root, as it
 * does for the process that will run in there.
 * @throws on a loop of links.
 */
export function resolveLinks(path: string, links: ReadonlyMap<string, Link>): string {
  let todo = parts(path);
  let done: string[] = [];
  let steps = 0;
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    if (part === '..') {
      done.pop();
      continue;
    }
    const link = links.get([...done, part].join('/'));
    if (link === undefined) {
      done.push(part);
      continue;
    }
    steps += 1;
    if (steps > MAX_STEPS) throw new Error(`${path}: too many links`);
    if (link.kind === 'hard' || link.target.startsWith('/')) done = [];
    todo = [...parts(link.target), ...todo];
  }
  return done.join('/');
}
