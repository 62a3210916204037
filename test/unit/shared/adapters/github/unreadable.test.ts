import { expect, test } from 'vitest';
import { type Failure, unreadable } from '../../../../../shared/adapters/github/unreadable.ts';

const line = (change: Partial<Failure>): string =>
  unreadable({
    method: 'GET',
    url: 'https://api.github.com/repos/acme/tracker/pulls/7/reviews?per_page=100',
    status: 403,
    message: '',
    ...change,
  }).message;

test('names method, path, status and the missing permission', () => {
  expect(line({ message: 'Resource not accessible by integration' })).toBe(
    'GET /repos/acme/tracker/pulls/7/reviews: 403 Resource not accessible by integration; the job needs "pull-requests: read"',
  );
});

test.each([
  ['/repos/a/b/commits/abc/pulls', 'pull-requests: read'],
  ['/repos/a/b/commits/abc', 'contents: read'],
  ['/repos/a/b/actions/runs', 'actions: read'],
  ['/repos/a/b/deployments/1/statuses', 'deployments: read'],
  ['/repos/a/b/compare/x...y', 'contents: read'],
  ['/repos/a/b/contents/x', 'contents: read'],
  ['/api/v3/repos/a/b/actions/runs', 'actions: read'],
])('%s needs %s', (path, permission) => {
  expect(line({ url: `https://github.example${path}`, status: 403 })).toContain(`needs "${permission}"`);
});

test('a write needs more than a read', () => {
  const url = 'https://github.example/repos/a/b/deployments';
  expect(line({ method: 'POST', url, status: 403 })).toContain('needs "deployments: write"');
});

test('a refused token, a limit, an outage and a cut are told apart', () => {
  expect(line({ status: 401 })).toContain('not valid or has expired');
  expect(line({ status: 429 })).toContain('rate limit');
  expect(line({ status: 403, message: 'API rate limit exceeded' })).toContain('rate limit of the token');
  expect(line({ status: 502 })).toContain('GitHub did not answer');
  expect(line({ status: undefined, message: 'ECONNREFUSED' })).toContain('could not be reached');
  expect(line({ status: 404 })).toContain('does not exist, or the job needs');
});

test('after a write nobody knows whether it was done', () => {
  expect(line({ method: 'POST', status: 502 })).toContain('whether it was done is not known');
});

test('is one line and not a page of HTML', () => {
  const text = line({ status: 502, message: `<html>\n${'x'.repeat(5_000)}` });
  expect(text).not.toContain('\n');
  expect(text.length).toBeLessThan(400);
});
