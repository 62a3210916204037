import type { Clock } from '../../shared/adapters/clock.ts';

/** A clock that moves only when someone sleeps, or when the test says so. */
export type FakeClock = Clock & { advance(ms: number): void; readonly slept: number[] };

export function fakeClock(start = Date.parse('2026-11-21T12:00:00Z')): FakeClock {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
      // A real turn, so that loops that sleep cannot starve everything else.
      await new Promise((done) => setImmediate(done));
      signal?.throwIfAborted();
    },
  };
}
