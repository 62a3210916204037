/** What is known about a request that failed. */
export type FailedRequest = {
  readonly method: string;
  /** Undefined when there was no answer at all. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
};

/** How often a read is sent again at most. */
export const RETRIES = 3;

/** Milliseconds before the first, second and third repetition when GitHub does not name a time. */
const PAUSES = [250, 1_000, 3_000] as const;

/** Longest wait that GitHub may ask for, in milliseconds; a job that waits longer is better started again. */
const LONGEST_WAIT = 60_000;

/** Wait after a secondary rate limit without a time, as GitHub's documentation asks for. */
const SECONDARY_WAIT = 60_000;

function limitWait(request: FailedRequest, now: number): number | undefined {
  const after = request.headers['retry-after'];
  if (after !== undefined && /^\d+$/.test(String(after))) return Number(after) * 1_000;
  const reset = Number(request.headers['x-ratelimit-reset']);
  if (String(request.headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset))
    return Math.max(reset * 1_000 - now, 0) + 1_000;
  return /secondary rate limit/i.test(request.message) ? SECONDARY_WAIT : undefined;
}

/**
 * Milliseconds after which a request may be sent again; undefined when it may not. Only reads are repeated: an answer
 * that was lost on its way back does not say whether the write was done. No refusal is repeated: it would be the same.
 * @param attempt how many repetitions there were so far
 */
export function retryDelay(request: FailedRequest, attempt: number, now: number): number | undefined {
  if (request.method !== 'GET' || attempt >= RETRIES) return undefined;
  const { status } = request;
  const pause = PAUSES[attempt] ?? LONGEST_WAIT;
  if (status !== undefined && status < 500 && status !== 403 && status !== 429) return undefined;
  const wait = limitWait(request, now) ?? (status === 403 ? undefined : pause);
  return wait !== undefined && wait <= LONGEST_WAIT ? wait : undefined;
}
