import type { IntegrationTest } from '../../shared/config/schema/running.ts';
import type { Service } from '../../shared/config/schema/services.ts';
import type { Config } from '../../shared/config/schema.ts';
import { bytesOf } from '../../shared/domain/byte-size.ts';
import { durationMs } from '../../shared/domain/duration.ts';
import type { RunRules } from './run-facts.ts';
import { startOrder } from './start-order.ts';

type Target = { readonly service: string; readonly port: number };

export type Ready =
  | { readonly kind: 'http'; readonly port: number; readonly path: string }
  /** All of the ports take connections. */
  | { readonly kind: 'tcp'; readonly ports: readonly number[] }
  | { readonly kind: 'healthcheck' };

export type PlannedService = {
  readonly service: string;
  /** Name with digest; null for one whose image this run builds. */
  readonly external: string | null;
  /** Null for a dependency about which nothing is asked. */
  readonly rules: RunRules | null;
  readonly ready: Ready;
  readonly command: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  readonly writable: readonly string[];
  readonly before: readonly (readonly string[])[];
  readonly memory: number;
  readonly talksTo: readonly Target[];
};

export type PlannedTest = {
  readonly id: string;
  /** Name of its pod. */
  readonly pod: string;
  /** Whose image it runs in. */
  readonly from: PlannedService;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly talksTo: readonly Target[];
  /** Milliseconds. */
  readonly timeout: number;
};

/** Everything that is to run, in stages: what is in one needs only what is in those before it. */
export type RunPlan = {
  readonly stages: readonly (readonly PlannedService[])[];
  readonly tests: readonly PlannedTest[];
};

/** For what has no limit of its own: enough for a database, too little to take the runner down. */
const DEFAULT_MEMORY = '1GiB';

/** The longest that a dependency may take: databases make their files first. */
const DEPENDENCY_START = 120_000;

const ms = (text: string): number => durationMs(text) ?? 0;

const readTarget = (text: string): Target => {
  const [service = '', port = ''] = text.split(':');
  return { service, port: Number(port) };
};

function rulesOf({ run, limits, external }: Service): RunRules | null {
  if (run?.ready === undefined || external === true) return null;
  return {
    readOnly: run['read-only'] ?? true,
    egress: run.egress ?? 'none',
    memory: limits?.memory === undefined ? null : bytesOf(limits.memory),
    start: ms(limits?.start ?? '30s'),
    stop: ms(limits?.stop ?? '10s'),
  };
}

function readyOf({ run }: Service, asked: readonly number[]): Ready {
  const { http, tcp, healthcheck } = run?.ready ?? {};
  const [, port = '', path = ''] = /^:(\d+)(.*)$/.exec(http ?? tcp ?? '') ?? [];
  if (http !== undefined) return { kind: 'http', port: Number(port), path };
  if (tcp !== undefined) return { kind: 'tcp', ports: [Number(port)] };
  return healthcheck === true ? { kind: 'healthcheck' } : { kind: 'tcp', ports: asked };
}

function plannedService(name: string, service: Service, asked: readonly number[]): PlannedService {
  const { run = {}, limits } = service;
  return {
    service: name,
    external: service.external === true ? service.image : null,
    rules: rulesOf(service),
    ready: readyOf(service, asked),
    command: run.command ?? null,
    env: run.env ?? {},
    writable: run.writable ?? [],
    before: run.before ?? [],
    memory: bytesOf(limits?.memory ?? DEFAULT_MEMORY),
    talksTo: (service['talks-to'] ?? []).map(readTarget),
  };
}

const plannedTest = (test: IntegrationTest, from: Service): PlannedTest => ({
  id: test.id,
  pod: `integration--${test.id.toLowerCase().replaceAll('_', '-')}`.slice(0, 60),
  from: plannedService(test.from, from, []),
  command: test.command,
  env: test.env ?? {},
  talksTo: test['talks-to'].map(readTarget),
  timeout: ms(test.timeout ?? '60s'),
});

/** Services that a test is about: the one it runs in, and those it reaches. */
export const involves = ({ from, talksTo }: PlannedTest): readonly string[] => [
  from.service,
  ...talksTo.map(({ service }) => service),
];

/** How long a service may take until it is ready, in milliseconds. */
export const startLimit = ({ rules }: PlannedService): number => rules?.start ?? DEPENDENCY_START;

/**
 * What has to run so that the chosen services can be checked: those of them that say how they become ready, all that
 * they talk to, and the tests that involve them.
 * @param chosen services that this run builds
 */
export function planRun(config: Config, chosen: readonly { readonly service: string }[]): RunPlan {
  const services = config.services ?? {};
  const checked = chosen
    .map(({ service }) => service)
    .filter((name) => {
      const service = services[name];
      return service !== undefined && rulesOf(service) !== null;
    });
  const tests = (config.integration ?? []).flatMap((test) => {
    const from = services[test.from];
    return from === undefined ? [] : [plannedTest(test, from)];
  });
  const wanted = tests.filter((test) => involves(test).some((name) => checked.includes(name)));
  const targetsOf = (name: string): readonly Target[] => (services[name]?.['talks-to'] ?? []).map(readTarget);
  // What a test only takes its image from need not run.
  const first = [...checked, ...wanted.flatMap(({ talksTo }) => talksTo.map(({ service }) => service))];
  const { stages, members } = startOrder(first, (name) => targetsOf(name).map(({ service }) => service));
  const edges = [...members.flatMap(targetsOf), ...wanted.flatMap(({ talksTo }) => talksTo)];
  const portsOf = (name: string) => [...new Set(edges.filter(({ service }) => service === name).map((e) => e.port))];
  return {
    stages: stages.map((stage) =>
      stage.flatMap((name) => {
        const service = services[name];
        return service === undefined ? [] : [plannedService(name, service, portsOf(name))];
      }),
    ),
    tests: wanted,
  };
}
