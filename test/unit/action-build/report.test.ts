import { expect, test } from 'vitest';
import { decide, imagesOf } from '../../../action-build/decide.ts';
import { type Outcome, report } from '../../../action-build/report.ts';
import type { BuildFacts, ServiceFacts } from '../../../action-build/service-facts.ts';
import type { Digest } from '../../../shared/domain/subject.ts';

const ID: Digest = `sha256:${'1'.repeat(64)}`;

const service = (name: string, change: Partial<ServiceFacts> = {}): ServiceFacts => ({
  service: name,
  image: `r/${name}`,
  tag: 'c',
  asked: { user: 'non-root', healthcheck: 'required', forbid: ['pkg:pypi/plotly'] },
  source: { context: name, dockerfile: `${name}/Dockerfile`, modified: [] },
  build: { kind: 'built', seconds: 1.25, image: ID },
  read: {
    kind: 'read',
    seconds: 0.5,
    details: { diffIds: [ID], size: 106_132_968, user: '10001', healthcheck: ['CMD', 'true'] },
    content: {
      entries: 9,
      bytes: 9,
      distribution: null,
      accounts: null,
      packages: [],
      databases: { deb: { status: 'none', looked: 'x' }, pypi: { status: 'none', looked: 'y' } },
    },
  },
  ...change,
});

function outcome(services: readonly ServiceFacts[], change: Partial<BuildFacts> = {}): Outcome {
  const facts: BuildFacts = {
    engine: { version: '28', api: '1.48', builder: 'classic' },
    push: true,
    services,
    pushes: services.map((one) => ({
      service: one.service,
      kind: 'pushed',
      seconds: 0.25,
      image: { name: one.image, digest: ID },
    })),
    logs: { artifact: 'countersign-build-logs.1.1', sha256: 'x' },
    ...change,
  };
  const decision = decide(facts);
  return {
    application: 'tracker',
    facts,
    decision,
    subject: { commit: 'c'.repeat(40), tree: 't'.repeat(40), images: imagesOf(facts, decision) },
    policy: { path: 'c.yml', ref: 'main', commit: 'e'.repeat(40), sha256: 'f'.repeat(64) },
    stored: { sha256: 'a'.repeat(64), path: '/tmp/r.json', artifact: 'countersign-build._.1.1' },
    repositoryUrl: 'https://github.com/acme/tracker',
  };
}

test('a pass hands the images on as name@digest, once as an output and once in the result', () => {
  const { outputs, verdict, annotations, headline } = report(outcome([service('backend'), service('frontend')]));
  expect([verdict, annotations]).toEqual(['PASS', []]);
  const images = { backend: `r/backend@${ID}`, frontend: `r/frontend@${ID}` };
  expect(JSON.parse(outputs['images'] ?? '')).toEqual(images);
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ 'schema-version': 1, verdict: 'PASS', images });
  expect(headline).toBe('tracker: container build passed: backend, frontend checked and pushed');
});

test('one row for each service, with its size and all its seconds', () => {
  const row = report(outcome([service('backend')]))
    .summary.split('\n')
    .find((line) => line.startsWith('| backend |'));
  expect(row).toBe('| backend | ✅ | ✅ `10001` | ✅ | ✅ 0 | 106.1 MB | 2.0 | `sha256:111111111111` |');
});

test('a refusal points to the Dockerfile of its service and shows the end of its log', () => {
  const broken = service('backend', {
    build: {
      kind: 'failed',
      seconds: 1,
      exitCode: 3,
      lastLines: ['Step 2/3 : RUN make', 'ERROR: <b>no</b> target', 'bye'],
    },
    read: { kind: 'none' },
  });
  const { verdict, annotations, summary, outputs } = report(outcome([broken, service('frontend')], { pushes: [] }));
  expect(verdict).toBe('FAIL');
  expect(annotations[0]).toMatchObject({
    level: 'error',
    text: expect.stringContaining('the build failed (exit code 3): ERROR: <b>no</b> target'),
    place: { file: 'backend/Dockerfile', line: 1 },
  });
  expect(summary).toContain('Step 2/3 : RUN make\nERROR: <b>no</b> target\nbye');
  expect(summary.split('```')[0]).not.toContain('<b>');
  expect(outputs['images']).toBe('{}');
});

test('a build without a push says that its record names no image', () => {
  const { headline, verdict } = report(outcome([service('backend')], { push: false, pushes: [] }));
  expect([verdict, headline]).toEqual([
    'PASS',
    'tracker: container build passed: backend checked, nothing pushed (push: false), so the record names no image',
  ]);
});

test('lines of the checklist that nothing checks yet are named', () => {
  expect(report(outcome([service('backend')])).summary).toContain('does not check: Dependency validation, Resources');
});
