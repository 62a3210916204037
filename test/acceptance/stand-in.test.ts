import { describe, expect, test } from 'vitest';
import { loadDescription } from '../github/description.ts';
import { HANDLERS } from '../github/handlers/all.ts';
import { client, HERE, useTrackerWorld } from './tracker-world.ts';

const tracker = useTrackerWorld();

describe('every operation answers what the description says', () => {
  test('reads and writes', async () => {
    const { github, repository, pullRequest } = tracker();
    const { world } = github;
    const pull = await pullRequest();
    await world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    const sha = await world.merge(pull, { method: 'merge', by: 'ada' });
    const run = world.addRun({ headSha: sha, actor: 'ada' });
    world.approveEnvironment(run, { environment: 'production', by: 'ada' });
    const artifact = world.addArtifact({ run, name: 'tests', files: { 'junit.xml': '<testsuites/>' } });
    world.addTeam({ org: 'acme', slug: 'security', members: ['ada'] });
    const octokit = client(github);
    const privileged = client(github, github.tokenWith({ members: 'read' }));
    const of = {
      ...HERE,
      pull_number: pull.number,
      run_id: run.id,
      artifact_id: artifact.id,
      issue_number: pull.number,
    };
    const deployment = await octokit.request('POST /repos/{owner}/{repo}/deployments', {
      ...{ ...HERE, ref: sha, environment: 'beta', required_contexts: [], payload: { a: 'b' }, auto_merge: false },
    });
    if (deployment.status !== 201) throw new Error('no deployment was made');
    const status = {
      ...HERE,
      deployment_id: Number(deployment.data.id),
      state: 'success' as const,
      log_url: 'https://github.com',
    };
    await octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', status);
    const comment = await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ ...HERE, issue_number: pull.number, body: 'hi' },
    });
    await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...{ ...HERE, comment_id: comment.data.id, body: 'ho' },
    });
    const check = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      ...{ ...HERE, name: 'gate', head_sha: sha, status: 'completed', conclusion: 'success' },
    });
    await octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...{ ...HERE, check_run_id: check.data.id, conclusion: 'failure' },
    });
    const reads: [string, Record<string, unknown>][] = [
      ['GET /', {}],
      ['GET /rate_limit', {}],
      ['GET /users/{username}', { username: 'ADA' }],
      ['GET /repos/{owner}/{repo}', {}],
      ['GET /repos/{owner}/{repo}/branches/{branch}', { branch: 'main' }],
      ['GET /repos/{owner}/{repo}/contents/{path}', { path: 'k8s/app.yml', ref: sha }],
      ['GET /repos/{owner}/{repo}/contents/{path}', { path: 'k8s' }],
      ['GET /repos/{owner}/{repo}/commits/{ref}', { ref: sha }],
      ['GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: sha }],
      ['GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: 'heads/main' }],
      ['GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: 'main', recursive: '1' }],
      ['GET /repos/{owner}/{repo}/compare/{basehead}', { basehead: `${repository.head}...${sha}` }],
      ['GET /repos/{owner}/{repo}/activity', { ref: 'main' }],
      ['GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { commit_sha: sha }],
      ['GET /repos/{owner}/{repo}/pulls/{pull_number}', {}],
      ['GET /repos/{owner}/{repo}/pulls', { state: 'all' }],
      ['GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {}],
      ['GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', {}],
      ['GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {}],
      ['GET /repos/{owner}/{repo}/actions/runs', { head_sha: sha }],
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}', {}],
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {}],
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {}],
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', { filter: 'all' }],
      ['GET /repos/{owner}/{repo}/actions/artifacts', { name: 'tests' }],
      ['GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', {}],
      ['GET /repos/{owner}/{repo}/deployments', { environment: 'beta' }],
      ['GET /repos/{owner}/{repo}/deployments/{deployment_id}', { deployment_id: deployment.data.id }],
      ['GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', { deployment_id: deployment.data.id }],
    ];
    for (const [route, extra] of reads) {
      const needed = Object.fromEntries(Object.entries(of).filter(([name]) => route.includes(`{${name}}`)));
      const answer = await octokit.request(route, { ...needed, ...extra });
      expect(answer.status, route).toBe(200);
      // An empty list fits every schema: only a filled one proves the shape of its items.
      const lists = Object.values({ whole: answer.data, ...answer.data }).filter((value) => Array.isArray(value));
      if (Array.isArray(answer.data)) expect(lists[0], route).not.toHaveLength(0);
    }
    const team = { org: 'acme', team_slug: 'security' };
    await privileged.request('GET /orgs/{org}/teams/{team_slug}', team);
    await privileged.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', { ...team, username: 'ada' });
    await octokit.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
      ...{ ...HERE, artifact_id: artifact.id, archive_format: 'zip' },
    });
    const called = new Set(github.requests.map((entry) => entry.operation));
    // GraphQL is in no REST description: its schema checks it, and the gate's own tests ask it.
    expect(Object.keys(HANDLERS).filter((id) => id !== 'graphql' && !called.has(id))).toEqual([]);
    expect(loadDescription().operations.filter(({ id }) => !called.has(id))).toEqual([]);
    github.assertClean();
  });
});

