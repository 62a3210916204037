import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { StandIn } from '../github/stand-in.ts';

/** What the runner tells a step about its run. Everything has a default. */
export type RunnerContext = {
  /** `owner/name`; default: the stand-in's repository. */
  readonly repository?: string;
  readonly repositoryId?: number;
  readonly sha?: string;
  readonly ref?: string;
  readonly headRef?: string;
  readonly baseRef?: string;
  readonly eventName?: string;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly runId?: number;
  readonly runAttempt?: number;
  readonly workflow?: string;
  readonly workflowPath?: string;
  readonly job?: string;
  readonly actor?: string;
  readonly actorId?: number;
  readonly triggeringActor?: string;
};

type Options = {
  readonly context?: RunnerContext;
  readonly github?: StandIn;
  readonly token?: string;
};

export type RunnerEnvironment = AsyncDisposable & {
  readonly env: Record<string, string>;
  /** Values of `${{ … }}` in the defaults of inputs. */
  readonly values: Readonly<Record<string, string>>;
};

/** Nothing listens there: a call that a test did not foresee fails at once and leaves the machine never. */
const NOWHERE = 'http://127.0.0.1:1';
const NO_COMMIT = '0'.repeat(40);

type Context = Required<Omit<RunnerContext, 'headRef' | 'baseRef'>> & Pick<RunnerContext, 'headRef' | 'baseRef'>;

async function completed(github: StandIn | undefined, given: RunnerContext): Promise<Context> {
  const branch = github?.world.repository.defaultBranch ?? 'main';
  const ref = given.ref ?? `refs/heads/${branch}`;
  const actor = given.actor ?? 'octocat';
  const account = [...(github?.world.accounts.values() ?? [])].find((one) => one.login === actor);
  return {
    repository: github?.repository ?? 'acme/nowhere',
    repositoryId: github?.world.repository.id ?? 1,
    ref,
    sha: (await github?.world.git.resolve(ref)) ?? NO_COMMIT,
    eventName: 'push',
    event: {},
    runId: 4711,
    runAttempt: 1,
    workflow: 'Deploy',
    workflowPath: '.github/workflows/deploy.yml',
    job: 'job',
    actor,
    actorId: account?.id ?? 583231,
    triggeringActor: actor,
    ...given,
  };
}

function contextVariables(context: Context): Record<string, string> {
  return {
    GITHUB_REPOSITORY: context.repository,
    GITHUB_REPOSITORY_ID: String(context.repositoryId),
    GITHUB_REPOSITORY_OWNER: context.repository.split('/')[0] ?? '',
    GITHUB_SHA: context.sha,
    GITHUB_REF: context.ref,
    GITHUB_REF_NAME: context.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: context.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_HEAD_REF: context.headRef ?? '',
    GITHUB_BASE_REF: context.baseRef ?? '',
    GITHUB_EVENT_NAME: context.eventName,
    GITHUB_RUN_ID: String(context.runId),
    GITHUB_RUN_NUMBER: String(context.runId),
    GITHUB_RUN_ATTEMPT: String(context.runAttempt),
    GITHUB_WORKFLOW: context.workflow,
    GITHUB_WORKFLOW_REF: `${context.repository}/${context.workflowPath}@${context.ref}`,
    GITHUB_WORKFLOW_SHA: context.sha,
    GITHUB_JOB: context.job,
    GITHUB_ACTOR: context.actor,
    GITHUB_ACTOR_ID: String(context.actorId),
    GITHUB_TRIGGERING_ACTOR: context.triggeringActor,
  };
}

/** The event's payload always names its repository; so does this one. */
function payload(context: Context): string {
  const [owner = '', name = ''] = context.repository.split('/');
  const repository = { id: context.repositoryId, name, full_name: context.repository, owner: { login: owner } };
  return JSON.stringify({ repository, ref: context.ref, ...context.event });
}

/** The run that the step belongs to exists on GitHub while the step is running. */
function ensureRun(github: StandIn | undefined, context: Context): void {
  if (github === undefined) return;
  const known = github.world.runs.get(context.runId);
  if (known !== undefined) {
    known.attempt = context.runAttempt;
    return;
  }
  const {
    runId: id,
    runAttempt: attempt,
    workflow: name,
    workflowPath: path,
    eventName: event,
    sha: headSha,
  } = context;
  const headBranch = context.headRef ?? context.ref.replace('refs/heads/', '');
  github.world.addRun({ id, attempt, name, path, event, headSha, headBranch, status: 'in_progress', conclusion: null });
}

/** A clean environment as the runner's: of ours, only PATH and HOME pass. */
export async function runnerEnvironment(
  action: string,
  places: { readonly workspace: string; readonly temp: string },
  { context: given = {}, github, token = github?.token ?? 'no-token' }: Options,
): Promise<RunnerEnvironment> {
  const context = await completed(github, given);
  ensureRun(github, context);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-event-'));
  const eventPath = join(folder, 'event.json');
  await writeFile(eventPath, payload(context));
  const api = github?.url ?? NOWHERE;
  const env = {
    ...contextVariables(context),
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: homedir(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: action,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_WORKSPACE: places.workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: api,
    GITHUB_GRAPHQL_URL: `${api}/graphql`,
    RUNNER_TEMP: places.temp,
    RUNNER_TOOL_CACHE: join(places.temp, 'tools'),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'harness',
    RUNNER_ENVIRONMENT: 'self-hosted',
    ACTIONS_RESULTS_URL: `${github?.results.url ?? NOWHERE}/`,
    ACTIONS_RUNTIME_URL: `${github?.results.url ?? NOWHERE}/`,
    ACTIONS_RUNTIME_TOKEN: github?.results.token(context.runId, context.job) ?? 'no-token',
  };
  return {
    env,
    values: { 'github.token': token, 'github.repository': context.repository, 'github.sha': context.sha },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
