import type { RunContext } from '../../domain/run-context.ts';
import { type Client, type GitHubConnection, makeClient, readBytes } from './client.ts';
import { conversation } from './conversation.ts';
import { downloadArtifact } from './download.ts';
import { historyReads } from './history.ts';
import { immediateMembers } from './immediate-members.ts';
import { jobReads } from './jobs.ts';
import { manyReads } from './many.ts';
import { graphqlBase, openingRead } from './opening.ts';
import { optional, peopleReads } from './people.ts';
import type { Commit, DeploymentRequest, DeploymentStatus, GitHub, Quota, Review } from './port.ts';
import { parseAnswer, readPages } from './read.ts';
import * as shapes from './shapes.ts';
import { startedReads } from './started.ts';
import { unreadable } from './unreadable.ts';

type Repository = Pick<RunContext, 'owner' | 'repo'>;

/** Bytes of a file that is read through the API. */
const LARGEST_FILE = 1024 * 1024;

/** GitHub lists no more commits of a pull request than this. */
const MOST_COMMITS = 250;

async function readFile(client: Client, at: Repository, path: string, ref: string): Promise<Uint8Array | undefined> {
  const answer = await optional(
    client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...at,
      path,
      ref,
      mediaType: { format: 'raw' },
      // As text the bytes would change: a byte order mark is lost, and what is not UTF-8 is replaced.
      request: { parseSuccessResponseBody: false },
    }),
  );
  if (answer === undefined) return undefined;
  const fail = (message: string): never => {
    throw unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
  };
  const data: unknown = answer.data;
  if (/^application\/json\b/.test(String(answer.headers['content-type']))) return fail(`"${path}" is not a file`);
  if (data === null || data === '') return new Uint8Array();
  if (!(data instanceof ReadableStream)) return fail(`"${path}" was not sent as it is`);
  const bytes = await readBytes(new Response(data), 2 * LARGEST_FILE).catch(() => undefined);
  if (bytes === undefined || bytes.length > LARGEST_FILE) return fail(`"${path}" is larger than ${LARGEST_FILE} bytes`);
  return bytes;
}

/** @throws UserError('GITHUB_UNREADABLE') when GitHub has cut the list off. */
async function readCommits(client: Client, at: Repository, number: number): Promise<readonly Commit[]> {
  const place = { ...at, pull_number: number };
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits';
  const commits = await readPages(
    client.paginate.iterator(route, { ...place, per_page: 100 }),
    shapes.commitShape,
    (one) => one.sha,
  );
  if (commits.length < MOST_COMMITS) return commits;
  const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', place);
  const count = parseAnswer(answer, shapes.commitCountShape);
  if (count === commits.length) return commits;
  const message = `pull request #${number} has ${count} commits, of which GitHub lists ${MOST_COMMITS}; split it`;
  throw unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
}

const byId = (one: { readonly id: number }): number => one.id;

const inOrder = (a: Review, b: Review): number =>
  Date.parse(a.submittedAt ?? '9999-01-01') - Date.parse(b.submittedAt ?? '9999-01-01') || a.id - b.id;

/** The reads that ask about commits and pull requests. */
function pullRequestReads(client: Client, at: Repository) {
  return {
    async commit(sha: string) {
      const answer = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: sha });
      const commit = parseAnswer(answer, shapes.commitShape);
      if (commit.sha === sha) return commit;
      throw unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${commit.sha}` });
    },
    pullRequestsOfCommit(sha: string) {
      const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
      const pages = client.paginate.iterator(route, { ...at, commit_sha: sha, per_page: 100 });
      return readPages(pages, shapes.pullRequestShape, (one) => one.number);
    },
    async pullRequest(number: number) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      return parseAnswer(await client.request(route, { ...at, pull_number: number }), shapes.pullRequestShape);
    },
    async reviews(number: number) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
      const pages = client.paginate.iterator(route, { ...at, pull_number: number, per_page: 100 });
      return [...(await readPages(pages, shapes.reviewShape, byId))].sort(inOrder);
    },
    commitsOfPullRequest: (number: number) => readCommits(client, at, number),
  };
}

/** The reads that ask about runs and what they stored. */
function runReads(client: Client, connection: GitHubConnection, at: Repository) {
  return {
    runsOfCommit(sha: string) {
      const route = 'GET /repos/{owner}/{repo}/actions/runs';
      return readPages(client.paginate.iterator(route, { ...at, head_sha: sha, per_page: 100 }), shapes.runShape, byId);
    },
    artifactsOfRun(run: number) {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
      return readPages(
        client.paginate.iterator(route, { ...at, run_id: run, per_page: 100 }),
        shapes.artifactShape,
        byId,
      );
    },
    downloadArtifact: (artifact: Parameters<GitHub['downloadArtifact']>[0]) =>
      downloadArtifact(client, connection, at, artifact),
  };
}

function writes(client: Client, at: Repository) {
  return {
    async createDeployment(request: DeploymentRequest) {
      const answer = await client.request('POST /repos/{owner}/{repo}/deployments', {
        ...at,
        ref: request.sha,
        environment: request.environment,
        description: request.description.slice(0, 140),
        payload: { ...request.payload },
        // The gate has decided already: GitHub must neither merge nor wait for checks of its own.
        auto_merge: false,
        required_contexts: [],
      });
      return parseAnswer(answer, shapes.deploymentShape, 'POST');
    },
    async setDeploymentStatus(deployment: number, status: DeploymentStatus) {
      await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...at,
        deployment_id: deployment,
        state: status.state,
        description: status.description.slice(0, 140),
        log_url: status.logUrl,
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
      });
    },
  };
}

/** GitHub's REST API, as one repository's job may use it. */
export function connectGitHub(
  context: Repository & Pick<RunContext, 'apiUrl'>,
  token: string,
  options: Pick<GitHubConnection, 'timeout' | 'patience'> = {},
): GitHub {
  let calls = 0;
  const onRequest = (): void => {
    calls += 1;
  };
  let time: number | null = null;
  const onTime = (told: number): void => {
    time = told;
  };
  const quotas = new Map<string, Quota>();
  const onQuota = (quota: Quota): void => {
    quotas.set(quota.resource, quota);
  };
  const connection = { ...options, apiUrl: context.apiUrl, token, onRequest, onTime, onQuota };
  const client = makeClient(connection);
  const at = { owner: context.owner, repo: context.repo };
  return {
    calls: () => calls,
    time: () => time,
    quotas: () => [...quotas.values()],
    async repository() {
      return parseAnswer(await client.request('GET /repos/{owner}/{repo}', at), shapes.repositoryShape);
    },
    async branch(name) {
      const request = client.request('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch: name });
      const answer = await optional(request);
      if (answer === undefined) return undefined;
      const branch = parseAnswer(answer, shapes.branchShape);
      // A renamed branch is answered by its new name; it is not the one that was asked for.
      return branch.name === name ? branch : undefined;
    },
    file: (path, ref) => readFile(client, at, path, ref),
    ...pullRequestReads(client, at),
    ...peopleReads(client, at),
    ...immediateMembers(client, graphqlBase(context.apiUrl)),
    ...openingRead(client, at, context.apiUrl),
    ...manyReads(client, at, context.apiUrl),
    ...historyReads(client, at),
    ...runReads(client, connection, at),
    ...jobReads(client, at),
    ...startedReads(client, at),
    ...conversation(client, at),
    ...writes(client, at),
  };
}
