import type { Config } from '../shared/config/schema.ts';
import { UserError } from '../shared/domain/errors.ts';
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
  readonly asked: Asked;
};

type Service = NonNullable<Config['services']>[string];

function readForbidden(service: string, texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    const { type } = readPattern(text);
    if (isReadable(type)) continue;
    throw new UserError(
      'CONFIG_UNSUPPORTED',
      `services.${service}.packages.forbid: "${text}": installed packages of type "${type}" cannot be read by this version; take it out, or use pypi and deb`,
    );
  }
  return texts;
}

function targetOf(service: string, settings: Service, build: NonNullable<Service['build']>): Target {
  return {
    service,
    image: settings.image,
    context: build.context,
    dockerfile: build.dockerfile ?? 'Dockerfile',
    args: build.args ?? {},
    stage: build.target ?? null,
    asked: {
      user: settings.run?.user ?? 'non-root',
      healthcheck: settings.healthcheck ?? 'required',
      forbid: readForbidden(service, settings.packages?.forbid ?? []),
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
  return wanted.map(({ name, settings, build }) => targetOf(name, settings, build));
}
