import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type HistoryWorld, makeHistoryWorld } from '../harness/history-world.ts';
import { type ActionRun, type RunOptions, runDist } from '../harness/run-dist.ts';

/** The gate of a release on a runner without a checkout; GitHub's git is the stand-in's. */
const gate = ({ github }: HistoryWorld, sha: string, options: RunOptions = {}): Promise<ActionRun> =>
  runDist('validate', {
    github,
    inputs: { checkpoint: 'PRE', environment: 'production' },
    ...options,
    context: { sha, actor: 'linus', ...options.context },
    // The artifact library takes any other name for a server without an artifact service.
    env: { GITHUB_SERVER_URL: github.url.replace('127.0.0.1', 'github.localhost'), ...options.env },
  });

const said = (run: ActionRun): readonly unknown[] => [
  run.exitCode,
  run.outputs['verdict'],
  ...JSON.parse(run.outputs['reason-codes'] ?? '[]'),
];

/** Release 1 is verified; then comes an approved change, and release 2 that had left main before it. */
async function secondRelease(history: HistoryWorld): Promise<string> {
  const first = await history.change();
  await history.deployed(first.sha);
  await history.change({ approvals: ['grace'] });
  return (await history.change({ method: 'squash', commits: 2, from: first.sha })).sha;
}

test('a release is covered back to the last verified deployment, with a fetch of its own', async () => {
  await using history = await makeHistoryWorld();
  const run = await gate(history, await secondRelease(history), {
    token: history.github.tokenWith({
      contents: 'read',
      'pull-requests': 'read',
      actions: 'read',
      deployments: 'read',
    }),
  });
  expect(said(run)).toEqual([0, 'PASS']);
  expect(run.summary).toMatch(/2 of 2 changes since \w{12}/);
  expect(run.summary).toContain('gives its tree');
  expect(history.github.count('git/git-upload-pack')).toBeGreaterThan(0);
});

test('a direct push between two releases stops the second', async () => {
  await using history = await makeHistoryWorld();
  await history.deployed((await history.change()).sha);
  const pushed = await history.github.world.commit('main', { by: 'mallory', files: { 'x.txt': 'x' } });
  const run = await gate(history, (await history.change()).sha);
  expect(said(run)).toEqual([1, 'FAIL', 'CHANGE_UNREVIEWED']);
  expect(run.summary).toContain(`commit ${pushed.slice(0, 12)} by mallory`);
});

test('a job without deployments: read is told so', async () => {
  await using history = await makeHistoryWorld();
  const token = history.github.tokenWith({ contents: 'read', 'pull-requests': 'read', actions: 'read' });
  const run = await gate(history, await secondRelease(history), { token });
  expect(said(run)).toEqual([1, 'ERROR', 'GITHUB_UNREADABLE']);
  expect(run.summary).toContain('deployments: read');
});

test('a runner without git is told so', async () => {
  await using history = await makeHistoryWorld();
  const sha = await secondRelease(history);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-path-'));
  try {
    await symlink(process.execPath, join(folder, 'node'));
    const run = await gate(history, sha, { env: { PATH: folder } });
    expect(said(run)).toEqual([1, 'ERROR', 'LINK_UNPROVEN']);
    expect(run.summary).toContain('is not installed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
