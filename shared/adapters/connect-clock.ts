import { setTimeout } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** The machine's clock. */
export const connectClock = (): Clock => ({
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
    } catch (thrown) {
      // Node rejects with an AbortError of its own; the port promises the signal's reason.
      signal?.throwIfAborted();
      throw thrown;
    }
  },
});
