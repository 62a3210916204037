import { overrideArtifactName, recordArtifactName } from '../../shared/domain/artifact-names.ts';
import { type DecisionRecord, seal, sha256 } from '../../shared/domain/record.ts';
import { exampleRecord } from '../fakes/record.ts';
import type { RunRecord } from '../github/world/state.ts';
import { type HistoryWorld, makeHistoryWorld } from './history-world.ts';

const DAY = 86_400_000;

/** Everything that a checkpoint can ask for, of every channel and every place. */
const CONFIG = `version: 1
application: tracker
roles:
  lead: { people: [{ id: 1001, login: ada, name: Ada Byron }] }
  qa: { team: acme/qa }
  core: { team: acme/core, immediate: true }
  release: { people: [{ id: 1002, login: grace, name: Grace Hopper }], via: environment }
evidence:
  tests: { artifact: tests, path: t.json, format: json, require: failed == 0, max-age: 30d }
  base: { file: base.md, format: checklist, require: open == 0 }
checkpoints:
  BUILT: { title: Built, evidence: [base] }
  PRE: { title: Before, after: [BUILT], evidence: [tests, base], sign-offs: [lead, qa, core, release] }
  POST: { title: Afterwards, after: [PRE] }
overrides:
  day: { lasts: 24h, sign-offs: [release], validate-within: 3d }
freeze: [{ from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z', reason: over }]
services: { web: { image: ghcr.io/acme/web, build: { context: web } } }
environments:
  beta:
    checkpoints: { before: PRE, after: POST }
    kubernetes: { namespace: beta }
    deploy: [{ id: web, apply: k8s/ }]
  production:
    checkpoints: { before: PRE, after: POST }
    promotes-from: { environment: beta, verified-for: 24h }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
`;
const IMAGES = { web: { name: 'ghcr.io/acme/web', digest: `sha256:${'1'.repeat(64)}` as const } };

export type FullGate = AsyncDisposable & {
  readonly history: HistoryWorld;
  /** The commit that is decided about. */
  readonly sha: string;
  readonly token: string;
  /** How much later than the last thing that happened the gate runs, in milliseconds. */
  readonly later: number;
  /** Id of the run of the gate. */
  readonly run: number;
};

/** A world in which a gate that asks for everything says yes, so that whatever is taken from it shows. */
export async function makeFullGate(): Promise<FullGate> {
  const history = await makeHistoryWorld(CONFIG, { 'base.md': '- [x] done\n' });
  const { world } = history.github;
  for (const [login, id] of [
    ['rosa', 1004],
    ['kurt', 1005],
  ] as const)
    world.addAccount({ id, login });
  world.addTeam({ org: 'acme', slug: 'qa', members: ['rosa'] });
  world.addTeam({ org: 'acme', slug: 'core', members: ['kurt'] });
  const first = await history.change();
  await history.deployed(first.sha);
  await history.change({ method: 'squash' });
  const subject = await history.change({ approvals: ['ada', 'rosa', 'kurt'], from: first.sha, commits: 2 });
  const { sha } = subject;
  // More than a page of them.
  const [approval] = subject.pull.reviews;
  if (approval !== undefined)
    for (let index = 0; index < 110; index += 1)
      subject.pull.reviews.push({ ...approval, id: world.nextId(), by: 1666, state: 'COMMENTED' });

  const text = `${(await world.git.run(['show', 'main:.github/countersign.yml'])).trimEnd()}\n`;
  const main = (await world.git.run(['rev-parse', 'main'])).trim();
  const policy = { path: '.github/countersign.yml', ref: 'main', commit: main, sha256: sha256(text) };
  const store = async (run: RunRecord, change: Partial<DecisionRecord>): Promise<void> => {
    const tree = (await world.git.run(['rev-parse', `${run.headSha}^{tree}`])).trim();
    const record = exampleRecord({
      ...{ policy, environment: null, subject: { commit: run.headSha, tree, images: {} } },
      run: { repository: 'acme/tracker', id: run.id, attempt: 1, workflow: 'Deploy', actor: 'linus', url: 'x' },
      ...change,
    });
    const which = { subject: record.checkpoint ?? record.kind, environment: record.environment };
    const own = recordArtifactName({ ...which, run: run.id, attempt: 1 });
    const name = record.kind === 'override' ? overrideArtifactName('tracker') : own;
    world.addArtifact({ run, name, files: { 'record.json': seal(record).text } });
  };

  const built = world.addRun({ headSha: sha });
  const tree = (await world.git.run(['rev-parse', `${sha}^{tree}`])).trim();
  await store(built, {
    ...{ kind: 'build', checkpoint: null, facts: { services: [] } },
    subject: { commit: sha, tree, images: IMAGES },
  });
  await store(built, { checkpoint: 'BUILT' });
  const tested = world.addRun({ headSha: sha, attempt: 2 });
  const at = world.tick();
  tested.jobs.push({ id: world.nextId(), name: 'test', attempt: 2, startedAt: at, completedAt: null });
  world.addArtifact({ run: tested, name: 'tests', files: { 't.json': '{ "failed": 0 }' }, createdAt: world.tick() });
  await history.deployed(sha, { environment: 'beta', images: IMAGES });
  const run = world.addRun({ headSha: sha, status: 'in_progress', conclusion: null });
  world.approveEnvironment(run, { environment: 'sign-off-release', by: 'grace' });

  // An override of an earlier commit, whose promise was kept.
  const emergency = world.addRun({ headSha: first.sha, event: 'workflow_dispatch', actor: 'ada' });
  const granted = Date.parse(world.tick()) - 9 * DAY;
  const request = {
    ...{ kind: 'day', reason: 'x', ticket: 'OPS-1', requester: { id: 1001, login: 'ada' }, requirements: ['all'] },
    ...{ grantedAt: new Date(granted).toISOString(), expires: new Date(granted + DAY).toISOString() },
    validateBy: new Date(granted + 3 * DAY).toISOString(),
  };
  await store(emergency, { kind: 'override', checkpoint: 'PRE', environment: 'production', facts: { request } });
  await store(world.addRun({ headSha: first.sha }), { checkpoint: 'PRE', environment: 'production' });

  const token = history.github.tokenWith({
    ...{ contents: 'read', 'pull-requests': 'read', actions: 'read', deployments: 'read', members: 'read' },
  });
  return {
    history,
    sha,
    token,
    later: 2 * DAY,
    run: run.id,
    [Symbol.asyncDispose]: () => history[Symbol.asyncDispose](),
  };
}
