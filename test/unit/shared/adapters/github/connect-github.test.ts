import { describe, expect, test } from 'vitest';
import { makeClient } from '../../../../../shared/adapters/github/client.ts';
import { connectGitHub } from '../../../../../shared/adapters/github/connect-github.ts';
import type { GitHub } from '../../../../../shared/adapters/github/port.ts';
import { sha256 } from '../../../../../shared/domain/record.ts';
import { exampleArtifact } from '../../../../fakes/record.ts';
import { type Answer, bytes, cut, json, type ScriptedServer, scriptedServer, silence } from './server.ts';

const SHA = 'a'.repeat(40);
const connect = (server: ScriptedServer): GitHub =>
  connectGitHub({ apiUrl: server.url, owner: 'acme', repo: 'tracker' }, 'the-token', { patience: 0.01 });
const user = { id: 7, login: 'ada', type: 'User' };
const review = (id: number, change: object = {}) => ({
  id,
  user,
  state: 'APPROVED',
  commit_id: SHA,
  submitted_at: `2026-11-21T12:00:${String(id % 60).padStart(2, '0')}Z`,
  body: '',
  html_url: 'https://x',
  ...change,
});

/** What a call rejects with when the server answers so. */
async function refusal(
  answers: readonly Answer[],
  call: (github: GitHub) => Promise<unknown>,
): Promise<[unknown, number]> {
  await using server = await scriptedServer(...answers);
  const thrown = await call(connect(server)).then(
    (value) => ({ resolved: value }),
    (problem: unknown) => problem,
  );
  return [thrown, server.seen.length];
}

const reviews = (github: GitHub): Promise<unknown> => github.reviews(7);
const UNREADABLE = { code: 'GITHUB_UNREADABLE' };

describe('reads', () => {
  test('page to the end, count every request, and send the token', async () => {
    await using server = await scriptedServer(
      (response, seen) =>
        json([review(2), review(3)], 200, { link: `<http://${seen.headers.host}/page2>; rel="next"` })(response, seen),
      json([review(1)]),
    );
    const github = connect(server);
    expect((await github.reviews(7)).map((one) => one.id)).toEqual([1, 2, 3]);
    expect(github.calls()).toBe(2);
    expect(server.seen.map((one) => one.path)).toEqual(['/repos/acme/tracker/pulls/7/reviews?per_page=100', '/page2']);
    expect(server.seen.every((one) => one.headers.authorization === 'token the-token')).toBe(true);
  });

  test('are sent again after a 502 and after a cut, and then succeed', async () => {
    await using server = await scriptedServer(json({ message: 'x' }, 502), cut, json([review(1)]));
    const github = connect(server);
    expect(await github.reviews(7)).toHaveLength(1);
    expect(github.calls()).toBe(3);
  });

  test('an answer that is always cut off is unreadable, not an empty list', async () => {
    const [thrown, requests] = await refusal([cut], reviews);
    expect(thrown).toMatchObject(UNREADABLE);
    expect(requests).toBe(4);
  });

  const odd: [string, Answer][] = [
    ['a conflict', json({ message: 'Git Repository is empty.' }, 409)],
    ['an empty text', bytes('', 'application/json; charset=utf-8')],
    ['no content', (response) => void response.writeHead(204).end()],
    ['null', json(null)],
    ['an object in place of a list', json({})],
    ['a page of HTML', bytes('<html>', 'text/html')],
    ['half a JSON', bytes('[{"id":', 'application/json; charset=utf-8')],
    ['a review without user', json([review(1, { user: undefined })])],
    ['a review without commit', json([review(1, { commit_id: undefined })])],
    ['a review of an unknown state', json([review(1, { state: 'approved' })])],
    ['an approval without time', json([review(1, { submitted_at: undefined })])],
    ['a user without id', json([review(1, { user: { login: 'ada', type: 'User' } })])],
    ['a refusal', json({ message: 'Resource not accessible by integration' }, 403)],
    ['a missing token', json({ message: 'Bad credentials' }, 401)],
    ['not found', json({ message: 'Not Found' }, 404)],
  ];
  test.each(odd)('%s is unreadable at once', async (_name, answer) => {
    const [thrown, requests] = await refusal([answer], reviews);
    expect(thrown).toMatchObject(UNREADABLE);
    expect(requests).toBe(1);
  });

  test('a deleted account is null, and so is an unknown author', async () => {
    await using server = await scriptedServer(json([review(1, { user: null })]));
    expect((await connect(server).reviews(7))[0]?.user).toBeNull();
  });

  test('a list of runs or artifacts must have as many entries as GitHub says', async () => {
    const [thrown] = await refusal([json({ total_count: 1, artifacts: [] })], (github) => github.artifactsOfRun(1));
    expect(thrown).toMatchObject({ ...UNREADABLE, message: expect.stringContaining('1 entries, of which 0 came') });
  });

  test('a request that is never answered ends by itself', async () => {
    await using server = await scriptedServer(silence);
    const client = makeClient({ apiUrl: server.url, token: 't', timeout: 50, patience: 0.01, onRequest() {} });
    await expect(client.request('GET /x')).rejects.toMatchObject(UNREADABLE);
    expect(server.seen).toHaveLength(4);
  });

  test('a server that is not there is unreadable', async () => {
    const github = connectGitHub({ apiUrl: 'http://127.0.0.1:1', owner: 'a', repo: 'b' }, 't', { patience: 0.01 });
    await expect(github.repository()).rejects.toMatchObject({
      ...UNREADABLE,
      message: expect.stringContaining('GitHub could not be reached'),
    });
  });
});

