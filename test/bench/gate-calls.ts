import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { type ActionRun, runDist } from '../harness/run-dist.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * API calls of one gate on sign-offs, and the time of the whole action when every call takes 50 ms, beside the same
 * gate where GraphQL is refused, which asks REST for each part.
 */

const CALL_MS = 50;
const RUNS = 3;
const CONFIG = `version: 1
application: tracker
roles: { lead: { people: [{ id: 1001, login: ada, name: Ada Byron }] } }
checkpoints: { SIGNED: { title: Signed, sign-offs: [lead] } }
`;
const SLOW = [
  ...['graphql', 'repos/get-branch', 'repos/list-activities', 'repos/get-content', 'repos/get-commit', 'pulls/get'],
  ...['repos/list-pull-requests-associated-with-commit', 'pulls/list-reviews', 'pulls/list-commits'],
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

async function measure(size: Size, graphql: boolean): Promise<Measured> {
  await using repository = await makeRepository({ '.github/countersign.yml': CONFIG });
  await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const { world, faults } = github;
  for (const [login, id] of Object.entries({ ada: 1001, linus: 1003, grace: 1002 })) world.addAccount({ id, login });
  await world.git.run(['fast-import', '--quiet'], { input: importStream(repository.head, size.commits) });
  const pull = await world.addPullRequest({ head: 'feature', base: 'main', opener: 'linus' });
  const first = await world.addReview(pull, { by: 'grace', state: 'COMMENTED' });
  for (let count = 2; count < size.reviews; count += 1) pull.reviews.push({ ...first, id: world.nextId() });
  await world.addReview(pull, { by: 'ada', state: 'APPROVED' });
  const sha = (await world.git.resolve('feature')) ?? '';
  for (const operation of SLOW) {
    const refused = operation === 'graphql' && !graphql ? { status: 403 } : {};
    faults.add({ operation, times: Number.POSITIVE_INFINITY, delayMs: CALL_MS, ...refused });
  }
  const event = {
    repository: { default_branch: 'main' },
    pull_request: { number: pull.number, head: { sha } },
  };
  const times: number[] = [];
  let calls = 0;
  for (let run = 1; run <= RUNS; run += 1) {
    const context = { eventName: 'pull_request', event, sha, runId: run, actor: 'linus' };
    const started = performance.now();
    calls = checked(await runDist('validate', { github, inputs: { checkpoint: 'SIGNED' }, context })).calls;
    times.push(performance.now() - started);
  }
  return { calls, milliseconds: median(times) };
}

export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of [
    { reviews: 10, commits: 30 },
    { reviews: 200, commits: 250 },
  ]) {
    const name = `gate ${size.reviews} reviews, ${size.commits} commits`;
    const [own, rest] = [await measure(size, true), await measure(size, false)];
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
