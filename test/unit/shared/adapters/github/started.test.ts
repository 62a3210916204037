import { expect, test } from 'vitest';
import { connectGitHub } from '../../../../../shared/adapters/github/connect-github.ts';
import type { GitHub } from '../../../../../shared/adapters/github/port.ts';
import { json, type ScriptedServer, scriptedServer } from './server.ts';

const SHA = 'a'.repeat(40);
const connect = (server: ScriptedServer): GitHub =>
  connectGitHub({ apiUrl: server.url, owner: 'acme', repo: 'tracker' }, 'token', { patience: 0.01 });

const run = (change: object = {}) => ({
  id: 5,
  run_attempt: 1,
  name: 'override',
  path: '.github/workflows/override.yml',
  event: 'workflow_dispatch',
  head_sha: SHA,
  head_branch: 'main',
  head_repository: { id: 9 },
  repository: { id: 9 },
  status: 'completed',
  conclusion: 'success',
  created_at: '2026-11-21T12:00:00Z',
  html_url: 'https://x',
  actor: { id: 7, login: 'ada', type: 'User' },
  triggering_actor: null,
  ...change,
});

test('GitHub’s clock is that of its last answer, and nothing before', async () => {
  await using server = await scriptedServer(
    json(run(), 200, { date: 'Sat, 21 Nov 2026 12:00:00 GMT' }),
    json(run(), 200, { date: 'Sat, 21 Nov 2026 12:00:09 GMT' }),
  );
  const github = connect(server);
  expect(github.time()).toBeNull();
  await github.startedRun(5);
  expect(github.time()).toBe(Date.parse('2026-11-21T12:00:00Z'));
  await github.startedRun(5);
  expect(github.time()).toBe(Date.parse('2026-11-21T12:00:09Z'));
});

test('a run comes with who started it, and only the run that was asked for', async () => {
  await using server = await scriptedServer(json(run()), json(run({ id: 6 })), json(run({ actor: undefined })));
  const github = connect(server);
  expect(await github.startedRun(5)).toMatchObject({ id: 5, actor: { id: 7 }, triggeringActor: null });
  await expect(github.startedRun(5)).rejects.toMatchObject({ code: 'GITHUB_UNREADABLE' });
  await expect(github.startedRun(5)).rejects.toMatchObject({ code: 'GITHUB_UNREADABLE' });
});

test('artifacts are asked for by their whole name, and a list that is cut is no list', async () => {
  const artifact = {
    id: 1,
    name: 'countersign-override.tracker',
    size_in_bytes: 3,
    digest: null,
    expired: false,
    created_at: '2026-11-21T12:00:00Z',
    workflow_run: { id: 5, head_sha: SHA, head_repository_id: 9, repository_id: 9 },
  };
  await using server = await scriptedServer(
    json({ total_count: 1, artifacts: [artifact] }),
    json({ total_count: 2, artifacts: [artifact] }),
  );
  const github = connect(server);
  expect(await github.artifactsNamed('countersign-override.tracker')).toHaveLength(1);
  expect(server.seen[0]?.path).toBe(
    '/repos/acme/tracker/actions/artifacts?name=countersign-override.tracker&per_page=100',
  );
  await expect(github.artifactsNamed('countersign-override.tracker')).rejects.toMatchObject({
    code: 'GITHUB_UNREADABLE',
  });
});

test('a comment that GitHub refuses is never sent a second time', async () => {
  await using server = await scriptedServer(json({ message: 'x' }, 502), json({ id: 1, body: 'x', user: null }, 201));
  const github = connect(server);
  await expect(github.createComment(7, 'x')).rejects.toMatchObject({ code: 'GITHUB_UNREADABLE' });
  expect(server.seen).toHaveLength(1);
});