describe('pages', () => {
  test('reviews come complete over several pages, and each page names the next', async () => {
    const { github, pullRequest } = tracker();
    const pull = await pullRequest();
    for (let index = 0; index < 65; index += 1) await github.world.addReview(pull, { by: 'ada', state: 'COMMENTED' });
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
    const all = await client(github).paginate(route, { ...HERE, pull_number: pull.number, per_page: 20 });
    expect(all.map((review) => review.id)).toEqual(pull.reviews.map((review) => review.id));
    expect(github.count('pulls/list-reviews')).toBe(4);
    const first = await client(github).request(route, { ...HERE, pull_number: pull.number });
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toContain('rel="next"');
  });

  test('the activity log is read by cursor, newest first', async () => {
    const { github, repository } = tracker();
    for (let index = 0; index < 5; index += 1) {
      await github.world.commit('log', { by: 'ada', parent: repository.head, files: { a: String(index) } });
    }
    const route = 'GET /repos/{owner}/{repo}/activity';
    const all = await client(github).paginate(route, { ...HERE, ref: 'log', per_page: 2 });
    expect(all.map((entry) => entry.activity_type)).toEqual([...Array(4).fill('force_push'), 'branch_creation']);
    expect(github.count('repos/list-activities')).toBe(3);
    await repository.git('update-ref', '-d', 'refs/heads/log');
  });
});

describe('people and merges', () => {
  test.each(['merge', 'squash', 'rebase'] as const)('%s moves the base by a real commit', async (method) => {
    const { github, repository, pullRequest } = tracker();
    await repository.git('branch', '--force', 'base', repository.head);
    const pull = await pullRequest();
    pull.base = 'base';
    await github.world.commit('base', { by: 'ada', files: { 'other.txt': method } });
    const sha = await github.world.merge(pull, { method, by: 'ada' });
    const parents = (await repository.git('show', '-s', '--format=%P', sha)).split(' ');
    expect(parents).toHaveLength(method === 'merge' ? 2 : 1);
    expect(await repository.git('rev-parse', 'refs/heads/base')).toBe(sha);
    expect(await repository.git('ls-tree', '--name-only', sha)).toContain(`${pull.head}.txt`);
    const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
    const found = await client(github).request(route, { ...HERE, commit_sha: sha });
    expect(found.data).toMatchObject([{ number: pull.number, merge_commit_sha: sha, state: 'closed' }]);
  });

  test('a deleted account is null on its review, and unmapped e-mail addresses on commits', async () => {
    const { github, repository, pullRequest } = tracker();
    const pull = await pullRequest();
    await github.world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    github.world.deleteAccount('ada');
    const number = { ...HERE, pull_number: pull.number };
    const reviews = await client(github).request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', number);
    expect(reviews.data).toMatchObject([{ user: null, state: 'APPROVED' }]);
    const commit = await client(github).request('GET /repos/{owner}/{repo}/commits/{ref}', {
      ...HERE,
      ref: repository.head,
    });
    expect(commit.data.author).toBeNull();
  });
});
