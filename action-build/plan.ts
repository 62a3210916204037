import type { BuilderSettings } from '../shared/adapters/docker/port.ts';
import type { Config } from '../shared/config/schema.ts';
import { bytesOf } from '../shared/domain/byte-size.ts';
import { durationMs } from '../shared/domain/duration.ts';
import { UserError } from '../shared/domain/errors.ts';
import { READABLE_TYPES } from './packages/package.ts';
import { isReadable, readPattern } from './packages/pattern.ts';
import type { Asked } from './service-facts.ts';

/** One service to build: what the configuration says about it, with every default put in. */
export type Target = {
  readonly service: string;
  /** Repository name of the image. */
  readonly image: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly stage: string | null;
  /** Commands that have to pass in the context before the build. */
  readonly before: readonly (readonly string[])[];
  /** Whether BuildKit's own checks are asked for. */
  readonly lint: boolean;
  readonly builder: BuilderSettings;
  readonly asked: Asked;
};

type Service = NonNullable<Config['services']>[string];

function readForbidden(service: string, texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    const { type } = readPattern(text);
    if (isReadable(type)) continue;
    throw new UserError(
      'CONFIG_UNSUPPORTED',
      `services.${service}.packages.forbid: "${text}": installed packages of type "${type}" cannot be read by this version; take it out, or use ${READABLE_TYPES.join(', ')}`,
    );
  }
  return texts;
}

function basesOf(bases: Config['bases']): Asked['bases'] {
  if (bases === undefined) return null;
  return { allow: bases.allow ?? null, digest: bases.digest ?? 'required' };
}

/** What of `build` only buildx can do, and the one platform. */
function builderOf(service: string, build: NonNullable<Service['build']>): BuilderSettings {
  const [platform, ...others] = build.platforms ?? [];
  if (others.length > 0) {
    throw new UserError(
      'CONFIG_UNSUPPORTED',
      `services.${service}.build.platforms: an image for several platforms cannot be checked as a whole by this version; name one`,
    );
  }
  return {
    secrets: Object.entries(build.secrets ?? {}).map(([id, from]) => ({ id, ...from })),
    cacheFrom: build['cache-from'] ?? [],
    cacheTo: build['cache-to'] ?? [],
    platform: platform ?? null,
  };
}

/** Trivy's database is made every six hours. */
const DATABASE_AGE = '48h';

function scanRuleOf(scanner: Config['scanner']): Asked['scan'] {
  if (scanner === undefined) return null;
  const { trivy } = scanner;
  const age = durationMs(trivy['max-database-age'] ?? DATABASE_AGE);
  if (age === undefined) throw new Error('a duration that the form let pass is none');
  return {
    severity: trivy.severity ?? ['CRITICAL', 'HIGH'],
    fixedOnly: trivy['fixed-only'] ?? false,
    maxDatabaseAge: age,
  };
}

const bytesOrNull = (size: string | undefined): number | null => (size === undefined ? null : bytesOf(size));

function limitsOf(limits: Service['limits']): Asked['limits'] {
  const { image, wasted, bundle } = limits ?? {};
  return {
    image: bytesOrNull(image),
    wasted: bytesOrNull(wasted),
    bundle: bundle === undefined ? null : { files: bundle.files, size: bytesOf(bundle.size) },
  };
}

function targetOf(config: Config, service: string, settings: Service, build: NonNullable<Service['build']>): Target {
  return {
    service,
    image: settings.image,
    context: build.context,
    dockerfile: build.dockerfile ?? 'Dockerfile',
    args: build.args ?? {},
    stage: build.target ?? null,
    before: (build.before ?? []).map(({ command }) => command),
    lint: build.lint ?? false,
    builder: builderOf(service, build),
    asked: {
      user: settings.run?.user ?? 'non-root',
      healthcheck: settings.healthcheck ?? 'required',
      forbid: readForbidden(service, settings.packages?.forbid ?? []),
      bases: basesOf(config.bases),
      limits: limitsOf(settings.limits),
      before: build.before?.length ?? 0,
      scan: scanRuleOf(config.scanner),
      waivers: (settings.waivers ?? []).map(({ at, ...waiver }) => ({ ...waiver, at: at ?? null })),
    },
  };
}

/**
 * The services to build, in the order of the configuration.
 * @param chosen names from the input; empty for all that are built here.
 * @throws UserError SERVICE_UNKNOWN, NOTHING_TO_BUILD or CONFIG_UNSUPPORTED.
 */
export function planBuild(config: Config, chosen: readonly string[]): readonly Target[] {
  const services = Object.entries(config.services ?? {});
  const built = services.flatMap(([name, settings]) =>
    settings.build === undefined ? [] : [{ name, settings, build: settings.build }],
  );
  if (built.length === 0) {
    throw new UserError(
      'NOTHING_TO_BUILD',
      'no service of the configuration has a "build" section; give one its context',
    );
  }
  const names = built.map(({ name }) => name);
  const strange = chosen.filter((name) => !names.includes(name));
  if (strange.length > 0) {
    throw new UserError(
      'SERVICE_UNKNOWN',
      `input "services": ${strange.map((name) => `"${name}"`).join(', ')} ${strange.length === 1 ? 'is' : 'are'} not built here; built here: ${names.join(', ')}`,
    );
  }
  const wanted = chosen.length === 0 ? built : built.filter(({ name }) => chosen.includes(name));
  return wanted.map(({ name, settings, build }) => targetOf(config, name, settings, build));
}