describe('writes', () => {
  const request = { sha: SHA, environment: 'production', description: 'd', payload: {} };
  const deploy = (github: GitHub): Promise<unknown> => github.createDeployment(request);

  test.each([
    ['a 502', json({ message: 'x' }, 502)],
    ['a 429', json({ message: 'x' }, 429, { 'retry-after': '0' })],
    ['a cut', cut],
  ])('are sent once after %s', async (_name, answer) => {
    const [thrown, requests] = await refusal([answer], deploy);
    expect(thrown).toMatchObject({ ...UNREADABLE, message: expect.stringMatching(/^POST /) });
    expect(requests).toBe(1);
  });

  test('give the id that GitHub gave; an answer without one is unreadable', async () => {
    await using server = await scriptedServer(json({ id: 5 }, 201));
    expect(await connect(server).createDeployment(request)).toBe(5);
    expect((await refusal([json({ message: 'merged' }, 202)], deploy))[0]).toMatchObject(UNREADABLE);
  });
});

describe('branch and file', () => {
  const branch = { name: 'main', protected: true, commit: { sha: SHA } };

  test('a branch that is not there is undefined; a refusal is not', async () => {
    const read = (github: GitHub): Promise<unknown> => github.branch('main');
    expect(await refusal([json({ message: 'x' }, 404)], read)).toEqual([{ resolved: undefined }, 1]);
    expect((await refusal([json({ message: 'x' }, 403)], read))[0]).toMatchObject(UNREADABLE);
  });

  test('a renamed branch is not the one that was asked for', async () => {
    expect((await refusal([json(branch)], (github) => github.branch('old')))[0]).toEqual({ resolved: undefined });
  });

  test('a file comes byte for byte', async () => {
    const content = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0d, 0x0a]);
    await using server = await scriptedServer(bytes(content, 'application/vnd.github.raw+json; charset=utf-8'));
    expect(await connect(server).file('a/b c.yml', SHA)).toEqual(new Uint8Array(content));
    expect(server.seen[0]?.headers.accept).toMatch(/^application\/vnd\.github(\.v3)?\.raw$/);
  });

  test('an empty file is empty, a missing one undefined, a folder unreadable, a large one too', async () => {
    const read = (github: GitHub): Promise<unknown> => github.file('x', SHA);
    const raw = (body: string) => bytes(body, 'application/vnd.github.raw+json; charset=utf-8');
    expect((await refusal([raw('')], read))[0]).toEqual({ resolved: new Uint8Array() });
    expect((await refusal([json({ message: 'x' }, 404)], read))[0]).toEqual({ resolved: undefined });
    expect((await refusal([json([])], read))[0]).toMatchObject(UNREADABLE);
    expect((await refusal([raw('x'.repeat(1024 * 1024 + 1))], read))[0]).toMatchObject(UNREADABLE);
  });
});

