import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import { gatherFacts } from '../../../action-validate/facts.ts';
import type { GitHub } from '../../../shared/adapters/github/port.ts';
import { rememberReads } from '../../../shared/adapters/github/remember.ts';
import { UserError } from '../../../shared/domain/errors.ts';
import { canonicalJson, sha256 } from '../../../shared/domain/record.ts';
import type { RunContext } from '../../../shared/domain/run-context.ts';
import { emptyWorld, fakeGitHub, type GitHubWorld, unreadable } from '../../fakes/github.ts';
import { commit, HEAD, person, pushed, review } from '../shared/policy/people.ts';
import { artifact, COMMIT, done, merged, TREE } from './facts.ts';

const CONFIG = `version: 1
application: tracker
roles: { qa: { people: [{ id: 1, login: user1, name: Person 1 }] } }
evidence:
  tests: { artifact: tests, path: junit.xml, format: junit, require: failed == 0 }
  list: { file: list.md, format: checklist, require: open == 0 }
checkpoints:
  PRE: { title: Before, evidence: [tests, list], sign-offs: [qa] }
services: { web: { image: ghcr.io/acme/web, build: { context: web } } }
`;
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

const context: RunContext = {
  repository: 'acme/tracker',
  owner: 'acme',
  repo: 'tracker',
  repositoryId: 9_000,
  sha: COMMIT,
  ref: 'refs/heads/release',
  eventName: 'push',
  event: {},
  runId: 4711,
  runAttempt: 1,
  workflow: 'deploy',
  job: 'gate',
  actor: 'starter',
  triggeringActor: 'starter',
  actorId: 77,
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
  workspace: '/w',
  temp: '/t',
};

function world(): GitHubWorld {
  const zip = zipSync({ 'junit.xml': bytes('<testsuite><testcase/></testsuite>') });
  return {
    ...emptyWorld(),
    branches: [
      { name: 'main', sha: 'e'.repeat(40), protected: true },
      { name: 'release', sha: COMMIT, protected: true },
    ],
    files: new Map([
      [`${'e'.repeat(40)}:.github/countersign.yml`, bytes(CONFIG)],
      [`${COMMIT}:list.md`, bytes('- [x] done\n')],
    ]),
    commits: [commit({ sha: COMMIT, tree: TREE })],
    pullRequests: [{ ...merged, base: 'release' }],
    related: new Map([[COMMIT, [7]]]),
    reviews: new Map([[7, [review(person(1), 'APPROVED')]]]),
    commitsOfPullRequests: new Map([[7, [commit({ sha: HEAD, tree: TREE })]]]),
    activity: new Map([['acme/tracker:feature', pushed()]]),
    runs: [done()],
    artifacts: [{ artifact: artifact({ digest: `sha256:${sha256(zip)}` }), zip }],
  };
}

const inputs = {
  checkpoint: 'PRE',
  config: '.github/countersign.yml',
  'github-token': 't',
  mode: 'gate' as const,
  comment: false,
};
const clock = { now: () => Date.parse('2026-11-21T12:00:00Z'), sleep: async () => {} };

async function verdict(given: GitHubWorld, change: Partial<RunContext> = {}): Promise<string> {
  try {
    const github = rememberReads(fakeGitHub(given));
    const { facts } = await gatherFacts({ github, clock }, { ...context, ...change }, inputs);
    const { decision } = decide(facts);
    return [decision.verdict, ...decision.reasonCodes].join(' ');
  } catch (thrown) {
    if (thrown instanceof UserError) return `ERROR ${thrown.code}`;
    throw thrown;
  }
}

test('everything is there: yes, with each question asked once', async () => {
  const github = fakeGitHub(world());
  expect(await verdict(world())).toBe('PASS');
  await gatherFacts({ github: rememberReads(github), clock }, context, inputs);
  // repository, two branches, opening (refused), policy, commit, related, reviews, commits, log of the branch, second look, runs, artifacts, zip, list.md
  expect(github.calls()).toBe(15);
});

const READS: (keyof GitHub)[] = [
  'repository',
  'branch',
  'file',
  'commit',
  'pullRequestsOfCommit',
  'pullRequest',
  'reviews',
  'commitsOfPullRequest',
  'runsOfCommit',
  'artifactsOfRun',
  'downloadArtifact',
];

test('facts stand in the order of their record, so that it gives the same words again', async () => {
  const { facts } = await gatherFacts({ github: fakeGitHub(world()), clock }, context, inputs);
  expect(JSON.stringify(facts)).toBe(canonicalJson(facts));
});

test.each(READS)('%s refused is an error', async (method) => {
  const given = { ...world(), faults: { [method]: unreadable(method) } };
  expect(await verdict(given)).toBe('ERROR GITHUB_UNREADABLE');
});

test('a pull request that was merged into another branch than the pushed one made nothing', async () => {
  expect(await verdict(world(), { ref: 'refs/heads/main' })).toBe('FAIL PULL_REQUEST_MISSING');
});

test('a pull request into a branch without protection does not count', async () => {
  const given = world();
  given.branches = given.branches.map((one) => ({ ...one, protected: one.name === 'main' }));
  expect(await verdict(given)).toBe('FAIL PULL_REQUEST_MISSING');
});

test('events of a pull request are about its head, and need to say it', async () => {
  const event = { pull_request: { number: 7, head: { sha: HEAD } } };
  const given = world();
  given.commits.push(commit({ sha: HEAD }));
  expect(await verdict(given, { eventName: 'pull_request', event })).toMatch(/^FAIL/);
  expect(await verdict(given, { eventName: 'pull_request', event: {} })).toBe('ERROR INPUT_INVALID');
});
