/** Requests under way at once: enough to hide the distance to the cluster, few enough for its fairness limits. */
const WIDTH = 24;

/**
 * Runs `work` for all items and comes back only when none is under way any more, even when some failed: a write that is
 * still in the air must not meet the restore that follows.
 *
 * @param width how many at once.
 * @throws what the first failing item threw.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  width = WIDTH,
): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (thrown) {
        failures.push(thrown);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
