import { type StandIn, startGitHub } from '../github/stand-in.ts';
import type { PullRequestRecord } from '../github/world/state.ts';
import { makeRepository } from '../harness/repository.ts';
import { type ActionRun, type RunOptions, runDist } from '../harness/run-dist.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * API calls of one gate, and the time of the whole action when every call takes 50 ms, beside the same
 * gate where GraphQL is refused, which asks REST for each part.
 */

const CALL_MS = 50;
const RUNS = 3;
const CONFIG = `version: 1
application: tracker
roles: { lead: { people: [{ id: 1001, login: ada, name: Ada Byron }] } }
checkpoints: { SIGNED: { title: Signed, sign-offs: [lead] } }
`;
const FULL = `version: 1
application: tracker
roles: { lead: { people: [{ id: 1001, login: ada, name: Ada Byron }] } }
evidence:
  unit-tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 && failed == 0 }
checkpoints:
  BUILT: { title: Built, evidence: [unit-tests] }
  SIGNED: { title: Signed, after: [BUILT], evidence: [unit-tests], sign-offs: [lead] }
environments:
  production:
    checkpoints: { before: SIGNED }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
`;
const JUNIT = '<testsuite><testcase name="one"/></testsuite>';
const SLOW = [
  ...['graphql', 'repos/get-branch', 'repos/list-activities', 'repos/get-content', 'repos/get-commit', 'pulls/get'],
  ...['repos/list-pull-requests-associated-with-commit', 'pulls/list-reviews', 'pulls/list-commits'],
  ...['actions/list-workflow-runs-for-repo', 'actions/list-workflow-run-artifacts', 'actions/download-artifact'],
  ...['repos/list-deployments', 'repos/list-deployment-statuses', 'pulls/list', 'repos/compare-commits-with-basehead'],
];

type Size = { readonly reviews: number; readonly commits: number };
type Measured = { readonly calls: number; readonly milliseconds: number };

/** Commits by git's own import: one process, however many. */
function importStream(parent: string, count: number): string {
  const one = (index: number): string =>
    [
      ...['commit refs/heads/feature', 'committer linus <linus@example.com> 1700000000 +0000', 'data 1', 'c'],
      ...(index === 0 ? [`from ${parent}`] : []),
      ...[`M 100644 inline ${index}.txt`, 'data 1', 'x', ''],
    ].join('\n');
  return Array.from({ length: count }, (_, index) => one(index)).join('\n');
}

function checked(run: ActionRun): Measured {
  if (run.outputs['verdict'] !== 'PASS') throw new Error(`the gate said ${run.outputs['verdict']}: ${run.shown}`);
  const calls: unknown = JSON.parse(run.outputs['result'] ?? '{}')['api-calls'];
  if (typeof calls !== 'number') throw new Error('the gate told no number of calls');
  return { calls, milliseconds: 0 };
}

type Question = {
  readonly github: StandIn;
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: NonNullable<RunOptions['context']>;
};

async function timed({ github, inputs, context }: Question, graphql: boolean): Promise<Measured> {
  for (const operation of SLOW) {
    const refused = operation === 'graphql' && !graphql ? { status: 403 } : {};
    github.faults.add({ operation, times: Number.POSITIVE_INFINITY, delayMs: CALL_MS, ...refused });
  }
  const times: number[] = [];
  let calls = 0;
  for (let run = 1; run <= RUNS; run += 1) {
    const started = performance.now();
    const env = { GITHUB_SERVER_URL: github.url.replace('127.0.0.1', 'github.localhost') };
    calls = checked(await runDist('validate', { github, inputs, env, context: { ...context, runAttempt: run } })).calls;
    times.push(performance.now() - started);
  }
  github.faults.clear();
  return { calls, milliseconds: median(times) };
}

async function proposed(github: StandIn, parent: string, size: Size): Promise<PullRequestRecord> {
  const { world } = github;
  for (const [login, id] of Object.entries({ ada: 1001, linus: 1003, grace: 1002 })) world.addAccount({ id, login });
  await world.git.run(['fast-import', '--quiet'], { input: importStream(parent, size.commits) });
  const pull = await world.addPullRequest({ head: 'feature', base: 'main', opener: 'linus' });
  const first = await world.addReview(pull, { by: 'grace', state: 'COMMENTED' });
  for (let count = 2; count < size.reviews; count += 1) pull.reviews.push({ ...first, id: world.nextId() });
  await world.addReview(pull, { by: 'ada', state: 'APPROVED' });
  return pull;
}

/** Sign-offs on an open pull request. */
async function measure(size: Size, graphql: boolean): Promise<Measured> {
  await using repository = await makeRepository({ '.github/countersign.yml': CONFIG });
  await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const pull = await proposed(github, repository.head, size);
  const sha = (await github.world.git.resolve('feature')) ?? '';
  const event = {
    repository: { default_branch: 'main' },
    pull_request: { number: pull.number, head: { sha } },
  };
  const context = { eventName: 'pull_request', event, sha, actor: 'linus' };
  return await timed({ github, inputs: { checkpoint: 'SIGNED' }, context }, graphql);
}

/** A merged one with evidence of another run, an earlier record, and an environment that nothing was deployed to. */
async function measureFull(size: Size, graphql: boolean): Promise<Measured> {
  await using repository = await makeRepository({ '.github/countersign.yml': FULL });
  await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const { world } = github;
  const sha = (await world.merge(await proposed(github, repository.head, size), { by: 'linus' })).trim();
  world.addArtifact({ run: world.addRun({ headSha: sha }), name: 'tests', files: { 'junit.xml': JUNIT } });
  const context = { event: { repository: { default_branch: 'main' } }, sha, actor: 'linus', runId: 50 };
  // The earlier checkpoint is decided by another job of the same run.
  checked(await runDist('validate', { github, inputs: { checkpoint: 'BUILT' }, context }));
  return await timed({ github, inputs: { checkpoint: 'SIGNED', environment: 'production' }, context }, graphql);
}

export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const [usual, large] = [
    { reviews: 10, commits: 30 },
    { reviews: 200, commits: 250 },
  ];
  for (const [kind, size, ask] of [
    ['sign-offs', usual, measure],
    ['sign-offs', large, measure],
    ['evidence, record, environment', usual, measureFull],
  ] as const) {
    const name = `gate ${kind}, ${size.reviews} reviews, ${size.commits} commits`;
    const [own, rest] = [await ask(size, true), await ask(size, false)];
    const ratio = rounded(own.calls / rest.calls, 3);
    figures.push({ name, value: own.calls, unit: 'requests', ratio, beside: `REST alone ${rest.calls} requests` });
    figures.push({
      name: `${name}, ${CALL_MS} ms a call`,
      value: rounded(own.milliseconds, 0),
      unit: 'ms',
      ratio: rounded(own.milliseconds / rest.milliseconds, 3),
      beside: `REST alone ${rounded(rest.milliseconds, 0)} ms`,
    });
  }
  return figures;
}
