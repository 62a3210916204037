/**
 * Circles in a graph of names, each once and beginning with the node that comes first in the map.
 * @param edges each node with the nodes that it leads to; names that are no node lead nowhere
 */
export function cycles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): void => {
    const start = trail.indexOf(node);
    if (start >= 0) {
      found.push(trail.slice(start));
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  const order = [...edges.keys()];
  return found.map((cycle) => rotate(cycle, order));
}

function rotate(cycle: readonly string[], order: readonly string[]): readonly string[] {
  const first = [...cycle].sort((left, right) => order.indexOf(left) - order.indexOf(right))[0] ?? '';
  const at = cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
