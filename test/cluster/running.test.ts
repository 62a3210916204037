import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKS } from '../../action-build/checks/catalogue.ts';
import { gatherRun } from '../../action-build/run/gather-run.ts';
import { planRun } from '../../action-build/run/plan-run.ts';
import { connectClock } from '../../shared/adapters/connect-clock.ts';
import { connectExec } from '../../shared/adapters/connect-exec.ts';
import { connectSandbox } from '../../shared/adapters/sandbox/connect-sandbox.ts';
import { parseConfig } from '../../shared/config/parse.ts';
import { suiteOn } from '../bed/need.ts';
import { serviceFacts } from '../unit/action-build/make.ts';
import { buildCreature } from './creature.ts';

const program = promisify(execFile);
const exec = connectExec();

/** Of one run of the action; more than one can be at work on the engine. */
const RUN = process.pid;

suiteOn({ engine: true, baseImage: true }, 'services that run in a sandbox', (bed) => {
  let creature: `sha256:${string}`;
  const docker = async (...args: string[]) => {
    const env = { ...process.env, DOCKER_HOST: bed().engine.host };
    return (await program('docker', args, { env })).stdout.trim();
  };
  const left = async () => {
    const filter = ['--quiet', '--filter', `label=dev.countersign.run=${RUN}-1`];
    return [await docker('ps', '--all', ...filter), await docker('network', 'ls', ...filter)];
  };

  beforeAll(async () => {
    creature = await buildCreature(bed().engine.host);
  });
  afterAll(async () => {
    const mine = await docker('images', '--quiet', '--filter', 'label=countersign.test=creature');
    if (mine !== '') await docker('rmi', '--force', ...new Set(mine.split('\n')));
  });

  /** Runs services, each a creature unless it is external, and gives the answers of the runtime checks. */
  async function run(services: Readonly<Record<string, string>>, rest = '', image = creature) {
    const sections = Object.entries(services).map(([name, text]) =>
      text.includes('external: true')
        ? `  ${name}: ${text}\n`
        : `  ${name}: { image: r/${name}, build: { context: ${name} }, ${text} }\n`,
    );
    const config = parseConfig(`version: 1\napplication: tracker\nservices:\n${sections.join('')}${rest}`, 'c.yml');
    const names = Object.keys(config.services ?? {}).filter((name) => config.services?.[name]?.build !== undefined);
    const lines: string[] = [];
    const { facts, logs } = await gatherRun(
      {
        openSandbox: connectSandbox(exec, { DOCKER_HOST: bed().engine.host }),
        clock: connectClock(),
        log: { info: (line) => lines.push(line), debug: () => {}, group: async (_, body) => await body() },
      },
      { run: RUN, attempt: 1 },
      planRun(
        config,
        names.map((service) => ({ service })),
      ),
      new Map(names.map((name) => [name, image])),
    );
    expect(await left()).toEqual(['', '']);
    const answers = (name: string) => {
      const fact = facts.get(name) ?? { kind: 'not-asked' as const };
      const about = serviceFacts({ run: fact });
      const results = CHECKS.filter(({ unreadable }) => unreadable === 'SANDBOX_UNAVAILABLE').map(
        (check) => [check.id, check.run(about)] as const,
      );
      return Object.fromEntries(results);
    };
    const failed = (name: string) =>
      Object.values(answers(name)).flatMap((result) =>
        result.status === 'fail' ? result.findings.map(({ rule }) => rule) : [],
      );
    return { facts, logs, lines, answers, failed };
  }

  const READY = 'ready: { http: ":8000/health" }';
  /** Findings about a service alone. */
  const one = async (settings: string, image = creature) => (await run({ a: settings }, '', image)).failed('a');

  test('a good service without a shell passes every check', async () => {
    const { answers, lines } = await run({ a: `run: { ${READY} }, limits: { memory: 64MiB, start: 10s, stop: 5s }` });
    const statuses = Object.entries(answers('a')).map(([id, { status }]) => `${id} ${status}`);
    expect(statuses).toEqual([
      'run pass',
      'ready pass',
      'output pass',
      'stop pass',
      'restart pass',
      'ports pass',
      'memory pass',
      'egress pass',
      'edges pass',
      'integration not-asked',
    ]);
    expect(answers('a')['memory']?.seen).toMatch(/^at most \d+\.\d MB of 67\.1 MB$/);
    expect(lines.join('\n')).toContain('a: ready');
  });

  const bad: readonly (readonly [string, string, readonly string[]])[] = [
    ['writes to its root', `run: { ${READY}, env: { WRITE: /x } }`, ['run/ended']],
    ['needs a capability', `run: { ${READY}, env: { CHOWN: /tmp } }`, ['run/ended']],
    ['ends by itself', `run: { ${READY}, env: { EXITS: "2" } }`, ['run/ended']],
    ['is never ready', `run: { ${READY}, env: { SICK: "1" } }, limits: { start: 1s }`, ['ready/late']],
    ['listens on a port that EXPOSE does not name', `run: { ${READY}, env: { LISTENS: ":9229" } }`, ['ports/hidden']],
    ['says nothing', `run: { ${READY}, env: { QUIET: "1" } }`, ['output/none']],
    ['asks for a name outside', `run: { ${READY}, env: { TRIES: "telemetry.example.com:443" } }`, ['egress/name']],
    ['connects to an address outside', `run: { ${READY}, env: { TRIES: "192.0.2.7:443" } }`, ['egress/address']],
    ['sends a packet outside', `run: { ${READY}, env: { SENDS: "192.0.2.7:8125" } }`, ['egress/packet']],
    ['ignores its stop signal', `run: { ${READY}, env: { STUBBORN: "1" } }, limits: { stop: 1s }`, ['stop/killed']],
    ['ends with an error', `run: { ${READY}, env: { ANGRY: "1" } }`, ['stop/error']],
    [
      'needs more memory',
      `run: { ${READY}, env: { EATS: "200" } }, limits: { memory: 64MiB }`,
      ['run/ended', 'memory/killed'],
    ],
    ['fails before it starts', `run: { ${READY}, before: [[/creature, exit, "4"]] }`, ['run/before']],
  ];
  test.each(bad)('%s', async (_, settings, rules) => {
    expect(await one(settings)).toEqual(rules);
  });

  const twins: readonly (readonly [string, string])[] = [
    ['writes to /tmp', `run: { ${READY}, env: { WRITE: /tmp/x } }`],
    [
      'writes to a folder that it may write to',
      `run: { ${READY}, writable: [/var/cache/a], env: { WRITE: /var/cache/a/x } }`,
    ],
    ['listens on loopback besides', `run: { ${READY}, env: { LISTENS: "127.0.0.1:9229" } }`],
    ['may call outside', `run: { ${READY}, egress: any, env: { TRIES: "192.0.2.7:443" } }`],
    ['takes a moment to end', `run: { ${READY}, env: { SLOW: "1" } }, limits: { stop: 5s }`],
    ['eats what it may', `run: { ${READY}, env: { EATS: "20" } }, limits: { memory: 64MiB }`],
    ['does something before it starts', `run: { ${READY}, before: [[/creature, exit, "0"]] }`],
    ['is ready by its port', 'run: { ready: { tcp: ":8000" } }'],
  ];
  test.each(twins)('passes: %s', async (_, settings) => {
    expect(await one(settings)).toEqual([]);
  });

  test('a lock that a run leaves behind keeps it from coming up again', async () => {
    const root = await buildCreature(bed().engine.host, ['USER 0:0']);
    const own = `user: any, read-only: false, ${READY}`;
    expect(await one(`run: { ${own}, env: { LOCK: /lock } }`, root)).toEqual(['restart/failed']);
    expect(await one(`run: { ${own}, env: { LOCK: /tmp/lock } }`, root)).toEqual([]);
  });

  const THREE = {
    db: `run: { ${READY} }`,
    api: `run: { ${READY}, env: { NEEDS: "db:8000" } }, talks-to: ["db:8000"]`,
    web: `run: { ${READY}, env: { NEEDS: "api:8000" } }, talks-to: ["api:8000"]`,
  };

  test('declared connections open, all others are closed by name and by address', async () => {
    const { facts, failed } = await run(THREE);
    expect(['db', 'api', 'web'].flatMap(failed)).toEqual([]);
    const edges = [...facts].flatMap(([from, fact]) =>
      fact.kind === 'ran' ? fact.edges.map((e) => `${from}>${e.to} ${e.by} ${e.open ? 'open' : 'closed'}`) : [],
    );
    expect(edges.sort()).toEqual([
      'api>db name open',
      'api>web address closed',
      'api>web name closed',
      'db>api address closed',
      'db>api name closed',
      'db>web address closed',
      'db>web name closed',
      'web>api name open',
      'web>db address closed',
      'web>db name closed',
    ]);
  });

  test('a neighbour that is not declared cannot be reached, and the try is seen', async () => {
    const { failed } = await run({
      ...THREE,
      web: `run: { ${READY}, env: { TRIES: "db:8000" } }, talks-to: ["api:8000"]`,
    });
    expect(['db', 'api', 'web'].map(failed)).toEqual([[], [], ['egress/name']]);
  });

  test('what depends on a service that fails is held back by it', async () => {
    const { answers, failed } = await run({ ...THREE, db: `run: { ${READY}, env: { WRITE: /x } }` });
    expect(['db', 'api', 'web'].map(failed)).toEqual([['run/ended'], [], []]);
    expect(answers('web')['run']).toMatchObject({ status: 'not-run', after: 'run' });
    expect(answers('web')['run']?.seen).toContain('api is held back: db ended with exit code 1');
  });

  test('integration tests decide by their exit code, and may reach only what they declare', async () => {
    const about = (id: string, url: string) =>
      `  - { id: ${id}, from: api, command: [/creature, get, "${url}"], talks-to: ["api:8000"] }\n`;
    const rest = `integration:\n${about('good', 'http://api:8000/health')}${about('stranger', 'http://db:8000/health')}`;
    const { facts, failed, logs } = await run(THREE, rest);
    expect(['db', 'api', 'web'].map(failed)).toEqual([[], ['integration/failed'], []]);
    const api = facts.get('api');
    expect(api?.kind === 'ran' && api.tests.map(({ id, exitCode }) => [id, exitCode])).toEqual([
      ['good', 0],
      ['stranger', 1],
    ]);
    expect(logs.map(({ name }) => name).sort()).toEqual([
      'api.run.log',
      'db.run.log',
      'integration.good.log',
      'integration.stranger.log',
      'web.run.log',
    ]);
  });
});
