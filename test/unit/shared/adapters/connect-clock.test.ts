import { expect, test } from 'vitest';
import { connectClock } from '../../../../shared/adapters/connect-clock.ts';

test('tells the time and sleeps until it is over', async () => {
  const clock = connectClock();
  const before = Date.now();
  await clock.sleep(15);
  expect(clock.now()).toBeGreaterThanOrEqual(before + 10);
});

test('an aborted sleep rejects with the reason of the signal', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const sleep = connectClock().sleep(60_000, abort.signal);
  abort.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  await expect(connectClock().sleep(1, abort.signal)).rejects.toBe(reason);
});
