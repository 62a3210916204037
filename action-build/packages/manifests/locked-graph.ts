/** One package of a lock file: what it is, and the keys of what it needs to run. */
export type Locked = {
  /** Name as npm knows it, with its scope. */
  readonly name: string;
  readonly version: string | null;
  /** Keys of other packages of the file; null for one that the file does not hold. */
  readonly needs: readonly (string | null)[];
};

/**
 * What is reached from the roots, each once and in the order of the file.
 * @returns undefined when the way leads to something that the file does not hold, so that nobody can say what is left out
 */
export function reached(
  packages: ReadonlyMap<string, Locked>,
  roots: readonly (string | null)[],
): Locked[] | undefined {
  const seen = new Set<Locked>();
  const open = [...roots];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const found = key === null ? undefined : packages.get(key);
    if (found === undefined) return undefined;
    if (seen.has(found)) continue;
    seen.add(found);
    open.push(...found.needs);
  }
  return [...new Set(packages.values())].filter((one) => seen.has(one));
}
