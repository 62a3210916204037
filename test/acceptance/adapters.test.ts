import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { connectArtifacts } from '../../shared/adapters/artifacts/connect-artifacts.ts';
import { connectFiles } from '../../shared/adapters/connect-files.ts';
import { connectGitHub } from '../../shared/adapters/github/connect-github.ts';
import type { GitHub } from '../../shared/adapters/github/port.ts';
import { findRecords, storeRecord } from '../../shared/adapters/records.ts';
import { exampleRecord } from '../fakes/record.ts';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';

/* The adapters against the stand-in, which holds every request and answer to GitHub's own description. */

const RUN = 4711;
let repository: TestRepository;
let standIn: StandIn;
let github: GitHub;
let temp: string;

beforeEach(async () => {
  await using stack = new AsyncDisposableStack();
  repository = stack.use(await makeRepository({ 'README.md': '# Tracker\n', 'k8s/app.yml': 'kind: Deployment\n' }));
  standIn = stack.use(await startGitHub({ repository: 'acme/tracker', git: repository.path }));
  standIn.world.addAccount({ id: 1001, login: 'ada' });
  standIn.world.addAccount({ id: 1002, login: 'grace' });
  standIn.world.addRun({ id: RUN, headSha: repository.head, actor: 'ada' });
  github = connectGitHub({ apiUrl: standIn.url, owner: 'acme', repo: 'tracker' }, standIn.token, { patience: 0.01 });
  temp = await mkdtemp(join(tmpdir(), 'countersign-adapters-'));
  stack.defer(() => rm(temp, { recursive: true, force: true }));
  const started = stack.move();
  return () => started[Symbol.asyncDispose]();
});

async function pullRequest() {
  const { world } = standIn;
  await world.commit('feature', { by: 'grace', parent: repository.head, files: { 'new.txt': 'new\n' } });
  return world.addPullRequest({ head: 'feature', base: 'main', opener: 'grace', title: 'A feature' });
}

describe('reads', () => {
  test('repository, branch, file and commit', async () => {
    const branch = await github.branch('main');
    expect((await github.repository()).defaultBranch).toBe('main');
    expect(branch?.sha).toBe(repository.head);
    expect(await github.branch('none')).toBeUndefined();
    expect(String(Buffer.from((await github.file('k8s/app.yml', repository.head)) ?? []))).toBe('kind: Deployment\n');
    expect(await github.file('none.yml', repository.head)).toBeUndefined();
    await expect(github.file('k8s', repository.head)).rejects.toMatchObject({ code: 'GITHUB_UNREADABLE' });
    expect(await github.commit(repository.head)).toMatchObject({ sha: repository.head });
  });

  test('pull request, its commits and more reviews than fit on a page', async () => {
    const pull = await pullRequest();
    for (let index = 0; index < 120; index += 1) await standIn.world.addReview(pull, { by: 'ada', state: 'COMMENTED' });
    await standIn.world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    const reviews = await github.reviews(pull.number);
    expect([reviews.length, reviews.at(-1)?.state, reviews.at(-1)?.user?.id]).toEqual([121, 'APPROVED', 1001]);
    expect(await github.commitsOfPullRequest(pull.number)).toHaveLength(1);
    expect(await github.pullRequest(pull.number)).toMatchObject({ state: 'open', mergedAt: null, mergeCommit: null });
    const sha = await standIn.world.merge(pull, { method: 'merge', by: 'ada' });
    const [related] = await github.pullRequestsOfCommit(sha);
    expect(related).toMatchObject({ number: pull.number, mergeCommit: sha, opener: { id: 1002 } });
  });

  test('a missing permission is named', async () => {
    const pull = await pullRequest();
    const token = standIn.tokenWith({ contents: 'read' });
    const poor = connectGitHub({ apiUrl: standIn.url, owner: 'acme', repo: 'tracker' }, token);
    await expect(poor.reviews(pull.number)).rejects.toMatchObject({
      code: 'GITHUB_UNREADABLE',
      message: expect.stringMatching(
        /^GET \/repos\/acme\/tracker\/pulls\/\d+\/reviews: 40[34] .*"pull-requests: read"$/,
      ),
    });
  });
});

test('a deployment and its status', async () => {
  const request = {
    sha: repository.head,
    environment: 'production',
    description: 'release 1',
    payload: { release: '1' },
  };
  const deployment = await github.createDeployment(request);
  const status = { state: 'success', description: 'verified', logUrl: 'https://github.com/acme/tracker' } as const;
  await github.setDeploymentStatus(deployment, { ...status, environmentUrl: 'https://example.org' });
  expect(standIn.count('repos/create-deployment')).toBe(1);
  expect(standIn.count('repos/create-deployment-status')).toBe(1);
});

describe('records go round', () => {
  const record = () =>
    exampleRecord({
      subject: { ...exampleRecord().subject, commit: repository.head },
      run: { ...exampleRecord().run, id: RUN },
    });

  beforeEach(() => {
    vi.stubEnv('ACTIONS_RESULTS_URL', `${standIn.results.url}/`);
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', standIn.results.token(RUN, 'gate'));
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
    return () => vi.unstubAllEnvs();
  });

  test('stored through the artifact service, found through the API, equal to the byte', async () => {
    const ports = { artifacts: connectArtifacts(temp), files: connectFiles({ workspace: temp, temp }) };
    const stored = await storeRecord(ports, record());
    const [found, ...others] = await findRecords(github, repository.head, { subject: 'VALIDATION-BUILD' });
    expect(found?.parsed).toEqual({ ok: true, record: record(), sha256: stored.sha256 });
    expect(others).toEqual([]);
  });

  test('the same name is never stored twice', async () => {
    const artifacts = connectArtifacts(temp);
    const { sha256 } = await artifacts.upload('once', [{ name: 'a/b.json', bytes: '{}' }]);
    const [artifact] = await github.artifactsOfRun(RUN);
    expect(artifact).toMatchObject({ name: 'once', digest: `sha256:${sha256}` });
    await expect(artifacts.upload('once', [{ name: 'b.json', bytes: '{}' }])).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_STORED',
      message: expect.stringContaining('artifact "once" was not stored'),
    });
  });

  test('a file that leads out of its artifact is refused', async () => {
    const upload = connectArtifacts(temp).upload('bad', [{ name: '../x', bytes: '' }]);
    await expect(upload).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
  });
});
