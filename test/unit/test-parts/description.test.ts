import { describe, expect, test } from 'vitest';
import { loadDescription } from '../../github/description.ts';
import { createRouter } from '../../github/router.ts';
import { allows, createTokens } from '../../github/tokens.ts';
import { requestProblems, responseProblems } from '../../github/validate.ts';

const description = loadDescription();
const route = createRouter(description.operations);
const operation = (id: string) => {
  const found = description.operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not described`);
  return found;
};

describe("GitHub's description", () => {
  test('states its version', () => expect(description.version).toMatch(/^\d+\.\d+\.\d+$/));

  test.each(description.operations.map((one) => [one.id, one] as const))('%s: all of its schemas compile', (_, one) => {
    for (const parameter of one.parameters) expect(parameter.check(undefined)).toBeInstanceOf(Array);
    expect(one.body?.check(undefined) ?? []).toBeInstanceOf(Array);
    for (const response of one.responses.values()) {
      for (const check of response.content.values()) expect(check(undefined)).toBeInstanceOf(Array);
    }
  });

  test('null is allowed where it was nullable, and nowhere else', () => {
    const problems = (json: unknown) =>
      responseProblems(description, operation('actions/get-reviews-for-run'), { status: 200, json });
    expect(problems([])).toEqual([]);
    expect(problems(null)).not.toEqual([]);
    const reviews = operation('pulls/list-reviews');
    const wrong = responseProblems(description, reviews, { status: 200, json: [{ user: null, id: null }] });
    expect(wrong.join()).toContain('/0/id must be integer');
    expect(wrong.join()).not.toContain('/0/user');
  });

  test('an answer of a status that is not described is wrong unless it is an error', () => {
    const get = operation('pulls/list-reviews');
    expect(responseProblems(description, get, { status: 202, json: [] })).toEqual([
      'status 202 is not described for pulls/list-reviews',
    ]);
    expect(responseProblems(description, get, { status: 403, json: { message: 'no' } })).toEqual([]);
    expect(responseProblems(description, get, { status: 403, json: { message: 5 } })).not.toEqual([]);
  });
});

describe('routes', () => {
  test.each([
    ['GET', '/repos/a/b/commits/abc/pulls', 'repos/list-pull-requests-associated-with-commit', { commit_sha: 'abc' }],
    ['GET', '/repos/a/b/commits/heads%2Fmain', 'repos/get-commit', { ref: 'heads/main' }],
    ['GET', '/repos/a/b/contents/k8s/app.yml', 'repos/get-content', { path: 'k8s/app.yml' }],
    ['GET', '/repos/a/b/contents/k8s%2Fa%20b.yml', 'repos/get-content', { path: 'k8s/a b.yml' }],
    ['GET', '/repos/a/b/branches/release/1.0', 'repos/get-branch', { branch: 'release/1.0' }],
    ['POST', '/repos/a/b/deployments/3/statuses', 'repos/create-deployment-status', { deployment_id: '3' }],
  ])('%s %s is %s', (method, path, id, params) => {
    expect(route(method, path)).toMatchObject({ operation: { id }, params: { owner: 'a', repo: 'b', ...params } });
  });

  test('an unknown address or method is nothing', () => {
    expect(route('DELETE', '/repos/a/b')).toBeUndefined();
    expect(route('GET', '/repos/a/b/c/d')).toBeUndefined();
  });
});

describe('requests', () => {
  const problems = (method: string, path: string, query = '', body?: unknown) => {
    const found = route(method, path);
    if (found === undefined) throw new Error(`${path} is no route`);
    return requestProblems(found, new URLSearchParams(query), body);
  };

  test('what fits is not complained about', () => {
    expect(problems('GET', '/repos/a/b/pulls/7/reviews', 'per_page=100&page=2')).toEqual([]);
    expect(
      problems('POST', '/repos/a/b/deployments', '', { ref: 'main', payload: { a: 1 }, required_contexts: [] }),
    ).toEqual([]);
  });

  test.each([
    ['GET', '/repos/a/b/pulls/seven', '', undefined, 'path parameter "pull_number": / must be integer'],
    ['GET', '/repos/a/b/pulls/7', 'stat=open', undefined, 'query parameter "stat" is unknown to pulls/get'],
    ['GET', '/repos/a/b/pulls', 'per_page=101', undefined, 'query parameter "per_page": the most is 100'],
    ['GET', '/repos/a/b/pulls', '', {}, 'pulls/list takes no body'],
    ['POST', '/repos/a/b/deployments', '', undefined, 'repos/create-deployment needs a body'],
    ['POST', '/repos/a/b/deployments', '', {}, "body: / must have required property 'ref'"],
    ['POST', '/repos/a/b/deployments', '', { ref: 'x', enviroment: 'beta' }, 'body: "enviroment" is unknown'],
  ])('%s %s %s', (method, path, query, body, problem) =>
    expect(problems(method, path, query, body)).toEqual([problem]),
  );
});

describe('tokens', () => {
  test('every operation on the repository beyond its own facts needs a permission', () => {
    const tokens = createTokens();
    const grant = tokens.grantOf(`Bearer ${tokens.issue({})}`);
    if (grant === undefined) throw new Error('the token was not accepted');
    const free = description.operations.filter((one) => allows(grant, one.id)).map((one) => one.id);
    expect(free.sort()).toEqual(['meta/root', 'rate-limit/get', 'repos/get', 'users/get-by-username']);
  });

  test('write includes read, read does not include write', () => {
    const tokens = createTokens();
    const grant = (permissions: Parameters<typeof tokens.issue>[0]) =>
      tokens.grantOf(`token ${tokens.issue(permissions)}`);
    const [read, write] = [grant({ deployments: 'read' }), grant({ deployments: 'write' })];
    if (read === undefined || write === undefined) throw new Error('the tokens were not accepted');
    expect(allows(write, 'repos/list-deployments')).toBe(true);
    expect(allows(read, 'repos/create-deployment')).toBe(false);
  });
});
