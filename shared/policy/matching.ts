/**
 * Gives every seat a person of its own, as far as that is possible at all: a maximum bipartite matching by augmenting
 * paths. Counting per role would let one person sign twice; choosing greedily would refuse what can be assigned.
 *
 * `candidates[seat]` are the people who may take that seat. Earlier seats and earlier candidates are preferred, so the
 * same input always gives the same answer. The result has the person of each seat, or null.
 */
export function assignSeats(candidates: readonly (readonly number[])[]): readonly (number | null)[] {
  const seatOf = new Map<number, number>();

  const place = (seat: number, tried: Set<number>): boolean => {
    for (const person of candidates[seat] ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const holder = seatOf.get(person);
      if (holder !== undefined && !place(holder, tried)) continue;
      seatOf.set(person, seat);
      return true;
    }
    return false;
  };

  for (const seat of candidates.keys()) place(seat, new Set());
  const personOf = new Map([...seatOf].map(([person, seat]) => [seat, person]));
  return candidates.map((_, seat) => personOf.get(seat) ?? null);
}
