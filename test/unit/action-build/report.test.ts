import { expect, test } from 'vitest';
import { CHECKS } from '../../../action-build/checks/catalogue.ts';
import { CHECKLIST, type ChecklistLine } from '../../../action-build/checks/check.ts';
import { waiversCheck } from '../../../action-build/checks/waivers.ts';
import { decide, imagesOf } from '../../../action-build/decide.ts';
import { type Outcome, report } from '../../../action-build/report.ts';
import type { BuildFacts, ServiceFacts } from '../../../action-build/service-facts.ts';
import { asked, buildFacts, ID, read, serviceFacts, waiver, withDockerfile } from './make.ts';

const service = (name: string, change: Partial<ServiceFacts> = {}): ServiceFacts =>
  serviceFacts({
    service: name,
    image: `r/${name}`,
    asked: asked({ forbid: ['pkg:pypi/plotly'] }),
    source: { context: name, dockerfile: `${name}/Dockerfile`, modified: [] },
    ...change,
  });

function outcome(services: readonly ServiceFacts[], change: Partial<BuildFacts> = {}): Outcome {
  const facts = buildFacts({ services, ...change });
  const decision = decide(facts);
  return {
    application: 'tracker',
    facts,
    decision,
    subject: { commit: 'c'.repeat(40), tree: 't'.repeat(40), images: imagesOf(facts, decision) },
    policy: { path: 'c.yml', ref: 'main', commit: 'e'.repeat(40), sha256: 'f'.repeat(64) },
    stored: { sha256: 'a'.repeat(64), path: '/tmp/r.json', artifact: 'countersign-build._.1.1' },
    sarif: '/tmp/sarif',
    repositoryUrl: 'https://github.com/acme/tracker',
  };
}

test('a pass hands the images on as name@digest, once as an output and once in the result', () => {
  const { outputs, verdict, annotations, headline } = report(outcome([service('backend'), service('frontend')]));
  expect([verdict, annotations]).toEqual(['PASS', []]);
  const images = { backend: `r/backend@${ID}`, frontend: `r/frontend@${ID}` };
  expect(JSON.parse(outputs['images'] ?? '')).toEqual(images);
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ 'schema-version': 1, verdict: 'PASS', images });
  expect(JSON.parse(outputs['result'] ?? '').digests).toEqual({ backend: ID, frontend: ID });
  expect(headline).toBe('tracker: container build passed: backend, frontend checked and pushed');
});

test('one row for each service, with its size and all its seconds', () => {
  const row = report(outcome([service('backend')]))
    .summary.split('\n')
    .find((line) => line.startsWith('| backend |'));
  expect(row).toMatch(
    /^\| backend \| \d+ ✅ \| ✅ \| ✅ `10001` \| ✅ \| ✅ 0 \| 106\.1 MB \| 2\.0 \| `sha256:111111111111` \|$/,
  );
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

test('every line of the checklist stands in the fold of each service; what nothing answers is not covered', () => {
  const { summary } = report(outcome([service('backend'), service('frontend')]));
  const covered = new Set(CHECKS.map(({ line }) => line));
  for (const [line, title] of Object.entries(CHECKLIST)) {
    const rows = summary
      .slice(summary.indexOf('### Checks'))
      .split('\n')
      .filter((row) => row.split(' | ')[1] === title);
    expect(rows).toHaveLength(2);
    const start = covered.has(line as ChecklistLine) || line === waiversCheck.line ? '| ' : '| ◻️ not covered |';
    for (const row of rows) expect(row.startsWith(start)).toBe(true);
    if (start !== '| ') for (const row of rows) expect(row).not.toContain('✅');
  }
});

test('the twelve lines stand in one table, each with the loudest answer of its checks', () => {
  const root = service('worker', { read: read({ user: '' }) });
  const { summary } = report(outcome([service('backend'), root], { pushes: [] }));
  const rows = summary
    .slice(summary.indexOf('### Checklist'), summary.indexOf('### Checks'))
    .split('\n')
    .filter((row) => row.startsWith('|'))
    .slice(2)
    .map((row) => row.split(' | '));
  expect(rows.map(([, title]) => title)).toEqual(Object.values(CHECKLIST));
  expect(rows.map(([part = '']) => part.replace('|', '').trim()).filter((part) => part !== '')).toEqual([
    '**Before**',
    '**Build**',
    '**After**',
  ]);
  const security = rows.find(([, title]) => title === CHECKLIST['post-build/security']);
  expect(security?.slice(2)).toEqual(['✅', '❌ |']);
});

test('each finding is annotated at the line where it is corrected', () => {
  const text = 'FROM scratch\nUSER 1\nADD http://x /x\nARG A_TOKEN\n';
  const { annotations } = report(outcome([withDockerfile(text)], { pushes: [] }));
  expect(annotations.map(({ level, place }) => [level, place?.file, place?.line])).toEqual([
    ['error', 'backend/Dockerfile', 3],
    ['error', 'backend/Dockerfile', 4],
  ]);
  expect(annotations[0]?.text).toContain('[download/add-url]');
});

test('what is waived is shown with its owner and day in the table, the fold, an annotation and the result', () => {
  const text = 'FROM scratch\nUSER 1\nARG A_TOKEN\n';
  const { summary, annotations, outputs, headline, verdict } = report(
    outcome([withDockerfile(text, { asked: asked({ waivers: [waiver()] }) })]),
  );
  expect([verdict, headline]).toEqual(['PASS', expect.stringContaining('1 OVERRIDDEN')]);
  expect(summary).toContain('1 🟠 WAIVED');
  expect(summary).toContain('OVERRIDDEN');
  expect(summary).toContain('Waived by security-officer until 2026-11-22: a name only.');
  expect(annotations).toMatchObject([{ level: 'notice', place: { file: 'backend/Dockerfile', line: 3 } }]);
  expect(JSON.parse(outputs['result'] ?? '').waived).toEqual([
    {
      service: 'backend',
      rule: 'variable/secret-name',
      place: 'backend/Dockerfile:3',
      reason: 'ARG A_TOKEN is called like a secret, and its value stays in the image',
      owner: 'security-officer',
      expires: '2026-11-22',
    },
  ]);
});
