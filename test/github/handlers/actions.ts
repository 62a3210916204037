import type { StoredArtifact } from '../../results/store.ts';
import { approvalShape, artifactShape, jobShape, runShape } from '../shapes/actions.ts';
import type { Shape } from '../shapes/words.ts';
import type { RunRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, failure, type Handler, type Handlers, notFound, numberOf, ok } from './handler.ts';
import { paged } from './pages.ts';

/** An operation on a run that exists. */
const withRun =
  (answer: (call: Call, world: World, run: RunRecord) => ReturnType<Handler>): Handler =>
  (call, world) => {
    const run = world.runs.get(numberOf(call, 'run_id'));
    return run === undefined ? notFound() : answer(call, world, run);
  };

/** An operation on an artifact that exists. */
const withArtifact =
  (answer: (call: Call, world: World, artifact: StoredArtifact) => ReturnType<Handler>): Handler =>
  (call, world) => {
    const artifact = world.artifacts.get(numberOf(call, 'artifact_id'));
    return artifact === undefined ? notFound() : answer(call, world, artifact);
  };

function artifacts(call: Call, world: World, found: readonly StoredArtifact[]) {
  const name = call.query.get('name');
  const chosen = name === null ? found : found.filter((artifact) => artifact.name === name);
  const wrap = (page: readonly Shape[], total: number) => ({ total_count: total, artifacts: page });
  return paged(call, chosen, (artifact) => artifactShape(world, call.at, artifact), wrap);
}

function runs(call: Call, world: World) {
  const [sha, branch, event, status] = ['head_sha', 'branch', 'event', 'status'].map((name) => call.query.get(name));
  const chosen = [...world.runs.values()].filter(
    (run) =>
      (sha === null || run.headSha === sha) &&
      (branch === null || run.headBranch === branch) &&
      (event === null || run.event === event) &&
      (status === null || run.status === status || run.conclusion === status),
  );
  const wrap = (page: readonly Shape[], total: number) => ({ total_count: total, workflow_runs: page });
  return paged(call, chosen.toReversed(), (run) => runShape(world, call.at, run), wrap);
}

function jobs(call: Call, _world: World, run: RunRecord) {
  const all = call.query.get('filter') === 'all';
  const chosen = run.jobs.filter((job) => all || job.attempt === run.attempt);
  return paged(
    call,
    chosen,
    (job) => jobShape(call.at, run, job),
    (page, total) => ({ total_count: total, jobs: page }),
  );
}

/** Workflow runs, their approvals and their artifacts. */
export const actionsHandlers: Handlers = {
  'actions/list-workflow-runs-for-repo': runs,
  'actions/get-workflow-run': withRun(async (call, world, run) => ok(await runShape(world, call.at, run))),
  'actions/get-reviews-for-run': withRun((call, world, run) =>
    ok(run.approvals.map((approval) => approvalShape(world, call.at, approval))),
  ),
  'actions/list-jobs-for-workflow-run': withRun(jobs),
  'actions/list-workflow-run-artifacts': withRun((call, world, run) =>
    artifacts(call, world, world.artifacts.ofRun(run.id)),
  ),
  'actions/list-artifacts-for-repo': (call, world) => artifacts(call, world, world.artifacts.all()),
  'actions/get-artifact': withArtifact((call, world, artifact) => ok(artifactShape(world, call.at, artifact))),
  'actions/download-artifact': withArtifact((call, _world, artifact) => {
    if (call.params['archive_format'] !== 'zip') return notFound();
    if (artifact.expired) return failure(410, 'Artifact has expired');
    return { status: 302, headers: { location: call.signedDownload(artifact.id) } };
  }),
};
