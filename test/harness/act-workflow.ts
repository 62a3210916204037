import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { StandIn } from '../github/stand-in.ts';
import { readActLog, type WorkflowJobs } from './act-log.ts';
import { runProcess } from './process.ts';
import { type RunnerContext, runnerEnvironment } from './runner-environment.ts';

const run = promisify(execFile);

export type WorkflowOptions = {
  /** Path of nektos/act: `ensureAct` of the test bed. */
  readonly act: string;
  /** Path of the git repository that holds the workflow. It is cloned; nothing in it changes. */
  readonly repository: string;
  /** Path inside the repository, as `.github/workflows/deploy.yml`. */
  readonly workflow: string;
  readonly github: StandIn;
  /** Default: `push` on the default branch. */
  readonly event?: string;
  readonly branch?: string;
  /** Runs this job and what it needs; default: all. */
  readonly job?: string;
  /** Folders instead of repositories, by `owner/name@ref`. */
  readonly actions?: Readonly<Record<string, string>>;
  readonly context?: Pick<RunnerContext, 'event' | 'runId' | 'runAttempt' | 'actor' | 'triggeringActor' | 'workflow'>;
  /** Variables for every step, beside those of the runner; of ours only PATH and HOME pass. */
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** Milliseconds; default 300 000. */
  readonly timeout?: number;
};

export type WorkflowResult = {
  readonly succeeded: boolean;
  readonly jobs: WorkflowJobs;
  /** The log of act, one JSON value a line. */
  readonly log: string;
  readonly milliseconds: number;
};

/** What act does not set as GitHub's runner does, or sets to something of its own. */
const OURS = [
  ...['GITHUB_API_URL', 'GITHUB_GRAPHQL_URL', 'GITHUB_RUN_ID', 'GITHUB_RUN_NUMBER', 'GITHUB_RUN_ATTEMPT'],
  ...[
    'GITHUB_REPOSITORY_ID',
    'GITHUB_ACTOR_ID',
    'GITHUB_TRIGGERING_ACTOR',
    'GITHUB_WORKFLOW_REF',
    'GITHUB_WORKFLOW_SHA',
  ],
  ...['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_URL', 'ACTIONS_RUNTIME_TOKEN', 'RUNNER_NAME', 'RUNNER_ENVIRONMENT'],
];

/** Every one of them is this machine. */
const LABELS = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04'];

/** A clone whose origin is on github.com: act reads the repository's name from there. */
async function cloneAs(options: WorkflowOptions, branch: string, folder: string): Promise<string> {
  const path = join(folder, 'repository');
  await run('git', ['clone', '--quiet', '--no-local', '--branch', branch, options.repository, path]);
  const origin = `https://github.com/${options.github.repository}`;
  await run('git', ['-C', path, 'remote', 'set-url', 'origin', origin]);
  return path;
}

function argumentsOf(
  options: WorkflowOptions,
  path: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): string[] {
  const each = (flag: string, pairs: Readonly<Record<string, string>>) =>
    Object.entries(pairs).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return [
    ...[options.event ?? 'push', '--json', '--directory', path, '--workflows', options.workflow],
    ...LABELS.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...['--no-cache-server', '--action-cache-path', join(folder, 'act')],
    ...['--eventpath', env['GITHUB_EVENT_PATH'] ?? '', '--actor', env['GITHUB_ACTOR'] ?? ''],
    // Files of these names in the repository or around it are none of the workflow's.
    ...['--env-file', '--secret-file', '--var-file', '--input-file'].flatMap((flag) => [flag, '/dev/null']),
    ...(options.job === undefined ? [] : ['--job', options.job]),
    ...each('--local-repository', options.actions ?? {}),
    ...each('--env', { ...Object.fromEntries(OURS.map((name) => [name, env[name] ?? ''])), ...options.env }),
    ...each('--secret', { GITHUB_TOKEN: options.token ?? options.github.token, ...options.secrets }),
  ];
}

/**
 * Runs a whole workflow with act on this machine, against the GitHub stand-in and the artifact service.
 * act grants every job the same token whatever its `permissions:` say, and does not wait at environments.
 * @throws when it does not end in time.
 */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
  const { github, context: given, event: eventName = 'push' } = options;
  const branch = options.branch ?? github.world.repository.defaultBranch;
  const folder = await mkdtemp(join(tmpdir(), 'countersign-act-'));
  try {
    const path = await cloneAs(options, branch, folder);
    const sha = (await run('git', ['-C', path, 'rev-parse', 'HEAD'])).stdout.trim();
    const context = {
      ...given,
      eventName,
      sha,
      ref: `refs/heads/${branch}`,
      workflowPath: options.workflow,
      job: 'act',
    };
    await using runner = await runnerEnvironment('act', { workspace: path, temp: folder }, { github, context });
    const result = await runProcess(options.act, argumentsOf(options, path, folder, runner.env), {
      cwd: path,
      env: { PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter), HOME: homedir() },
      timeout: options.timeout ?? 300_000,
    });
    const { log, milliseconds } = result;
    return { succeeded: result.exitCode === 0, jobs: readActLog(log), log, milliseconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
