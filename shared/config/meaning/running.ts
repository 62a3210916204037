import type { Finding } from '../finding.ts';
import type { Service } from '../schema/services.ts';
import type { Config } from '../schema.ts';
import { given, type Names, reference } from './names.ts';

/** Settings of `run` and `limits` that only mean something while the container runs. */
const RUNNING = ['command', 'env', 'before', 'writable', 'read-only', 'egress'] as const;
const LIMITS = ['memory', 'start', 'stop'] as const;
const READY = ['http', 'tcp', 'healthcheck'] as const;

const PORT_LIMIT = 65_535;

const isChecked = (service: Service | undefined): boolean =>
  service?.build !== undefined && service.run?.ready !== undefined;

/** How containers run: said completely or not at all, so that no setting is silently without effect. */
export function runningFindings(config: Config, names: Names): readonly Finding[] {
  const services = Object.entries(config.services ?? {});
  return [
    ...services.flatMap(([id, service]) => [...readyFindings(id, service), ...uselessFindings(id, service)]),
    ...services.flatMap(([id, service]) => portFindings(['services', id, 'talks-to'], service['talks-to'] ?? [], id)),
    ...integrationFindings(config, names),
  ];
}

function readyFindings(id: string, { run }: Service): readonly Finding[] {
  if (run?.ready === undefined) return [];
  const path = ['services', id, 'run', 'ready'];
  const kinds = given(run.ready, READY);
  const port = Number(/^:(\d+)/.exec(run.ready.http ?? run.ready.tcp ?? ':1')?.[1]);
  return [
    ...(kinds.length === 1
      ? []
      : [{ path, message: `ready needs exactly one of ${READY.join(', ')}; it has ${kinds.join(' and ') || 'none'}` }]),
    ...(port >= 1 && port <= PORT_LIMIT ? [] : [{ path, message: `${port} is not a port` }]),
  ];
}

function uselessFindings(id: string, service: Service): readonly Finding[] {
  const { run = {}, limits = {}, external } = service;
  if (external === true || run.ready !== undefined) return [];
  const used = [
    ...given(run, RUNNING).map((key) => ['run', key]),
    ...given(limits, LIMITS).map((key) => ['limits', key]),
    ...(service['talks-to'] === undefined ? [] : [['talks-to']]),
  ];
  return used.map((path) => ({
    path: ['services', id, ...path],
    at: 'key' as const,
    message: `${path.join('.')} is about a container that runs; add run.ready, which says how it becomes ready`,
  }));
}

function portFindings(
  path: readonly string[],
  targets: readonly string[],
  own: string | undefined,
): readonly Finding[] {
  return targets.flatMap((target, index) => {
    const [service, port] = target.split(':');
    if (service === own) return [{ path: [...path, index], message: `"${target}" is the service itself` }];
    if (Number(port) >= 1 && Number(port) <= PORT_LIMIT) return [];
    return [{ path: [...path, index], message: `${port} is not a port` }];
  });
}

function integrationFindings(config: Config, names: Names): readonly Finding[] {
  const tests = config.integration ?? [];
  const ids = tests.map(({ id }) => id);
  return tests.flatMap((test, index) => {
    const path = ['integration', index];
    const targets = test['talks-to'].map((target) => target.split(':')[0] ?? '');
    const about = [test.from, ...targets].some((name) => isChecked(config.services?.[name]));
    return [
      ...(ids.indexOf(test.id) === index ? [] : [{ path: [...path, 'id'], message: `id "${test.id}" is used twice` }]),
      ...reference([...path, 'from'], test.from, names.services, 'service'),
      ...targets.flatMap((name, at) => reference([...path, 'talks-to', at], name, names.services, 'service')),
      ...portFindings([...path.map(String), 'talks-to'], test['talks-to'], undefined),
      ...(about
        ? []
        : [
            {
              path,
              message: `integration test "${test.id}" reaches no service that is built here and has run.ready`,
            },
          ]),
    ];
  });
}
