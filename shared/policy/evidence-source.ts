import type { Artifact, Job, WorkflowRun } from '../adapters/github/port.ts';
import type { Observation } from '../domain/decision.ts';

/** An artifact with the run that made it, and with the run's jobs when some of them were run more than once. */
export type Candidate = { readonly artifact: Artifact; readonly run: WorkflowRun; readonly jobs?: readonly Job[] };

/** What an artifact has to belong to. */
export type Origin = {
  readonly commit: string;
  readonly repositoryId: number;
  /** The run that decides: it is still going on, and its earlier jobs have ended well or it would not be here. */
  readonly runId?: number;
  /** Before the merge, runs of the pull request count; they have tested a merge with the base, not the commit itself. */
  readonly beforeMerge?: boolean;
  /** Path of the only workflow that is believed, such as `.github/workflows/tests.yml`; any workflow unless given. */
  readonly workflow?: string;
};

/** Events whose runs are of the commit's own code. Others run for anybody (comments, forks, other runs). */
const TRUSTED_EVENTS: ReadonlySet<string> = new Set([
  'push',
  'merge_group',
  'workflow_dispatch',
  'schedule',
  'release',
  'repository_dispatch',
]);

/** Not `pull_request_target`: it runs with rights of the base on input of anybody. */
const PULL_REQUEST_EVENTS: ReadonlySet<string> = new Set(['pull_request', 'pull_request_review']);

/** GitHub writes the path of some runs with the ref that they ran on: `.github/workflows/tests.yml@refs/heads/main`. */
const workflowOf = (run: WorkflowRun): string => run.path.replace(/@.*$/, '');

/** Why an artifact cannot speak for the commit, whatever is in it; undefined when it can. */
export function foreign({ artifact, run }: Candidate, origin: Origin): string | undefined {
  if (artifact.headSha !== origin.commit || run.headSha !== origin.commit) return 'it belongs to another commit';
  if (artifact.runId !== run.id) return 'it belongs to another run';
  const repositories = [artifact.repositoryId, artifact.headRepositoryId, run.repositoryId, run.headRepositoryId];
  if (repositories.some((id) => id !== origin.repositoryId)) return 'it comes from another repository, such as a fork';
  if (origin.workflow !== undefined && workflowOf(run) !== origin.workflow)
    return `the workflow ${workflowOf(run)} made it, not ${origin.workflow}`;
  if (run.id === origin.runId || TRUSTED_EVENTS.has(run.event)) return undefined;
  if (!PULL_REQUEST_EVENTS.has(run.event)) return `runs on the event ${run.event} are not trusted`;
  return origin.beforeMerge
    ? undefined
    : 'it was made for the pull request, so it tested a merge that is not this commit';
}

/**
 * Whether a job that may have made the artifact was run again since. GitHub says neither the job nor the attempt of an
 * artifact, and a rerun that cannot upload under the same name leaves the old one standing; the times tell who could
 * have made it. What only other jobs were run again for stays good.
 */
function superseded({ artifact, jobs }: Candidate): string | undefined {
  if (jobs === undefined) return undefined;
  const made = Date.parse(artifact.createdAt);
  const started = (job: Job): number => Date.parse(job.startedAt ?? '');
  const makers = jobs.filter(
    (job) => started(job) <= made && (job.completedAt === null || Date.parse(job.completedAt) >= made),
  );
  if (makers.length === 0) return `no job of its run was going on when it was made at ${artifact.createdAt}`;
  const again = jobs.find((job) => started(job) > made && makers.some(({ name }) => name === job.name));
  return again && `it was made before the job "${again.name}" was run again at ${again.startedAt}`;
}

function unusable(candidate: Candidate, origin: Origin): string | undefined {
  const { artifact, run } = candidate;
  if (artifact.expired) return 'it has expired';
  if (artifact.digest === null) return 'GitHub states no digest for it, so its bytes cannot be checked';
  const old = superseded(candidate);
  if (old !== undefined) return old;
  if (run.id === origin.runId) return undefined;
  if (run.status !== 'completed') return `its run ${run.id} has not ended (${run.status})`;
  if (run.conclusion !== 'success') return `its run ${run.id} ended with ${run.conclusion ?? 'no conclusion'}`;
  return undefined;
}

const newestFirst = (left: Candidate, right: Candidate): number => {
  const [older, newer] = [Date.parse(left.artifact.createdAt), Date.parse(right.artifact.createdAt)];
  return older === newer ? right.artifact.id - left.artifact.id : newer - older;
};

export type Choice =
  | { readonly kind: 'chosen'; readonly candidate: Candidate; readonly observations: readonly Observation[] }
  | {
      readonly kind: 'refused';
      readonly why: string;
      readonly link: string;
      readonly observations: readonly Observation[];
    }
  | { readonly kind: 'none'; readonly observations: readonly Observation[] };

const what = ({ artifact, run }: Candidate): string => `artifact ${artifact.name} (${artifact.id}) of run ${run.id}`;

/** GitHub does not say which attempt of a run made an artifact; that there were several is told. */
const attemptOf = ({ run }: Candidate): string => (run.attempt > 1 ? `, its run is in attempt ${run.attempt}` : '');

/**
 * Which of several artifacts of one name counts: of those that belong to the commit, the newest, and no other. When the
 * newest cannot be used, an older one does not take its place, so that a later failure is never hidden by an earlier
 * success.
 */
export function chooseArtifact(candidates: readonly Candidate[], origin: Origin): Choice {
  const judged = candidates.map((candidate) => ({ candidate, why: foreign(candidate, origin) }));
  const strangers = judged.flatMap(({ candidate, why }): Observation[] =>
    why === undefined ? [] : [{ what: what(candidate), counted: false, why, link: candidate.run.url }],
  );
  const own = judged.filter(({ why }) => why === undefined).map(({ candidate }) => candidate);
  const [newest, ...older] = own.toSorted(newestFirst);
  if (newest === undefined) return { kind: 'none', observations: strangers };
  const rest = older.map((candidate): Observation => {
    return {
      what: what(candidate),
      counted: false,
      why: 'a newer artifact of the same name replaces it',
      link: candidate.run.url,
    };
  });
  const why = unusable(newest, origin);
  const seen: Observation = {
    what: what(newest),
    counted: why === undefined,
    why: why ?? `made at ${newest.artifact.createdAt}, digest ${newest.artifact.digest ?? ''}${attemptOf(newest)}`,
    link: newest.run.url,
  };
  const observations = [seen, ...rest, ...strangers];
  if (why !== undefined) return { kind: 'refused', why, link: newest.run.url, observations };
  return { kind: 'chosen', candidate: newest, observations };
}
