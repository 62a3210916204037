import { type StandIn, startGitHub } from '../github/stand-in.ts';
import type { PullRequestRecord } from '../github/world/state.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';
import { type ActionRun, type RunOptions, runDist } from '../harness/run-dist.ts';

/** Two roles, one piece of evidence of each kind, and a checkpoint after another. */
export const CONFIG = `version: 1
application: tracker
roles:
  technical-lead:
    people: [{ id: 1001, login: ada, name: Ada Byron }]
    after-merge: true
  qa-lead:
    people:
      - { id: 1002, login: grace, name: Grace Hopper }
      - { id: 1001, login: ada, name: Ada Byron }
    after-merge: true
evidence:
  unit-tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 && failed == 0, max-age: 24h }
  load-test: { artifact: tests, path: load.json, format: json, require: latency.p95 < 200 && errors / requests < 0.01 }
  checklist: { file: validation/build.md, format: checklist, require: open == 0 }
checkpoints:
  VALIDATION-BUILD:
    title: Build validation
    evidence: [unit-tests, checklist]
  VALIDATION-DEP-PRE:
    title: Pre-deployment validation
    after: [VALIDATION-BUILD]
    evidence: [load-test]
    sign-offs: [technical-lead, qa-lead]
  SIGNED: { title: Signed, sign-offs: [technical-lead, qa-lead] }
environments:
  production:
    checkpoints: { before: VALIDATION-DEP-PRE }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
`;

const JUNIT = '<testsuites><testsuite name="a"><testcase name="one"/><testcase name="two"/></testsuite></testsuites>';
const LOAD = JSON.stringify({ latency: { p95: 120.5 }, errors: 3, requests: 1000, secret: 'patient 4711' });

/** A repository with the configuration on main and a pull request by linus that is merged. */
export type ValidateWorld = AsyncDisposable & {
  readonly github: StandIn;
  readonly repository: TestRepository;
  readonly pull: PullRequestRecord;
  /** The merge commit. */
  readonly sha: string;
  validate(inputs: Readonly<Record<string, string>>, options?: RunOptions): Promise<ActionRun>;
  /** A successful run of the tests on the merge commit, with its artifact. */
  addTests(files?: Readonly<Record<string, string>>): void;
};

export async function makeValidateWorld(
  change: { readonly config?: string; readonly merge?: boolean; readonly now?: () => Date } = {},
): Promise<ValidateWorld> {
  const repository = await makeRepository({
    '.github/countersign.yml': change.config ?? CONFIG,
    'validation/build.md': '- [x] image is small\n- [x] user is not root\n',
  });
  const github = await startGitHub({
    repository: 'acme/tracker',
    git: repository.path,
    ...(change.now === undefined ? {} : { now: change.now }),
  });
  const { world } = github;
  const people = [
    ['ada', 1001],
    ['grace', 1002],
    ['linus', 1003],
    ['mallory', 1666],
  ] as const;
  for (const [login, id] of people) world.addAccount({ id, login });
  await world.commit('feature', { by: 'linus', parent: repository.head, files: { 'a.txt': 'x' } });
  const pull = await world.addPullRequest({
    head: 'feature',
    base: 'main',
    opener: 'linus',
    title: 'Release <b>1</b> | @acme',
  });
  const sha =
    change.merge === false
      ? await repository.git('rev-parse', 'feature')
      : await world.merge(pull, { method: 'merge', by: 'linus' });
  const commit = sha.trim();
  return {
    github,
    repository,
    pull,
    sha: commit,
    validate: (inputs, options = {}) =>
      runDist('validate', { github, inputs, ...options, context: { sha: commit, ...options.context } }),
    addTests(files = { 'junit.xml': JUNIT, 'load.json': LOAD }) {
      const run = world.addRun({ headSha: commit, path: '.github/workflows/tests.yml' });
      world.addArtifact({ run, name: 'tests', files });
    },
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}