test('the test merge of an open pull request is not its merge commit', async () => {
  const pull = {
    ...{ number: 7, html_url: 'x', title: 't', state: 'open', user, base: { ref: 'main' } },
    ...{
      head: { sha: SHA, ref: 'feature', repo: null },
      updated_at: '2026-11-21T12:00:00Z',
      merged_at: null,
      merge_commit_sha: 'b'.repeat(40),
    },
  };
  const merged = { ...pull, state: 'closed', merged_at: '2026-11-21T12:00:00Z' };
  await using server = await scriptedServer(json([pull, { ...merged, number: 8 }]));
  const found = await connect(server).pullRequestsOfCommit(SHA);
  expect(found.map((one) => one.mergeCommit)).toEqual([null, 'b'.repeat(40)]);
  expect(found[0]?.headRepositoryId).toBeNull();
});

describe('commits of a pull request', () => {
  const commit = (index: number) => ({
    sha: index.toString(16).padStart(40, '0'),
    parents: [],
    author: {},
    committer: null,
    commit: { message: 'm', tree: { sha: SHA }, author: { email: 'a' }, committer: { email: 'b' } },
  });
  const list = (count: number): Answer => json(Array.from({ length: count }, (_, index) => commit(index)));
  const read = (github: GitHub): Promise<unknown> => github.commitsOfPullRequest(7);

  test('up to 249 cost one request; 250 are checked against the real number', async () => {
    expect((await refusal([list(249)], read))[1]).toBe(1);
    const [whole] = await refusal([list(250), json({ commits: 250 })], read);
    expect(whole).toMatchObject({ resolved: { length: 250 } });
    expect((await refusal([list(250), json({ commits: 251 })], read))[0]).toMatchObject(UNREADABLE);
  });

  test('an author without an account is null', async () => {
    const [commits] = await refusal([list(1)], read);
    expect(commits).toMatchObject({ resolved: [{ author: null, committer: null }] });
  });

  test('a commit by another SHA than asked for is unreadable', async () => {
    expect((await refusal([json(commit(1))], (github) => github.commit(SHA)))[0]).toMatchObject(UNREADABLE);
  });
});

describe('downloadArtifact', () => {
  const zip = Buffer.from('not really a zip, but bytes');
  const artifact = exampleArtifact({ digest: `sha256:${sha256(zip)}` });
  const redirect =
    (location: string): Answer =>
    (response) =>
      void response.writeHead(302, { location }).end();

  test('follows to the store without the token, and gives the bytes', async () => {
    await using store = await scriptedServer(bytes(zip, 'application/zip'));
    await using server = await scriptedServer(redirect(`${store.url}/blob?sig=secret%2Bsig`));
    const github = connect(server);
    expect(Buffer.from(await github.downloadArtifact(artifact))).toEqual(zip);
    expect(server.seen[0]?.headers.authorization).toBe('token the-token');
    expect(store.seen).toHaveLength(1);
    expect(store.seen[0]?.path).toBe('/blob?sig=secret%2Bsig');
    expect(JSON.stringify(store.seen[0]?.headers)).not.toMatch(/authorization|the-token/);
    // The store is none of the API, and none of its limits.
    expect(github.calls()).toBe(1);
  });

  test('asks for a new address when the store fails, and never shows the signed one', async () => {
    await using store = await scriptedServer(bytes('no', 'text/plain', 503));
    await using server = await scriptedServer(redirect(`${store.url}/blob?sig=secretsig`));
    const problem = await connect(server)
      .downloadArtifact(artifact)
      .catch((thrown: unknown) => thrown);
    expect(problem).toMatchObject(UNREADABLE);
    expect(String(problem)).not.toContain('secretsig');
    expect([server.seen.length, store.seen.length]).toEqual([4, 4]);
  });

  test('bytes of another digest are unreadable', async () => {
    await using store = await scriptedServer(bytes('tampered', 'application/zip'));
    await using server = await scriptedServer(redirect(store.url));
    await expect(connect(server).downloadArtifact(artifact)).rejects.toMatchObject({
      ...UNREADABLE,
      message: expect.stringContaining('does not have the digest'),
    });
  });

  test.each([
    ['without digest', { digest: null }],
    ['that has expired', { expired: true }],
    ['that is too large', { size: 10 ** 9 }],
  ])('an artifact %s is refused before a request', async (_name, change) => {
    const [thrown, requests] = await refusal([json({})], (github) =>
      github.downloadArtifact({ ...artifact, ...change }),
    );
    expect(thrown).toMatchObject(UNREADABLE);
    expect(requests).toBe(0);
  });
});
