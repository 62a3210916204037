import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { StandIn } from '../github/stand-in.ts';
import { type ActionMetadata, inputEnvironment, readActionMetadata } from './action-metadata.ts';
import { type Annotation, annotationsOf, maskedLog, parseCommands, type WorkflowCommand } from './commands.ts';
import { type ProcessResult, runProcess } from './process.ts';
import { type RunnerContext, runnerEnvironment } from './runner-environment.ts';
import { makeRunnerFiles, type StepFiles } from './runner-files.ts';

export type RunOptions = {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where API calls and artifacts go. Without it both addresses lead nowhere. */
  readonly github?: StandIn;
  /** `GITHUB_WORKSPACE` and the working folder. Default: an empty folder that is removed afterwards. */
  readonly workspace?: string;
  /** `RUNNER_TEMP`. Default: a folder that is removed afterwards; give one to look at what was left in it. */
  readonly temp?: string;
  /** Added to the otherwise clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly context?: RunnerContext;
  /** The run's own token. Default: the stand-in's token, which may do everything. */
  readonly token?: string;
  /** Milliseconds; default 60 000. */
  readonly timeout?: number;
  readonly signalWhen?: (line: string) => NodeJS.Signals | undefined;
  /** Cancels the step when it aborts. */
  readonly cancel?: AbortSignal;
  /** false leaves the `post` step of the action out, as when the whole runner dies. */
  readonly post?: boolean;
};

/** What a step did. */
type StepResult = ProcessResult &
  StepFiles & {
    readonly annotations: readonly Annotation[];
    readonly commands: readonly WorkflowCommand[];
    /** Values that the step asked to be hidden. */
    readonly masks: readonly string[];
    /** The output as a person sees it: masked. */
    readonly shown: string;
  };

/** What a step and, where the action has one, its `post` step did. */
export type ActionRun = StepResult & { readonly post: StepResult | undefined };

export type ActionName = 'validate' | 'build' | 'deploy' | 'rollback';

const ROOT = resolve(import.meta.dirname, '../..');

/** Runs the bundled action as the runner does. @throws when it was not built, or does not end in time. */
export function runDist(action: ActionName, options: RunOptions = {}): Promise<ActionRun> {
  return runAction(join(ROOT, `action-${action}`), options);
}

/** Runs any JavaScript action, by the folder of its `action.yml`, as the runner does. */
export async function runAction(folder: string, options: RunOptions = {}): Promise<ActionRun> {
  const metadata = await readActionMetadata(folder);
  for (const file of [metadata.main, metadata.post].filter((one) => one !== undefined)) {
    if (!existsSync(join(folder, file))) throw new Error(`${join(folder, file)} is missing: run "npm run build"`);
  }
  const own = await mkdtemp(join(tmpdir(), 'countersign-run-'));
  try {
    const places = {
      workspace: options.workspace ?? (await mkdtemp(join(own, 'workspace-'))),
      temp: options.temp ?? (await mkdtemp(join(own, 'temp-'))),
    };
    return await runSteps(folder, metadata, places, options);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

type Places = { readonly workspace: string; readonly temp: string };

async function runSteps(
  folder: string,
  metadata: ActionMetadata,
  places: Places,
  options: RunOptions,
): Promise<ActionRun> {
  await using runner = await runnerEnvironment(metadata.name, places, options);
  const inputs = inputEnvironment(metadata, options.inputs ?? {}, runner.values);
  const env = { ...runner.env, ...inputs, ...options.env };
  const main = await runStep(join(folder, metadata.main), env, places, options);
  if (metadata.post === undefined || options.post === false) return { ...main, post: undefined };
  const state = Object.entries(main.state).map(([key, value]) => [`STATE_${key}`, value]);
  const { signalWhen: _, cancel: __, ...unsignalled } = options;
  const post = await runStep(
    join(folder, metadata.post),
    { ...env, ...Object.fromEntries(state) },
    places,
    unsignalled,
  );
  return { ...main, post };
}

async function runStep(
  file: string,
  env: Record<string, string>,
  places: Places,
  options: RunOptions,
): Promise<StepResult> {
  await using files = await makeRunnerFiles();
  const { signalWhen, cancel, timeout = 60_000 } = options;
  const result = await runProcess(process.execPath, [file], {
    cwd: places.workspace,
    env: { ...env, ...files.env },
    timeout,
    ...(signalWhen === undefined ? {} : { signalWhen }),
    ...(cancel === undefined ? {} : { cancel }),
  });
  const commands = [...parseCommands(result.stdout), ...parseCommands(result.stderr)];
  const masks = commands.filter((command) => command.name === 'add-mask').map((command) => command.message);
  const hidden = [...masks, env['INPUT_GITHUB-TOKEN'] ?? '', env['ACTIONS_RUNTIME_TOKEN'] ?? ''];
  const shown = maskedLog(result.log, hidden);
  return { ...result, ...(await files.read()), annotations: annotationsOf(commands), commands, masks, shown };
}
