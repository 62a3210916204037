import { describe, expect, test } from 'vitest';
import { gateRules } from '../../../action-validate/rules.ts';
import { parseConfig } from '../../../shared/config/parse.ts';
import { UserError } from '../../../shared/domain/errors.ts';

const CONFIG = `version: 1
application: tracker
roles:
  plain: { people: [{ id: 1, login: ada, name: Ada }] }
  team: { team: acme/qa, immediate: true }
  full: { people: [{ id: 2, login: g, name: G }], carry-over: same-tree, after-merge: true, meaning: I approve }
  env: { people: [{ id: 3, login: l, name: L }], via: environment, environment: quality }
evidence:
  a: { artifact: tests, path: a.xml, format: junit, require: failed == 0, max-age: 24h, from: .github/workflows/tests.yml }
  b: { file: b.md, format: checklist, require: open == 0, personal-data: refuse }
  c: { artifact: scan, path: t.json, format: trivy, require: critical == 0, image: web, personal-data: report }
checkpoints:
  BUILT: { title: Built, evidence: [b] }
  PRE: { title: Before, after: [BUILT], evidence: [a, b, c], sign-offs: [plain, { role: full, count: 2 }, { any-of: [team, env] }] }
  POST: { title: Afterwards, after: [PRE] }
  ALONE: { title: Alone, evidence: [b] }
  COUNTED: { title: Counted, evidence: [b], changes: { approvals: 2, after-merge: true } }
  NONE: { title: None, sign-offs: [plain], changes: { approvals: 0 } }
overrides:
  quick: { lasts: 5m, sign-offs: [env] }
  day: { lasts: 24h, sign-offs: [env], validate-within: 3d }
freeze:
  - { from: '2026-12-24T00:00:00Z', to: '2026-12-27T00:00:00Z', reason: all }
  - { from: '2026-12-24T00:00:00Z', to: '2026-12-27T00:00:00Z', reason: beta, environments: [beta], except: [day] }
services: { web: { image: ghcr.io/acme/web, build: { context: web } } }
environments:
  beta:
    checkpoints: { after: POST }
    kubernetes: { namespace: beta }
    deploy: [{ id: web, apply: k8s/ }]
  production:
    checkpoints: { before: PRE, after: POST }
    promotes-from: { environment: beta, verified-for: 24h }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
`;
const config = parseConfig(CONFIG, 'c.yml');
const rules = (checkpoint: string, environment: string | null = null) => gateRules(config, checkpoint, environment);

function refused(checkpoint: string, environment: string | null, text = CONFIG): string {
  try {
    gateRules(parseConfig(text, 'c.yml'), checkpoint, environment);
    return 'taken';
  } catch (thrown) {
    return thrown instanceof UserError ? `${thrown.code}: ${thrown.message}` : String(thrown);
  }
}

test('roles come with what they ask for, and with what they leave out', () => {
  const common = { via: 'review', team: null, unresolved: null, environment: null, afterMerge: false, meaning: null };
  const people = (id: number, login: string, name: string) => ({ holders: [{ id, login, name }] });
  expect(rules('PRE').roles).toEqual({
    plain: { ...common, ...people(1, 'ada', 'Ada'), carryOver: 'none' },
    team: { ...common, holders: [], team: 'acme/qa', immediate: true, carryOver: 'none' },
    full: { ...common, ...people(2, 'g', 'G'), carryOver: 'same-tree', afterMerge: true, meaning: 'I approve' },
    env: { ...common, ...people(3, 'l', 'L'), via: 'environment', environment: 'quality', carryOver: 'none' },
  });
  expect(rules('PRE').seats).toEqual([
    { id: 'sign-off/plain', roles: ['plain'], line: 0 },
    { id: 'sign-off/full', roles: ['full'], line: 1 },
    { id: 'sign-off/full#2', roles: ['full'], line: 1 },
    { id: 'sign-off/team|env', roles: ['team', 'env'], line: 2 },
  ]);
});

test('evidence comes with its place and its conditions, and with no others', () => {
  expect(rules('PRE').evidence).toEqual([
    {
      ...{ name: 'a', source: { kind: 'artifact', artifact: 'tests', path: 'a.xml' }, format: 'junit' },
      ...{ require: 'failed == 0', maxAge: 86_400_000, from: '.github/workflows/tests.yml' },
    },
    {
      ...{ name: 'b', source: { kind: 'repository', path: 'b.md' }, format: 'checklist', require: 'open == 0' },
      ...{ maxAge: null, refusePersonalData: true },
    },
    {
      ...{ name: 'c', source: { kind: 'artifact', artifact: 'scan', path: 't.json' }, format: 'trivy' },
      ...{ require: 'critical == 0', maxAge: null, image: 'web' },
    },
  ]);
});

