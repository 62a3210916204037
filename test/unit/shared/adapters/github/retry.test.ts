import { describe, expect, test } from 'vitest';
import { type FailedRequest, RETRIES, retryDelay } from '../../../../../shared/adapters/github/retry.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const failed = (change: Partial<FailedRequest> = {}): FailedRequest => ({
  method: 'GET',
  status: 502,
  headers: {},
  message: '',
  ...change,
});
const delay = (change: Partial<FailedRequest> = {}, attempt = 0): number | undefined =>
  retryDelay(failed(change), attempt, NOW);

describe('retryDelay', () => {
  test('reads are repeated after growing pauses, three times', () => {
    const delays = [0, 1, 2, 3].map((attempt) => delay({}, attempt));
    expect(delays).toEqual([250, 1_000, 3_000, undefined]);
    expect(RETRIES).toBe(3);
  });

  test('a cut connection is repeated like a 5xx', () => expect(delay({ status: undefined })).toBe(250));

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is never repeated', (method) => {
    for (const status of [undefined, 429, 500, 502, 503])
      expect(delay({ method, status, headers: { 'retry-after': '1' } })).toBeUndefined();
  });

  test.each([400, 401, 404, 409, 410, 422, 451])('a %i is never repeated', (status) => {
    expect(delay({ status, headers: { 'retry-after': '1' } })).toBeUndefined();
  });

  test('a 403 is repeated only when it is a rate limit', () => {
    expect(delay({ status: 403, message: 'Resource not accessible by integration' })).toBeUndefined();
    expect(delay({ status: 403, headers: { 'retry-after': '7' } })).toBe(7_000);
    expect(delay({ status: 403, message: 'You have exceeded a secondary rate limit.' })).toBe(60_000);
  });

  test('waits as long as GitHub says, up to a minute', () => {
    expect(delay({ status: 429, headers: { 'retry-after': '60' } })).toBe(60_000);
    expect(delay({ status: 429, headers: { 'retry-after': '61' } })).toBeUndefined();
    expect(delay({ status: 503, headers: { 'retry-after': '3600' } })).toBeUndefined();
  });

  test('waits for the reset of a used-up limit, if that is near', () => {
    const reset = (seconds: number) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': NOW / 1_000 + seconds });
    expect(delay({ status: 403, headers: reset(10) })).toBe(11_000);
    expect(delay({ status: 403, headers: reset(-10) })).toBe(1_000);
    expect(delay({ status: 403, headers: reset(600) })).toBeUndefined();
  });
});
