import type { Clock } from '../../shared/adapters/clock.ts';

type Sleeper = { readonly at: number; readonly wake: () => void };

/** Turns of the event loop in which nothing happens before time moves on: what is under way in memory comes first. */
const IDLE_TURNS = 3;

/**
 * Time that passes only while everybody sleeps: then it jumps to the next one who wants to wake. Background renewals
 * and a foreground that waits keep their order, and no test waits for real.
 */
export function virtualClock(start = Date.parse('2026-11-21T12:00:00Z')): Clock {
  let now = start;
  let running = false;
  const sleepers = new Set<Sleeper>();
  const run = async (): Promise<void> => {
    running = true;
    while (sleepers.size > 0) {
      const before = sleepers.size;
      for (let turn = 0; turn < IDLE_TURNS; turn += 1) await new Promise((done) => setImmediate(done));
      if (sleepers.size !== before) continue;
      const [next] = [...sleepers].sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      now = Math.max(now, next.at);
      sleepers.delete(next);
      next.wake();
    }
    running = false;
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        if (!running) void run();
      }),
  };
}