test('changes are asked for with sign-offs for an environment, or by name', () => {
  const one = { approvals: 1, afterMerge: false, since: null };
  expect(rules('PRE', 'production').changes).toEqual(one);
  expect(rules('PRE').changes).toBeNull();
  expect(rules('BUILT', 'production').changes).toBeNull();
  expect(rules('COUNTED').changes).toEqual({ approvals: 2, afterMerge: true, since: null });
  expect(rules('NONE').changes).toBeNull();
  expect(rules('ALONE').changes).toBeNull();
});

test('promotion belongs to the checkpoint before the deployment of its environment', () => {
  expect(rules('PRE', 'production')).toMatchObject({
    promotion: { environment: 'beta', verifiedFor: 86_400_000, checkpoint: 'POST' },
    verifiedBy: 'POST',
  });
  expect(rules('POST', 'production').promotion).toBeNull();
  expect(rules('PRE')).toMatchObject({ promotion: null, verifiedBy: null });
  expect(rules('PRE', 'beta')).toMatchObject({ promotion: null, verifiedBy: 'POST' });
});

test('a build has to be there for an environment, may be there without one, and is not looked for where none is made', () => {
  expect([rules('PRE', 'production').builds, rules('PRE').builds]).toEqual(['required', 'optional']);
  const digest = `sha256:${'1'.repeat(64)}`;
  const bought = CONFIG.replace('acme/web, build: { context: web }', `acme/web@${digest}, external: true`)
    .replace(/ {2}c: .*\n/, '')
    .replace('a, b, c', 'a, b');
  expect(gateRules(parseConfig(bought, 'c.yml'), 'PRE', 'production').builds).toBe('none');
});

test('overrides and freezes are those of the environment', () => {
  const seats = [{ id: 'sign-off/env', roles: ['env'], line: 0 }];
  expect(rules('PRE', 'production').overrides).toEqual({
    quick: { lasts: 300_000, validateWithin: null, seats },
    day: { lasts: 86_400_000, validateWithin: 259_200_000, seats },
  });
  const reasons = (environment: string | null) =>
    rules('PRE', environment).freeze?.map(({ reason, except }) => [reason, except]);
  expect(reasons('production')).toEqual([['all', []]]);
  expect(reasons('beta')).toEqual([
    ['all', []],
    ['beta', ['day']],
  ]);
  const without = gateRules(
    parseConfig(CONFIG.replace(/overrides:[\s\S]*services:/, 'services:'), 'c.yml'),
    'PRE',
    null,
  );
  expect(without).not.toHaveProperty('overrides');
  expect(without).not.toHaveProperty('freeze');
});

describe('names that are not there', () => {
  test.each<[string, string | null, string]>([
    ['PREE', null, 'CHECKPOINT_UNKNOWN: the configuration has no checkpoint "PREE", did you mean "PRE"?'],
    ['toString', null, 'CHECKPOINT_UNKNOWN: the configuration has no checkpoint "toString"'],
    ['PRE', 'prod', 'ENVIRONMENT_UNKNOWN: the configuration has no environment "prod"'],
    ['PRE', 'toString', 'ENVIRONMENT_UNKNOWN: the configuration has no environment "toString"'],
    [
      'ALONE',
      'production',
      'ENVIRONMENT_UNKNOWN: environment "production" does not use checkpoint "ALONE"; its checkpoints: PRE, POST',
    ],
  ])('%s for %s', (checkpoint, environment, expected) => {
    expect(refused(checkpoint, environment)).toContain(expected);
  });
  test('a checkpoint that another one comes after is reached by it', () => {
    expect(refused('BUILT', 'production')).toBe('taken');
    expect(refused('BUILT', 'beta')).toBe('taken');
  });
  test('nothing at all', () => {
    const empty = 'version: 1\napplication: tracker\n';
    expect(refused('PRE', null, empty)).toContain('has no checkpoint "PRE"; it has no checkpoints');
    const one = `${empty}evidence: { b: { file: b.md, format: checklist, require: open == 0 } }\ncheckpoints: { PRE: { title: B, evidence: [b] } }\n`;
    expect(refused('PRE', 'production', one)).toContain('has no environment "production"; it has no environments');
  });
});
