import { posix } from 'node:path';
import type { Clock } from '../shared/adapters/clock.ts';
import type { BuildContext } from '../shared/adapters/docker/build-context.ts';
import type { ReadySecrets } from '../shared/adapters/docker/build-secrets.ts';
import type { Docker, Engine, LintResult } from '../shared/adapters/docker/port.ts';
import type { Machine } from '../shared/adapters/machine.ts';
import { showDuration } from '../shared/domain/duration.ts';
import { inParallel } from '../shared/rollout/in-parallel.ts';
import type { Log } from '../shared/runner/port.ts';
import type { ContextFiles } from './context/read-context.ts';
import type { Target } from './plan.ts';
import { readSource } from './read-source.ts';
import { runTests, type TestPorts } from './run-tests.ts';
import type { BuildFact, ServiceFacts, TestFact } from './service-facts.ts';

export type ServicePorts = TestPorts & {
  readonly docker: Docker;
  readonly clock: Clock;
  readonly log: Log;
  readonly machine: Machine;
  /** Committed files below a path of the repository that differ from the commit. */
  readonly changedFiles: (path: string) => Promise<readonly string[]>;
  /** The files of a build context. */
  readonly contextFiles: (context: BuildContext) => ContextFiles;
};

/** What an image is labelled with. */
export type BuiltFrom = {
  readonly commit: string;
  /** Address of the repository in a browser. */
  readonly source: string;
};

/** A service whose context was found, and what may not be shown of its secrets. */
export type ReadyTarget = { readonly target: Target; readonly context: BuildContext; readonly secrets: ReadySecrets };

/** What is known of a service before its image is looked at, and its whole log. */
export type ServiceBuild = {
  readonly facts: Omit<ServiceFacts, 'read' | 'base' | 'scan' | 'run'>;
  readonly log: readonly string[];
};

/** Lines of a failing build's log that go into the record; the whole log is in its artifact. */
const LAST_LINES = 20;

/** Bytes that one build of an image may need besides the engine: enough for a compiler or a bundler. */
const MEMORY_OF_BUILD = 2 ** 30;

/** How many services are built at once: one for each core while there is memory, and always one. */
export function widthOf({ cores, freeMemory }: { readonly cores: number; readonly freeMemory: number }): number {
  return Math.max(1, Math.min(cores, Math.floor(freeMemory / MEMORY_OF_BUILD)));
}

/** A log whose lines never hold a secret, even when a build prints it; gives each line as it may be shown. */
function logOf({ log }: ServicePorts, { target, secrets }: ReadyTarget, lines: string[]): (line: string) => string {
  return (line) => {
    const shown = secrets.values.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    lines.push(shown);
    log.info(`${target.service} | ${shown}`);
    return shown;
  };
}

function notBuilt(tests: readonly TestFact[]): BuildFact | undefined {
  const failed = tests.find(({ exitCode }) => exitCode !== 0);
  if (failed === undefined) return undefined;
  return { kind: 'skipped', why: `${failed.command.join(' ')} ended with exit code ${failed.exitCode}` };
}

async function buildImage(
  { docker, clock, log }: ServicePorts,
  from: BuiltFrom,
  { target, context, secrets }: ReadyTarget,
  onLine: (line: string) => void,
  lines: readonly string[],
): Promise<BuildFact> {
  const started = clock.now();
  const before = lines.length;
  log.info(`${target.service}: building ${target.context}`);
  const result = await docker.build({
    reference: { name: target.image, tag: from.commit },
    ...context,
    args: target.args,
    target: target.stage,
    ...target.builder,
    secrets: secrets.secrets,
    labels: { 'org.opencontainers.image.revision': from.commit, 'org.opencontainers.image.source': from.source },
    onLine,
  });
  const took = clock.now() - started;
  const ending = result.kind === 'built' ? `built ${result.image}` : `FAILED with exit code ${result.exitCode}`;
  log.info(`${target.service}: ${ending} (${showDuration(took)})`);
  const seconds = Math.round(took) / 1_000;
  if (result.kind === 'built') {
    const [startedAt, finishedAt] = [started, started + took].map((ms) => new Date(ms).toISOString()) as [
      string,
      string,
    ];
    return { kind: 'built', seconds, image: result.image, startedAt, finishedAt };
  }
  const lastLines = lines
    .slice(before)
    .filter((line) => line.trim() !== '')
    .slice(-LAST_LINES);
  return { kind: 'failed', seconds, exitCode: result.exitCode, lastLines };
}

/** What BuildKit says, with nothing in it that may not be shown. */
async function lintOf({ docker }: ServicePorts, { target, context }: ReadyTarget): Promise<LintResult> {
  const { args, stage, builder } = target;
  return await docker.lint({ ...context, args, target: stage, platform: builder.platform });
}

async function buildService(
  ports: ServicePorts,
  from: BuiltFrom,
  ready: ReadyTarget,
  builder: Engine['builder'],
): Promise<ServiceBuild> {
  const { target, context } = ready;
  const log: string[] = [];
  const onLine = logOf(ports, ready, log);
  const tests = await runTests(ports, target, context.context, onLine);
  const source = await readSource(ports.contextFiles(context), target, context, builder);
  const modified = await ports.changedFiles(target.context);
  const lint = target.lint ? await lintOf(ports, ready) : null;
  const build = notBuilt(tests) ?? (await buildImage(ports, from, ready, onLine, log));
  const facts: ServiceBuild['facts'] = {
    service: target.service,
    image: target.image,
    tag: from.commit,
    asked: target.asked,
    source: { context: target.context, dockerfile: posix.join(target.context, target.dockerfile), modified },
    parameters: {
      args: target.args,
      target: target.stage,
      platform: target.builder.platform,
      secrets: target.builder.secrets.map(({ id }) => id),
    },
    ...source,
    lint,
    tests,
    build,
  };
  return { facts, log };
}

/**
 * Builds every target, as many at once as the machine can carry; the results are in the order of the targets, and a
 * service that fails hides nothing about the others.
 */
export async function buildServices(
  ports: ServicePorts,
  from: BuiltFrom,
  targets: readonly ReadyTarget[],
  builder: Engine['builder'],
): Promise<readonly ServiceBuild[]> {
  const width = widthOf(ports.machine.resources());
  if (targets.length > 1) ports.log.info(`${targets.length} services, ${Math.min(width, targets.length)} at once`);
  return await inParallel(targets, async (ready) => await buildService(ports, from, ready, builder), width);
}
