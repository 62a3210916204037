import type {
  Account,
  Artifact,
  Branch,
  BranchActivity,
  Comment,
  Commit,
  Comparison,
  Deployment,
  DeploymentEvent,
  DeploymentRequest,
  DeploymentStatus,
  EnvironmentReview,
  GitHub,
  Job,
  PullRequest,
  Repository,
  Review,
  WorkflowRun,
} from '../../shared/adapters/github/port.ts';
import { UserError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/record.ts';

/** What there is on the fake GitHub; tests change it as they go. */
export type GitHubWorld = {
  repository: Repository;
  branches: Branch[];
  /** Content by `ref:path`. */
  files: Map<string, Uint8Array>;
  commits: Commit[];
  pullRequests: PullRequest[];
  /** Numbers of the pull requests that GitHub relates to a commit, by its SHA. */
  related: Map<string, number[]>;
  reviews: Map<number, Review[]>;
  commitsOfPullRequests: Map<number, Commit[]>;
  /** Newest first, by `owner/name:branch`. */
  activity: Map<string, BranchActivity[]>;
  /** By `organisation/team`, then login. A team that is not here cannot be seen. */
  teams: Map<string, Map<string, 'active' | 'pending'>>;
  environmentReviews: Map<number, EnvironmentReview[]>;
  runs: WorkflowRun[];
  /** By run. */
  jobs: Map<number, Job[]>;
  artifacts: { artifact: Artifact; zip: Uint8Array }[];
  /** By `from...to`. */
  comparisons: Map<string, Comparison>;
  /** What is already there before the test; newest first. */
  history: { deployment: Deployment; events: DeploymentEvent[] }[];
  /** Who started a run, by its id; nobody unless named. */
  starters: Map<number, { actor: Account | null; triggeringActor: Account | null }>;
  comments: (Comment & { pullRequest: number })[];
  /** GitHub's clock. */
  time: number | null;
  deployments: { id: number; request: DeploymentRequest; statuses: DeploymentStatus[] }[];
  /** Methods that fail, with the problem that they fail with. */
  faults: Partial<Record<keyof GitHub, Error>>;
};

export const emptyWorld = (): GitHubWorld => ({
  repository: { id: 9_000, defaultBranch: 'main' },
  branches: [],
  files: new Map(),
  commits: [],
  pullRequests: [],
  related: new Map(),
  reviews: new Map(),
  commitsOfPullRequests: new Map(),
  activity: new Map(),
  teams: new Map(),
  environmentReviews: new Map(),
  runs: [],
  jobs: new Map(),
  artifacts: [],
  comparisons: new Map(),
  history: [],
  starters: new Map(),
  comments: [],
  time: Date.parse('2026-11-21T12:00:00Z'),
  deployments: [],
  faults: {},
});

/** The problem that the real adapter gives for an answer that cannot be decided on. */
export const unreadable = (call: string, status = 403): UserError =>
  new UserError('GITHUB_UNREADABLE', `${call}: ${status}`);

function found<T>(value: T | undefined, call: string): T {
  if (value === undefined) throw unreadable(call, 404);
  return value;
}

/** GitHub in memory. Counts one request for each call. */
export function fakeGitHub(world: GitHubWorld): GitHub {
  let calls = 0;
  const answer = async <T>(method: keyof GitHub, make: () => T): Promise<T> => {
    calls += 1;
    const fault = world.faults[method];
    if (fault !== undefined) throw fault;
    return make();
  };
  const pull = (number: number): PullRequest =>
    found(
      world.pullRequests.find((one) => one.number === number),
      `GET /pulls/${number}`,
    );
  return {
    calls: () => calls,
    time: () => world.time,
    quotas: () => [],
    artifactsNamed: (name) =>
      answer('artifactsNamed', () => world.artifacts.map((one) => one.artifact).filter((one) => one.name === name)),
    startedRun: (id) =>
      answer('startedRun', () => {
        const run = found(
          world.runs.find((one) => one.id === id),
          `GET /actions/runs/${id}`,
        );
        return { ...run, ...(world.starters.get(id) ?? { actor: null, triggeringActor: null }) };
      }),
    comments: (number) => answer('comments', () => world.comments.filter((one) => one.pullRequest === number)),
    createComment: (pullRequest, body) =>
      answer('createComment', () => {
        world.comments.push({ id: world.comments.length + 1, author: null, body, pullRequest });
      }),
    updateComment: (id, body) =>
      answer('updateComment', () => {
        world.comments = world.comments.map((one) => (one.id === id ? { ...one, body } : one));
      }),
    repository: () => answer('repository', () => world.repository),
    branch: (name) => answer('branch', () => world.branches.find((branch) => branch.name === name)),
    file: (path, ref) => answer('file', () => world.files.get(`${ref}:${path}`)),
    commit: (sha) =>
      answer('commit', () =>
        found(
          world.commits.find((commit) => commit.sha === sha),
          `GET /commits/${sha}`,
        ),
      ),
    opening: () => answer('opening', () => undefined),
    pullRequestsOfCommit: (sha) => answer('pullRequestsOfCommit', () => (world.related.get(sha) ?? []).map(pull)),
    pullRequestsOfCommits: () => answer('pullRequestsOfCommits', () => new Map()),
    pullRequestsInFull: () => answer('pullRequestsInFull', () => new Map()),
    pullRequest: (number) => answer('pullRequest', () => pull(number)),
    reviews: (number) => answer('reviews', () => world.reviews.get(pull(number).number) ?? []),
    commitsOfPullRequest: (number) =>
      answer('commitsOfPullRequest', () => world.commitsOfPullRequests.get(pull(number).number) ?? []),
    branchActivity: (repository, branch) =>
      answer('branchActivity', () => world.activity.get(`${repository}:${branch}`) ?? []),
    membership: (team, login) =>
      answer('membership', () => found(world.teams.get(team), `GET /orgs/${team}`).get(login) ?? 'none'),
    immediateMembership: (team, { login }) =>
      answer('immediateMembership', () =>
        found(world.teams.get(team), `GET /orgs/${team}`).get(login) === 'active' ? 'active' : 'none',
      ),
    environmentReviews: (run) => answer('environmentReviews', () => world.environmentReviews.get(run) ?? []),
    runsOfCommit: (sha) => answer('runsOfCommit', () => world.runs.filter((run) => run.headSha === sha)),
    jobsOfRun: (run) => answer('jobsOfRun', () => world.jobs.get(run) ?? []),
    artifactsOfRun: (run) =>
      answer('artifactsOfRun', () => world.artifacts.map((one) => one.artifact).filter((one) => one.runId === run)),
    downloadArtifact: (artifact) =>
      answer('downloadArtifact', () => {
        const zip = found(
          world.artifacts.find((one) => one.artifact.id === artifact.id)?.zip,
          `GET /actions/artifacts/${artifact.id}/zip`,
        );
        if (artifact.digest !== `sha256:${sha256(zip)}`) throw unreadable('digest', 200);
        return zip;
      }),
    commitsBetween: (from, to) =>
      answer('commitsBetween', () => found(world.comparisons.get(`${from}...${to}`), `GET /compare/${from}...${to}`)),
    recentlyClosed: (base) =>
      answer('recentlyClosed', () => world.pullRequests.filter((one) => one.base === base && one.state === 'closed')),
    deployments: (environment) =>
      answer('deployments', () => ({
        newest: world.history.map((one) => one.deployment).filter((one) => one.environment === environment),
        complete: true,
      })),
    deploymentEvents: (id) =>
      answer('deploymentEvents', () =>
        found(world.history.find((one) => one.deployment.id === id)?.events, `GET /deployments/${id}/statuses`),
      ),
    createDeployment: (request) =>
      answer('createDeployment', () => {
        const id = world.deployments.length + 1;
        world.deployments.push({ id, request, statuses: [] });
        return id;
      }),
    setDeploymentStatus: (deployment, status) =>
      answer('setDeploymentStatus', () => {
        const one = found(
          world.deployments.find((candidate) => candidate.id === deployment),
          `POST /deployments/${deployment}/statuses`,
        );
        one.statuses.push(status);
      }),
  };
}
