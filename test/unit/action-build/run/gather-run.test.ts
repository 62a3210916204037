import { describe, expect, test } from 'vitest';
import { gatherRun } from '../../../../action-build/run/gather-run.ts';
import { planRun } from '../../../../action-build/run/plan-run.ts';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { type FakeBehaviour, fakeSandbox } from '../../../fakes/sandbox.ts';

const CONFIG = `version: 1
application: tracker
services:
  api:
    image: r/api
    build: { context: api }
    run: { ready: { http: ":8000/health" }, before: [[migrate]], env: { A: b } }
    talks-to: [db:5432]
  web: { image: r/web, build: { context: web }, run: { ready: { http: ":8000/" } }, talks-to: [api:8000] }
  db: { image: "db@sha256:${'1'.repeat(64)}", external: true }
integration:
  - { id: smoke, from: api, command: [smoke], talks-to: [api:8000], env: { B: c } }
`;

async function run(
  behaviours: Record<string, FakeBehaviour> = {},
  { fails, images = ['api', 'web'] }: { fails?: Error; images?: string[] } = {},
) {
  const sandbox = fakeSandbox({ smoke: { exits: 0, log: ['fine'] }, migrate: { exits: 0 }, ...behaviours }, fails);
  const config = parseConfig(CONFIG, 'c.yml');
  const result = await gatherRun(
    {
      openSandbox: sandbox.open,
      clock: fakeClock(),
      log: { info: () => {}, debug: () => {}, group: async (_, body) => await body() },
    },
    { run: 1, attempt: 1 },
    planRun(config, [{ service: 'api' }, { service: 'web' }]),
    new Map(images.map((name) => [name, `sha256:${name}` as const])),
  );
  expect(sandbox.left()).toBe(0);
  return { ...result, sandbox };
}

test('everything is run in order, and seen', async () => {
  const { facts, sandbox, logs } = await run();
  expect(sandbox.runs.map(({ pod, spec }) => `${pod} ${spec.command?.join(' ') ?? ''}`.trim())).toEqual([
    'db',
    'api migrate',
    'api',
    'web',
    'integration--smoke smoke',
  ]);
  expect(facts.get('api')).toMatchObject({
    kind: 'ran',
    course: { kind: 'up' },
    ready: { reached: true },
    stop: { exitCode: 0 },
    restart: { reached: true },
    tests: [{ id: 'smoke', exitCode: 0 }],
  });
  expect(facts.get('web')).toMatchObject({ kind: 'ran', tests: [] });
  expect(facts.has('db')).toBe(false);
  expect(logs.map(({ name, bytes }) => [name, bytes])).toContainEqual(['integration.smoke.log', 'fine\n']);
});

test('what is built here is hardened, what comes from elsewhere is not', async () => {
  const { sandbox } = await run();
  const hardened = sandbox.runs.map(({ pod, spec }) => [pod, spec.hardened, spec.readOnly]);
  expect(hardened[0]).toEqual(['db', false, false]);
  expect(hardened.slice(1).every(([, one, two]) => one === true && two === true)).toBe(true);
  expect(sandbox.runs.at(-1)?.spec.env).toEqual({ A: 'b', B: 'c' });
});

test('a door that takes connections for nobody is no open connection', async () => {
  const edges = async (behaviours: Record<string, FakeBehaviour>) => {
    const fact = (await run(behaviours)).facts.get('api');
    return fact?.kind === 'ran' ? fact.edges.filter(({ declared }) => declared) : [];
  };
  expect(await edges({})).toEqual([{ to: 'db', port: 5432, by: 'name', declared: true, open: true, why: '' }]);
  const [closed] = await edges({ db: { deaf: [5432] } });
  expect(closed).toMatchObject({ open: false, why: 'ECONNREFUSED' });
});

describe('what goes wrong is a fact', () => {
  test('a dependency from elsewhere that is not ready: nobody here is to blame', async () => {
    const { facts } = await run({ db: { exits: 1, log: ['no password'] } });
    const why = 'db ended with exit code 1: no password';
    expect(facts.get('api')).toEqual({ kind: 'blocked', why, by: null });
    expect(facts.get('web')).toEqual({ kind: 'blocked', why: `api is held back: ${why}`, by: null });
  });
  test('a service that is not ready holds back those that need it', async () => {
    const { facts } = await run({ api: { ready: false } });
    expect(facts.get('api')).toMatchObject({ kind: 'ran', ready: { reached: false }, stop: null, restart: null });
    expect(facts.get('web')).toMatchObject({ kind: 'blocked', by: 'api' });
    expect(facts.get('api')).toMatchObject({ tests: [{ id: 'smoke', exitCode: null }] });
  });
  test('a command before it', async () => {
    const { facts } = await run({ migrate: { exits: 3, log: ['no table'] } });
    expect(facts.get('api')).toMatchObject({
      course: { kind: 'before-failed', command: 'migrate', exitCode: 3, lastLines: ['no table'] },
      ready: null,
    });
  });
  test('a container that the engine does not start', async () => {
    const { facts } = await run({ api: { refused: 'no such command' } });
    expect(facts.get('api')).toMatchObject({ course: { kind: 'refused', why: 'no such command' } });
  });
  test('a service whose build failed', async () => {
    const { facts } = await run({}, { images: ['web'] });
    expect(facts.get('api')).toEqual({ kind: 'none' });
    expect(facts.get('web')).toEqual({ kind: 'blocked', why: 'api has no image in this run', by: 'api' });
  });
  test('an engine that cannot', async () => {
    const { facts } = await run({}, { fails: new UserError('SANDBOX_UNAVAILABLE', 'the engine is windows') });
    expect([...facts]).toEqual(
      ['api', 'web'].map((name) => [name, { kind: 'blocked', why: 'the engine is windows', by: null }]),
    );
  });
});
