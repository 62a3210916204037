import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { BuildContext } from '../shared/adapters/docker/build-context.ts';
import type { ReadySecrets } from '../shared/adapters/docker/build-secrets.ts';
import type { Engine } from '../shared/adapters/docker/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import { buildServices, type ReadyTarget, type ServicePorts } from './build-services.ts';
import { type EvidenceFile, keepFiles } from './evidence/keep-evidence.ts';
import { makeSbom } from './evidence/sbom.ts';
import { findBases } from './image/find-base.ts';
import { readBuilt } from './image/read-built.ts';
import type { Target } from './plan.ts';
import { type GatherPorts, gatherRun } from './run/gather-run.ts';
import type { RunPlan } from './run/plan-run.ts';
import type { Scanned, ScanPorts } from './scan/run-scan.ts';
import { scanImages } from './scan/scan-images.ts';
import type { BuildFacts, ServiceFacts } from './service-facts.ts';

export type BuildPorts = ServicePorts &
  ScanPorts &
  GatherPorts & {
    readonly artifacts: Artifacts;
    /** Confines a target's context and Dockerfile to the workspace. @throws UserError CONTEXT_INVALID */
    readonly findContext: (target: Target) => Promise<BuildContext>;
    /** Looks for the secrets of a target. @throws UserError BUILD_SECRET_MISSING */
    readonly findSecrets: (target: Target) => Promise<ReadySecrets>;
  };

/** What the images are bound to, and what the evidence is named by. */
export type BuildSubject = {
  readonly commit: string;
  /** Address of the repository in a browser. */
  readonly source: string;
  readonly run: number;
  readonly attempt: number;
};

/** What only buildx can do is refused before the classic builder would leave it out. */
function demandBuildx(targets: readonly Target[], builder: Engine['builder']): void {
  const wanting = targets.find(
    ({ builder: asked }) => asked.secrets.length + asked.cacheFrom.length + asked.cacheTo.length > 0,
  );
  if (builder === 'buildx' || wanting === undefined) return;
  throw new UserError(
    'CONFIG_UNSUPPORTED',
    `services.${wanting.service}.build: secrets and caches need docker buildx, which this runner lacks; add docker/setup-buildx-action before this step`,
  );
}

async function makeReady(ports: BuildPorts, target: Target): Promise<ReadyTarget> {
  return { target, context: await ports.findContext(target), secrets: await ports.findSecrets(target) };
}

/** What is kept of a service as it is: the log, the scanner's own words, and the bill of materials. */
function papersOf(
  facts: ServiceFacts,
  log: readonly string[],
  scanned: Scanned | undefined,
  tool: DecisionRecord['tool'],
): EvidenceFile[] {
  const name = facts.service;
  const sbom = scanned?.sbom ?? makeSbom(facts, tool);
  return [
    { name: `${name}.log`, bytes: log.map((line) => `${line}\n`).join('') },
    ...(scanned?.report === undefined ? [] : [{ name: `${name}.trivy.json`, bytes: scanned.report }]),
    ...(sbom === undefined ? [] : [{ name: `${name}.cdx.json`, bytes: sbom }]),
  ];
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
  { push, tool, plan }: { readonly push: boolean; readonly tool: DecisionRecord['tool']; readonly plan: RunPlan },
): Promise<BuildFacts> {
  const ready = await Promise.all(targets.map(async (target) => await makeReady(ports, target)));
  const { version, api, builder } = await ports.docker.engine();
  ports.log.info(`Docker engine ${version} (API ${api}), ${builder} builder, ${targets.length} to build`);
  demandBuildx(targets, builder);
  // Downloading the scanner and its database needs no image. What goes wrong here, each scan says again.
  ports.trivy?.prepare().catch(() => {});
  const builds = await buildServices(ports, subject, ready, builder);
  const images = new Map(
    builds.flatMap(({ facts: { service, build } }) => (build.kind === 'built' ? [[service, build.image]] : [])),
  );
  const leftovers = targets.some(({ asked }) => asked.limits.wasted !== null);
  const bundles = new Map(
    targets.flatMap(({ service, asked }) =>
      asked.limits.bundle === null ? [] : [[service, asked.limits.bundle.files]],
    ),
  );
  const wish = { leftovers, bundles };
  const [read, scans] = await Promise.all([readBuilt(ports, images, wish), scanImages(ports, images)]);
  // Last, and alone: what else uses the processor would make services look slow.
  const ran = await gatherRun(ports, subject, plan, images);
  const bases = await findBases(ports.docker, builds, read);
  const services = builds.map(
    ({ facts }): ServiceFacts => ({
      ...facts,
      read: read.get(facts.service) ?? { kind: 'none' },
      base: bases.get(facts.service) ?? { kind: 'unknown', why: 'nobody looked' },
      scan: scans.get(facts.service)?.fact ?? { kind: 'none' },
      run: ran.facts.get(facts.service) ?? { kind: 'not-asked' },
    }),
  );
  const papers = services.flatMap((one, index) =>
    papersOf(one, builds[index]?.log ?? [], scans.get(one.service), tool),
  );
  const logs = await keepFiles(ports.artifacts, `countersign-build-logs.${subject.run}.${subject.attempt}`, [
    ...papers,
    ...ran.logs,
  ]);
  const day = new Date(ports.clock.now()).toISOString().slice(0, 10);
  return { engine: { version, api, builder }, day, push, services, pushes: [], logs, evidence: null };
}
