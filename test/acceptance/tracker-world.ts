import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import type { PullRequestRecord } from '../github/world/state.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';

const Client = Octokit.plugin(paginateRest);

/** The API client that the actions use too, without any retries. */
export const client = (to: StandIn, auth = to.token) => new Client({ baseUrl: to.url, auth });
export const HERE = { owner: 'acme', repo: 'tracker' };

/** A new stand-in for each test over one repository for the file. Disposing of it checks that nothing was violated. */
export type TrackerWorld = {
  readonly github: StandIn;
  readonly repository: TestRepository;
  /** Opens a pull request of one commit by grace. */
  pullRequest(): Promise<PullRequestRecord>;
};

/** Sets up the world with ada and grace in it; gives what the tests of the file reach it by. */
export function useTrackerWorld(): () => TrackerWorld {
  let repository: TestRepository;
  let world: TrackerWorld;
  beforeAll(async () => {
    repository = await makeRepository({ 'README.md': '# Tracker\n', 'k8s/app.yml': 'kind: Deployment\n' });
  });
  afterAll(async () => await repository[Symbol.asyncDispose]());
  beforeEach(async () => {
    const github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    github.world.addAccount({ id: 1001, login: 'ada' });
    github.world.addAccount({ id: 1002, login: 'grace' });
    const pullRequest = async () => {
      const branch = `feature-${crypto.randomUUID().slice(0, 8)}`;
      const files = { [`${branch}.txt`]: 'new\n' };
      await github.world.commit(branch, { by: 'grace', parent: repository.head, files });
      return github.world.addPullRequest({ head: branch, base: 'main', opener: 'grace', title: 'A feature' });
    };
    world = { github, repository, pullRequest };
    return () => github[Symbol.asyncDispose]();
  });
  return () => world;
}
