import type { StoredArtifact } from '../../results/store.ts';
import type { ApprovalRecord, JobRecord, RunRecord, WorldState } from '../world/state.ts';
import { accountOrGhost } from './account.ts';
import { minimalRepositoryShape } from './repository.ts';
import { type Addresses, nodeId, repoApi, repoSite, type Shape } from './words.ts';

/** A number for a workflow file, the same for the same path. */
const workflowId = (path: string): number =>
  [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_999_991, 11);

function runAddresses(at: Addresses, run: RunRecord): Shape {
  const api = repoApi(at, `/actions/runs/${run.id}`);
  return {
    url: api,
    html_url: repoSite(at, `/actions/runs/${run.id}`),
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: repoApi(at, `/check-suites/${run.id}`),
    artifacts_url: `${api}/artifacts`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${api}/attempts/${run.attempt - 1}` : null,
    workflow_url: repoApi(at, `/actions/workflows/${workflowId(run.path)}`),
  };
}

/** A `simple-commit` of the run's head; null where the repository does not have it. */
async function headCommit(state: WorldState, run: RunRecord): Promise<Shape | null> {
  const commit = await state.git.commit(run.headSha).catch(() => undefined);
  if (commit === undefined) return null;
  const { author, committer } = commit;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: committer.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}

/** A `workflow-run`. */
export async function runShape(state: WorldState, at: Addresses, run: RunRecord): Promise<Shape> {
  const own = minimalRepositoryShape(at, state.repository);
  const foreign = run.headRepositoryId !== state.repository.id;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: run.id,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflowId(run.path),
    check_suite_id: run.id,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor: accountOrGhost(state, at, run.actor),
    triggering_actor: accountOrGhost(state, at, run.triggeringActor),
    head_commit: await headCommit(state, run),
    repository: own,
    head_repository: foreign
      ? minimalRepositoryShape(at, { ...state.repository, id: run.headRepositoryId, owner: 'fork' })
      : own,
    ...runAddresses(at, run),
  };
}

/** An `artifact`. */
export function artifactShape(state: WorldState, at: Addresses, artifact: StoredArtifact): Shape {
  const run = state.runs.get(artifact.run);
  const url = repoApi(at, `/actions/artifacts/${artifact.id}`);
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.byteLength,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: artifact.run,
      repository_id: state.repository.id,
      head_repository_id: run?.headRepositoryId ?? state.repository.id,
      head_branch: run?.headBranch ?? undefined,
      head_sha: run?.headSha,
    },
  };
}

/** An `environment-approvals`. It has no time of its own: GitHub states none. */
export function approvalShape(state: WorldState, at: Addresses, approval: ApprovalRecord): Shape {
  const time = '2020-01-01T00:00:00Z';
  return {
    environments: approval.environments.map((name, index) => ({
      id: 1000 + index,
      node_id: nodeId('Environment', name),
      name,
      url: repoApi(at, `/environments/${encodeURIComponent(name)}`),
      html_url: repoSite(at, '/deployments/activity_log'),
      created_at: time,
      updated_at: time,
    })),
    state: approval.state,
    user: accountOrGhost(state, at, approval.by),
    comment: approval.comment,
  };
}

/** A `job`. */
export function jobShape(at: Addresses, run: RunRecord, job: JobRecord): Shape {
  const api = repoApi(at, `/actions/jobs/${job.id}`);
  return {
    ...{ id: job.id, node_id: nodeId('CheckRun', job.id), name: job.name, run_attempt: job.attempt },
    ...{ run_id: run.id, run_url: repoApi(at, `/actions/runs/${run.id}`), url: api, check_run_url: api },
    ...{ html_url: repoSite(at, `/actions/runs/${run.id}/job/${job.id}`), workflow_name: run.name },
    ...{ head_sha: run.headSha, head_branch: run.headBranch, labels: ['ubuntu-latest'], steps: [] },
    ...{ runner_id: 1, runner_name: 'runner', runner_group_id: 1, runner_group_name: 'default' },
    ...{ created_at: job.startedAt, started_at: job.startedAt, completed_at: job.completedAt },
    status: job.completedAt === null ? 'in_progress' : 'completed',
    conclusion: job.completedAt === null ? null : 'success',
  };
}
