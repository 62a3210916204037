import { posix } from 'node:path';
import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Clock } from '../shared/adapters/clock.ts';
import type { BuildContext } from '../shared/adapters/docker/build-context.ts';
import type { Docker } from '../shared/adapters/docker/port.ts';
import { showDuration } from '../shared/domain/duration.ts';
import { describeError } from '../shared/domain/errors.ts';
import type { Digest } from '../shared/domain/subject.ts';
import type { Log } from '../shared/runner/port.ts';
import { showDatabases } from './checks/packages.ts';
import { readImage } from './image/read-image.ts';
import type { Target } from './plan.ts';
import type { BuildFact, BuildFacts, ImageFact, ServiceFacts } from './service-facts.ts';

export type BuildPorts = {
  readonly docker: Docker;
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  readonly log: Log;
  /** Confines a target's context and Dockerfile to the workspace. @throws UserError CONTEXT_INVALID */
  readonly findContext: (target: Target) => Promise<BuildContext>;
  /** Committed files below a path of the repository that differ from the commit. */
  readonly changedFiles: (path: string) => Promise<readonly string[]>;
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

/** What is in the image; an image that cannot be read is a fact, so that it does not hide the other services. */
async function readOne({ docker, clock, log }: BuildPorts, service: string, image: Digest): Promise<ImageFact> {
  const started = clock.now();
  try {
    const { diffIds, size, user, healthcheck } = await docker.inspect(image);
    const content = await readImage(() => docker.export(image));
    const took = clock.now() - started;
    log.info(`${service}: read ${content.entries} entries, ${showDatabases(content)} (${showDuration(took)})`);
    return { kind: 'read', seconds: seconds(0, took), details: { diffIds, size, user, healthcheck }, content };
  } catch (error) {
    log.info(`${service}: the image could not be read: ${describeError(error)}`);
    return { kind: 'unreadable', why: describeError(error) };
  }
}

async function serviceFacts(
  ports: BuildPorts,
  subject: BuildSubject,
  target: Target,
  context: BuildContext,
  lines: string[],
): Promise<ServiceFacts> {
  const modified = await ports.changedFiles(target.context);
  const build = await buildOne(ports, subject, target, context, lines);
  const read: ImageFact = build.kind === 'built' ? await readOne(ports, target.service, build.image) : { kind: 'none' };
  return {
    service: target.service,
    image: target.image,
    tag: subject.commit,
    asked: target.asked,
    source: { context: target.context, dockerfile: posix.join(target.context, target.dockerfile), modified },
    build,
    read,
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
  const services: ServiceFacts[] = [];
  const logs: { name: string; bytes: string }[] = [];
  for (const [index, target] of targets.entries()) {
    const context = contexts[index];
    if (context === undefined) throw new Error(`no context for ${target.service}`);
    const lines: string[] = [];
    services.push(await serviceFacts(ports, subject, target, context, lines));
    logs.push({ name: `${target.service}.log`, bytes: lines.map((line) => `${line}\n`).join('') });
  }
  const artifact = `countersign-build-logs.${subject.run}.${subject.attempt}`;
  const { sha256 } = await ports.artifacts.upload(artifact, logs);
  return { engine: { version, api, builder }, push, services, pushes: [], logs: { artifact, sha256 } };
}
