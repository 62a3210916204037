import { posix } from 'node:path';
import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Clock } from '../shared/adapters/clock.ts';
import type { BuildContext } from '../shared/adapters/docker/build-context.ts';
import type { Docker, Engine } from '../shared/adapters/docker/port.ts';
import { showDuration } from '../shared/domain/duration.ts';
import type { Log } from '../shared/runner/port.ts';
import type { ContextFiles } from './context/read-context.ts';
import { readBuilt } from './image/read-built.ts';
import type { Target } from './plan.ts';
import { readSource } from './read-source.ts';
import type { BuildFact, BuildFacts, ServiceFacts } from './service-facts.ts';

export type BuildPorts = {
  readonly docker: Docker;
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  readonly log: Log;
  /** Confines a target's context and Dockerfile to the workspace. @throws UserError CONTEXT_INVALID */
  readonly findContext: (target: Target) => Promise<BuildContext>;
  /** Committed files below a path of the repository that differ from the commit. */
  readonly changedFiles: (path: string) => Promise<readonly string[]>;
  /** The files of a build context. */
  readonly contextFiles: (context: BuildContext) => ContextFiles;
};

/** What the images are bound to, and what the evidence is named by. */
export type BuildSubject = {
  readonly commit: string;
  /** Address of the repository in a browser. */
  readonly source: string;
  readonly run: number;
  readonly attempt: number;
};

/** Lines of a failing build's log that go into the record; the whole log is in its artifact. */
const LAST_LINES = 20;

const seconds = (from: number, to: number): number => Math.round(to - from) / 1_000;

async function buildOne(
  { docker, clock, log }: BuildPorts,
  subject: BuildSubject,
  target: Target,
  context: BuildContext,
  lines: string[],
): Promise<BuildFact> {
  const started = clock.now();
  log.info(`${target.service}: building ${target.context}`);
  const result = await docker.build({
    reference: { name: target.image, tag: subject.commit },
    ...context,
    args: target.args,
    target: target.stage,
    labels: {
      'org.opencontainers.image.revision': subject.commit,
      'org.opencontainers.image.source': subject.source,
    },
    onLine: (line) => {
      lines.push(line);
      log.info(`${target.service} | ${line}`);
    },
  });
  const took = clock.now() - started;
  const ending = result.kind === 'built' ? `built ${result.image}` : `FAILED with exit code ${result.exitCode}`;
  log.info(`${target.service}: ${ending} (${showDuration(took)})`);
  if (result.kind === 'built') return { kind: 'built', seconds: seconds(0, took), image: result.image };
  const lastLines = lines.filter((line) => line.trim() !== '').slice(-LAST_LINES);
  return { kind: 'failed', seconds: seconds(0, took), exitCode: result.exitCode, lastLines };
}

async function serviceFacts(
  ports: BuildPorts,
  subject: BuildSubject,
  target: Target,
  context: BuildContext,
  builder: Engine['builder'],
  lines: string[],
): Promise<Omit<ServiceFacts, 'read'>> {
  const source = await readSource(ports.contextFiles(context), target, context, builder);
  const modified = await ports.changedFiles(target.context);
  const build = await buildOne(ports, subject, target, context, lines);
  return {
    service: target.service,
    image: target.image,
    tag: subject.commit,
    asked: target.asked,
    source: { context: target.context, dockerfile: posix.join(target.context, target.dockerfile), modified },
    ...source,
    build,
  };
}

/**
 * Builds every target and reads what came out. Building changes nothing but this engine's own store, and there is no
 * image to look at before it: so it belongs to the facts, and only pushing is an effect.
 * The whole logs are stored first of all evidence, whatever the decision will be.
 */
export async function gatherFacts(
  ports: BuildPorts,
  subject: BuildSubject,
  targets: readonly Target[],
  push: boolean,
): Promise<BuildFacts> {
  const contexts = await Promise.all(targets.map(async (target) => await ports.findContext(target)));
  const { version, api, builder } = await ports.docker.engine();
  ports.log.info(`Docker engine ${version} (API ${api}), ${builder} builder, ${targets.length} to build`);
  const built: Omit<ServiceFacts, 'read'>[] = [];
  const logs: { name: string; bytes: string }[] = [];
  for (const [index, target] of targets.entries()) {
    const context = contexts[index];
    if (context === undefined) throw new Error(`no context for ${target.service}`);
    const lines: string[] = [];
    built.push(await serviceFacts(ports, subject, target, context, builder, lines));
    logs.push({ name: `${target.service}.log`, bytes: lines.map((line) => `${line}\n`).join('') });
  }
  const images = await readBuilt(
    ports,
    new Map(built.flatMap(({ service, build }) => (build.kind === 'built' ? [[service, build.image]] : []))),
  );
  const services = built.map((one): ServiceFacts => ({ ...one, read: images.get(one.service) ?? { kind: 'none' } }));
  const artifact = `countersign-build-logs.${subject.run}.${subject.attempt}`;
  const { sha256 } = await ports.artifacts.upload(artifact, logs);
  const day = new Date(ports.clock.now()).toISOString().slice(0, 10);
  return { engine: { version, api, builder }, day, push, services, pushes: [], logs: { artifact, sha256 } };
}
