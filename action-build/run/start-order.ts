/** Everybody that is needed, and in which stages they can start. */
export type StartOrder = { readonly members: readonly string[]; readonly stages: readonly (readonly string[])[] };

/**
 * Orders services so that each comes after all that it needs. Where the needs go in a circle nobody can be first: then
 * the connection that closes the circle is not waited for.
 * @param needs names of what a service talks to
 */
export function startOrder(first: readonly string[], needs: (name: string) => readonly string[]): StartOrder {
  const depth = new Map<string, number>();
  const onTheWay = new Set<string>();
  const visit = (name: string): number => {
    const known = depth.get(name);
    if (known !== undefined) return known;
    onTheWay.add(name);
    const below = needs(name).filter((other) => !onTheWay.has(other));
    const own = Math.max(-1, ...below.map(visit)) + 1;
    onTheWay.delete(name);
    depth.set(name, own);
    return own;
  };
  for (const name of first) visit(name);
  const members = [...depth.keys()];
  const deepest = Math.max(-1, ...depth.values());
  const stages = Array.from({ length: deepest + 1 }, (_, at) => members.filter((name) => depth.get(name) === at));
  return { members, stages };
}
