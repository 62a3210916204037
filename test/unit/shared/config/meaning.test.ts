import { expect, test } from 'vitest';
import { changed, EXAMPLE, mistakes } from './example.ts';

/** The messages without their positions, which parse.test.ts looks after. */
const messages = (text: string): string[] => mistakes(text).map((one) => one.replace(/^\d+:\d+ /, ''));

test('the example has no mistake', () => expect(mistakes(EXAMPLE)).toEqual([]));

test.each([
  ['qa: { people:', 'qa: { team: acme/qa, people:', 'role "qa" needs exactly one of people and team'],
  [
    'qa: { people: [{ id: 1, login: ada, name: Ada Byron }] }',
    'qa: {}',
    'role "qa" needs exactly one of people and team',
  ],
  ['name: Ada Byron }]', 'name: Ada Byron }, { id: 1, login: b, name: B }]', 'person 1 is listed twice in this role'],
  ['qa: { people:', 'qa: { environment: x, people:', 'environment needs via: environment beside it'],
  ['any-of: [qa, ops]', 'any-of: [qa, op]', 'unknown role "op", did you mean "ops"?'],
  ['any-of: [qa, ops]', 'any-of: [qa, qa]', 'role "qa" is listed twice'],
  ['sign-offs: [qa,', 'sign-offs: [qa, qa,', 'sign-off "qa" is listed twice'],
  ['sign-offs: [qa,', 'sign-offs: [president,', 'unknown role "president"; there is qa, ops'],
])('roles: %s -> %s', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

const SOURCE = 'evidence "unit" needs either artifact and path, or file';

test.each([
  ['artifact: tests, path: junit.xml', 'artifact: tests', SOURCE],
  ['artifact: tests, path: junit.xml', 'path: junit.xml', SOURCE],
  ['artifact: tests, path: junit.xml', 'artifact: tests, path: junit.xml, file: a.xml', SOURCE],
  ['artifact: tests, path: junit.xml, ', '', SOURCE],
  [
    'file: validation/list.md',
    'file: a.md, max-age: 24h',
    'max-age counts from the run that made an artifact; a file of the repository has none',
  ],
  ['open == 0', '"open == "', 'the expression cannot be read: unexpected end'],
  [
    'format: junit,',
    'format: junit, from: tests.yml,',
    '"tests.yml" is not a workflow such as .github/workflows/tests.yml',
  ],
  [
    'file: validation/list.md',
    'file: a.md, from: .github/workflows/a.yml',
    'from is about artifacts; no workflow makes a file of the repository',
  ],
  [
    'file: validation/list.md',
    '"file": "validation/*.md"',
    'file names one file; only path, inside an artifact, may be a pattern',
  ],
  ['format: junit,', 'format: junit, image: backend,', 'files of the format junit name no image'],
  [
    'format: junit,',
    `format: junit, signed-by: ["-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----"],`,
    'files of the format junit have no signature; signed-by is for dsse',
  ],
  ['format: junit,', 'format: trivy, image: backnd,', 'unknown service "backnd", did you mean "backend"?'],
  ['evidence: [unit, list]', 'evidence: [unit, lists]', 'unknown evidence "lists", did you mean "list"?'],
  ['evidence: [unit, list]', 'evidence: [unit, unit]', 'evidence "unit" is listed twice'],
])('evidence: %s -> %s', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

test('an image that is made elsewhere is not known by the commit', () => {
  const image = `db: { image: "postgres@sha256:${'1'.repeat(64)}", external: true }`;
  const text = changed('format: junit,', 'format: trivy, image: db,').replace('services:\n', `services:\n  ${image}\n`);
  expect(messages(text)).toEqual(['"db" is not built here, so no image of it is known by this commit']);
});

test('from, image and a pattern are right where they mean something', () => {
  const text = changed(
    'path: junit.xml, format: junit',
    'path: "**/t-*.json", format: trivy, image: backend, from: .github/workflows/t.yml, personal-data: refuse',
  );
  expect(mistakes(text)).toEqual([]);
});

test.each([
  ['total > 0 && failed == 0', 'total > > 0', 9],
  ['total > 0 && failed == 0', '"total > > 0"', 10],
  ['total > 0 && failed == 0', "'total > > 0'", 10],
  // Escapes and folded lines move the text, so only its beginning is certain.
  ['total > 0 && failed == 0', '"total\\u0020> > 0"', 0],
])('a mistake in an expression is told at its place: %s -> %s', (from, to, inside) => {
  const text = changed(from, to);
  const line = text.split('\n')[6] ?? '';
  const column = line.indexOf('require: ') + 'require: '.length + inside + (inside === 0 ? 1 : 0);
  expect(mistakes(text)[0]).toMatch(new RegExp(`^7:${column} the expression`));
});

test.each([
  [
    '{ title: Before, after: [BUILD]',
    '{ title: Before, after: [BUILT]',
    'unknown checkpoint "BUILT", did you mean "BUILD"?',
  ],
  ['{ title: Before, after: [BUILD]', '{ title: Before, after: [BUILD, BUILD]', 'checkpoint "BUILD" is listed twice'],
  ['title: Build, ', 'title: Build, after: [PRE], ', '"after" goes in a circle: BUILD -> PRE -> BUILD'],
  ['title: Build, ', 'title: Build, after: [BUILD], ', '"after" goes in a circle: BUILD -> BUILD'],
  [', evidence: [unit, list]', '', 'checkpoint "BUILD" asks for nothing; give it after, evidence or sign-offs'],
  [
    ', evidence: [unit, list]',
    ', evidence: []',
    'checkpoint "BUILD" asks for nothing; give it after, evidence or sign-offs',
  ],
  [
    'before: PRE, during: EXEC',
    'before: EXEC, during: EXEC',
    'checkpoint "EXEC" asks for nothing; give it after, evidence or sign-offs',
  ],
  [
    'before: PRE, during: EXEC',
    'before: PRE, rollback: EXEC',
    'checkpoint "EXEC" asks for nothing; give it after, evidence or sign-offs',
  ],
  [
    'before: PRE, during: EXEC',
    'before: PRE',
    'checkpoint "EXEC" asks for nothing; give it after, evidence or sign-offs',
  ],
  [
    'before: PRE, during: EXEC',
    'during: EXEC',
    'promotes-from is decided with the checkpoint before; name it in checkpoints',
  ],
  ['before: PRE', 'before: PREE', 'unknown checkpoint "PREE", did you mean "PRE"?'],
  [
    'services:',
    'overrides: { day: { lasts: 24h, sign-offs: [opps] } }\nservices:',
    'unknown role "opps", did you mean "ops"?',
  ],
])('checkpoints: %s -> %s', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

const BUILT = 'the image of a built service is a repository name in lower case, without tag or digest';
const PINNED = 'an external image needs its digest: name@sha256:<64 hex digits>';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const BUILD = '    build: { context: backend }\n';

test.each([
  ['image: ghcr.io/acme/backend', 'image: ghcr.io/acme/backend:v1', BUILT],
  ['image: ghcr.io/acme/backend', `image: ghcr.io/acme/backend@${DIGEST}`, BUILT],
  ['image: ghcr.io/acme/backend', 'image: ghcr.io/Acme/backend', BUILT],
  [BUILD, '', 'service "backend" needs build, or external: true with a digest'],
  [BUILD, '    external: true\n', PINNED],
  [`ghcr.io/acme/backend\n${BUILD}`, `postgres:14@sha256:abc\n    external: true\n`, PINNED],
  [
    `ghcr.io/acme/backend\n`,
    `postgres:14@${DIGEST}\n    external: true\n`,
    'an external service is not built here; take out build or external',
  ],
  [
    BUILD,
    `${BUILD}    run: { ready: { tcp: ":80" } }\n    talks-to: ["backed:80"]\n`,
    'unknown service "backed", did you mean "backend"?',
  ],
])('services: %j -> %j', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

test('an external image may carry a tag beside its digest, and a registry a port', () => {
  expect(
    mistakes(changed(`ghcr.io/acme/backend\n${BUILD}`, `localhost:5000/postgres:14@${DIGEST}\n    external: true\n`)),
  ).toEqual([]);
  expect(mistakes(changed('ghcr.io/acme/backend', 'localhost:5000/acme/backend'))).toEqual([]);
});

test.each([
  ['pkg:pypi/plotly*', true],
  ['pkg:npm/%40angular/core@16.0.0', true],
  ['pkg:npm/@angular/cli*', true],
  ['pkg:pypi/*', false],
  ['pkg:pypi/', false],
  ['pkg:pypi/pl*tly', false],
  ['pkg:pypi/plotly@5.*', false],
  ['pkg:plotly', false],
])('package URL %s: %s', (purl, right) => {
  const found = messages(changed('pkg:pypi/plotly', purl));
  if (right) expect(found).toEqual([]);
  else expect(found).toEqual([expect.stringContaining(`"${purl}" is not a package URL such as`)]);
});

const HTTP = 'http: "http://backend.tracker:8000/health", status: 200, within: 60s';
const STEP = 'id: app, apply: k8s/,';

test.each([
  [
    'kubernetes: { namespace: tracker }',
    'kubernetes: { namespace: tracker }\n    compose: { file: c.yml }',
    'environment "production" needs exactly one of kubernetes and compose',
  ],
  [
    '    kubernetes: { namespace: tracker }\n',
    '',
    'environment "production" needs exactly one of kubernetes and compose',
  ],
  ['environment: beta', 'environment: production', 'environment "production" cannot be promoted from itself'],
  ['environment: beta', 'environment: betta', 'unknown environment "betta", did you mean "beta"?'],
  [STEP, 'id: backup, apply: k8s/,', 'step id "backup" is used twice in this environment'],
  [STEP, 'id: app,', 'step "app" needs exactly one of apply, job, scale, command, probe, restart; it has none'],
  [
    STEP,
    'id: app, apply: k8s/, restart: deployment/x,',
    'step "app" needs exactly one of apply, job, scale, command, probe, restart; it has apply and restart',
  ],
  [STEP, 'id: app, scale: {},', 'scale names no workload'],
  [STEP, 'id: app, scale: { daemonset/x: 0 },', 'daemonset/x cannot be scaled: it runs on every node'],
  [STEP, 'id: app, apply: k8s/, saves: x,', 'saves belongs to a job or command step; this one prints nothing'],
  [STEP, 'id: app, probe: { tcp: "a:1" }, timeout: 5m,', 'a probe step ends by "within" of its probe, not by timeout'],
  [STEP, 'id: app, probe: { tcp: "a:1", status: 200 },', '"status" does not belong to a probe of kind tcp'],
  [
    'undo: { job: { from: deployment/backend, command: [restore, "${backup-id}"] } }',
    'undo: { loses-data: true }',
    'the undo of step "app" needs exactly one of apply, job, scale, command, restart; it has none',
  ],
  ['"${backup-id}"', '"${backup_id}"', '${backup_id} is not saved by an earlier step, did you mean "backup-id"?'],
  [
    'command: [backup]',
    'command: [backup, "--as=${backup-id}"]',
    '${backup-id} is not saved by an earlier step; no earlier step saves anything',
  ],
  [STEP, `id: again, command: [x], saves: backup-id }\n      - { ${STEP}`, 'an earlier step saves "backup-id" already'],
])('environments: %j -> %j', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

test('an undo may use what its own step saved', () => {
  const undo = 'saves: backup-id, undo: { command: [drop, "${backup-id}"] } }';
  expect(mistakes(changed('saves: backup-id }', undo))).toEqual([]);
});

test('rollback steps share the ids and the saved names of the deployment', () => {
  const rollback = (id: string, name: string) =>
    `    rollback: { first: [{ id: ${id}, command: [x, "\${${name}}"] }] }\n    verify:`;
  expect(mistakes(changed('    verify:', rollback('switch', 'backup-id')))).toEqual([]);
  expect(messages(changed('    verify:', rollback('app', 'nothing')))).toEqual([
    'step id "app" is used twice in this environment',
    '${nothing} is not saved by an earlier step; there is backup-id',
  ]);
});

test.each([
  [
    HTTP,
    'status: 200',
    'a probe needs exactly one of http, tcp, tls, websocket, exec, prometheus, alertmanager, redis-queue, k6, availability; this one has none',
  ],
  [
    HTTP,
    `${HTTP}, tcp: "a:1"`,
    'a probe needs exactly one of http, tcp, tls, websocket, exec, prometheus, alertmanager, redis-queue, k6, availability; this one has http and tcp',
  ],
  [HTTP, 'prometheus: up, max: 1, status: 200', '"status" does not belong to a probe of kind prometheus'],
  [HTTP, 'prometheus: up', 'a probe of kind prometheus needs max or min'],
  [HTTP, 'redis-queue: jobs', 'a probe of kind redis-queue needs max or min'],
  [HTTP, 'prometheus: up, max: 1, min: 2', 'max 1 is below min 2, so nothing can pass'],
  [HTTP, `${HTTP}, max: 1`, '"max" does not belong to a probe of kind http'],
  [
    `{ id: health, ${HTTP} }`,
    `{ id: health, ${HTTP} }\n      - { id: health, ${HTTP} }`,
    'probe "health" is listed twice',
  ],
])('probes: %j -> %j', (from, to, message) => expect(messages(changed(from, to))).toEqual([message]));

test('the same probe may be watched after a rollback', () => {
  expect(
    mistakes(changed('    verify:', `    rollback: { when: [{ id: health, ${HTTP}, failures: 3 }] }\n    verify:`)),
  ).toEqual([]);
});
