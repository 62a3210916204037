import { expect, test } from 'vitest';
import { planRun } from '../../../../action-build/run/plan-run.ts';
import { parseConfig } from '../../../../shared/config/parse.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const CONFIG = `version: 1
application: tracker
services:
  api:
    image: r/api
    build: { context: api }
    limits: { memory: 64MiB, start: 5s }
    run: { ready: { http: ":8000/health?x=1" }, before: [[migrate]], env: { A: b } }
    talks-to: [db:5432, db:5433]
  web: { image: r/web, build: { context: web }, run: { ready: { tcp: ":80" } }, talks-to: [api:8000] }
  plain: { image: r/plain, build: { context: plain } }
  db: { image: "db@${DIGEST}", external: true, run: { env: { PASSWORD: x } } }
  tests: { image: "tests@${DIGEST}", external: true }
integration:
  - { id: smoke, from: tests, command: [smoke], talks-to: [web:80], env: { B: c } }
`;
const plan = (...chosen: string[]) =>
  planRun(
    parseConfig(CONFIG, 'c.yml'),
    chosen.map((service) => ({ service })),
  );
const names = (...chosen: string[]) => plan(...chosen).stages.map((stage) => stage.map(({ service }) => service));

test('what is chosen, what it needs, and what a test of it needs', () => {
  expect(names('api')).toEqual([['db'], ['api']]);
  expect(names('web')).toEqual([['db'], ['api'], ['web']]);
  expect(plan('api').tests).toEqual([]);
  expect(plan('web').tests.map(({ id, pod, timeout }) => [id, pod, timeout])).toEqual([
    ['smoke', 'integration--smoke', 60_000],
  ]);
});

test('a service without run.ready is not run', () => {
  expect(plan('plain')).toEqual({ stages: [], tests: [] });
});

test('settings are taken as they are, and what is not said is strict', () => {
  const [[db] = [], [api] = [], [web] = []] = plan('web').stages;
  expect(api).toMatchObject({
    external: null,
    rules: { readOnly: true, egress: 'none', memory: 64 * 2 ** 20, start: 5_000, stop: 10_000 },
    ready: { kind: 'http', port: 8000, path: '/health?x=1' },
    before: [['migrate']],
    env: { A: 'b' },
    memory: 64 * 2 ** 20,
  });
  expect(web).toMatchObject({ rules: { memory: null, start: 30_000 }, memory: 2 ** 30 });
  // Whoever declares a connection says which port has to be open.
  expect(db).toMatchObject({ rules: null, ready: { kind: 'tcp', ports: [5432, 5433] }, env: { PASSWORD: 'x' } });
});
