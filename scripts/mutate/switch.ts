/** Thrown when a mutant goes round without an end. */
class Endless extends Error {}

type State = { active: number; calls: number; most: number; seen: Set<number> | undefined };

const state: State = { active: 0, calls: 0, most: Number.POSITIVE_INFINITY, seen: undefined };

Object.assign(globalThis, {
  __mutant(id: number): boolean {
    state.seen?.add(id);
    state.calls += 1;
    if (state.calls > state.most) throw new Endless('it does not end');
    return id === state.active;
  },
});

/** Turns one mutant on; 0 for none. */
export function turnOn(id: number): void {
  state.active = id;
}

/** Runs something with at most so many evaluations. */
export async function counted(
  most: number,
  work: () => unknown,
): Promise<{ readonly calls: number; readonly seen: ReadonlySet<number> }> {
  const seen = new Set<number>();
  Object.assign(state, { calls: 0, most, seen: most === Number.POSITIVE_INFINITY ? seen : undefined });
  await work();
  return { calls: state.calls, seen };
}
