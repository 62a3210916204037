import { expect, test } from 'vitest';
import * as z from 'zod';
import { NOT_YET } from '../../../../shared/config/not-yet.ts';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { configSchema } from '../../../../shared/config/schema.ts';
import { refuseUnsupported } from '../../../../shared/config/support.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import { changed, EXAMPLE } from './example.ts';

function refusal(
  text: string,
  ...[action, scope]: [Parameters<typeof refuseUnsupported>[1], Parameters<typeof refuseUnsupported>[2]]
): string {
  try {
    refuseUnsupported(parseConfig(text, 'c.yml'), action, scope);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.code} ${error.message}`;
  }
}

const validate = (text: string) => refusal(text, 'validate', { checkpoint: 'BUILD', environment: 'beta' });
const deploy = (text: string) => refusal(text, 'deploy', { environment: 'beta' });

test('what is carried out is accepted', () => {
  expect(validate(EXAMPLE)).toBe('accepted');
  expect(deploy(EXAMPLE)).toBe('accepted');
  expect(refusal(EXAMPLE, 'build', {})).toBe('accepted');
  expect(refusal(EXAMPLE, 'rollback', { environment: 'beta' })).toBe('accepted');
});

test('every part in scope is named at once, the outermost only', () => {
  expect(refusal(EXAMPLE, 'deploy', { environment: 'production' })).toBe(
    'CONFIG_UNSUPPORTED environments.production.deploy[1].undo is not carried out by this version of action-deploy; take it out, or use a version that supports it',
  );
  const text = changed(
    '[{ id: all, apply: k8s/ }]',
    '[{ id: all, apply: k8s/ }]\n    rollback: { when: [{ id: x, tcp: "a:1" }] }',
  );
  expect(deploy(text)).toContain(
    'CONFIG_UNSUPPORTED environments.beta.rollback is not carried out by this version of action-deploy',
  );
});

test('a part out of scope stops nobody', () => {
  const told = changed('services:', 'notifications: { mail: a@b.c }\nservices:');
  expect(validate(told)).toContain('notifications');
  const undo = changed('[{ id: all, apply: k8s/ }]', '[{ id: all, apply: k8s/, when: x }]');
  expect(refusal(undo, 'build', {})).toBe('accepted');
  expect(validate(undo)).toBe('accepted');
  expect(deploy(undo)).toContain('environments.beta.deploy[0].when');
});

test.each([['services:', 'notifications: { mail: a@b.c }\nservices:', 'notifications']])(
  'validate: %s -> %s',
  (from, to, part) => expect(validate(changed(from, to))).toContain(`CONFIG_UNSUPPORTED ${part} is not`),
);

test('what a deployment would have to decide beside its steps and probes is refused', () => {
  const signed = changed(
    'EXEC: { title: During }',
    'EXEC: { title: During, sign-offs: [qa], evidence: [unit], changes: { approvals: 2 } }',
  );
  expect(refusal(signed, 'deploy', { environment: 'production' })).toContain(
    'checkpoints.EXEC.evidence, checkpoints.EXEC.sign-offs, checkpoints.EXEC.changes',
  );
});

test('a reference to something saved is refused while nothing puts it in', () => {
  const steps =
    '[{ id: a, job: { from: deployment/b, command: [x] }, saves: y }, { id: b, job: { from: deployment/b, command: [x, "${y}"] } }]';
  expect(deploy(changed('[{ id: all, apply: k8s/ }]', steps))).toContain(
    'CONFIG_UNSUPPORTED environments.beta.deploy[1].job.command[1] is not carried out',
  );
});

test('steps and probes of a rollback are refused by the rollback', () => {
  const text = changed(
    '[{ id: all, apply: k8s/ }]',
    '[{ id: all, apply: k8s/ }]\n    rollback: { first: [{ id: x, apply: a/ }] }',
  );
  expect(refusal(text, 'rollback', { environment: 'beta' })).toContain(
    'CONFIG_UNSUPPORTED environments.beta.rollback is not',
  );
});

test.each([
  [
    'validate',
    { checkpoint: 'BUILT' },
    'CHECKPOINT_UNKNOWN the configuration has no checkpoint "BUILT", did you mean "BUILD"?',
  ],
  [
    'deploy',
    { environment: 'constructor' },
    'ENVIRONMENT_UNKNOWN the configuration has no environment "constructor"; there is beta, production',
  ],
  [
    'build',
    { services: ['backends'] },
    'SERVICE_UNKNOWN the configuration has no service "backends", did you mean "backend"?',
  ],
] as const)('%s of something unknown is refused', (action, scope, message) =>
  expect(refusal(EXAMPLE, action, scope)).toBe(message),
);

/** What is carried out, by path in the schema; together with the refused parts this must be the whole schema. */
const CARRIED_OUT = new Set([
  'version',
  'application',
  'overrides',
  ...['lasts', 'sign-offs', 'sign-offs.*.any-of', 'sign-offs.*.role', 'sign-offs.*.count', 'validate-within'].map(
    (key) => `overrides.*.${key}`,
  ),
  'freeze',
  ...['from', 'to', 'reason', 'environments', 'except'].map((key) => `freeze.*.${key}`),
  ...['people', 'people.*.id', 'people.*.login', 'people.*.name', 'team', 'via', 'environment'].map(
    (key) => `roles.*.${key}`,
  ),
  ...['immediate', 'carry-over', 'after-merge', 'meaning'].map((key) => `roles.*.${key}`),
  ...['artifact', 'path', 'file', 'format', 'require', 'max-age', 'from', 'image', 'signed-by', 'personal-data'].map(
    (key) => `evidence.*.${key}`,
  ),
  ...['title', 'after', 'evidence', 'sign-offs', 'sign-offs.*.any-of', 'sign-offs.*.role', 'sign-offs.*.count'].map(
    (key) => `checkpoints.*.${key}`,
  ),
  ...['changes', 'changes.approvals', 'changes.after-merge', 'changes.since'].map((key) => `checkpoints.*.${key}`),
  ...['promotes-from', 'promotes-from.environment', 'promotes-from.verified-for'].map((key) => `environments.*.${key}`),
  ...['image', 'external', 'build', 'build.context', 'build.dockerfile', 'build.args', 'build.target'].map(
    (key) => `services.*.${key}`,
  ),
  ...[
    'before',
    'before.*.command',
    'secrets',
    'secrets.*.env',
    'secrets.*.file',
    'cache-from',
    'cache-to',
    'platforms',
  ].map((key) => `services.*.build.${key}`),
  ...['scanner', 'scanner.trivy'],
  ...['path', 'version', 'sha256', 'from', 'severity', 'fixed-only', 'max-database-age', 'update-database'].map(
    (key) => `scanner.trivy.${key}`,
  ),
  ...['packages', 'packages.forbid', 'healthcheck', 'run', 'run.user'].map((key) => `services.*.${key}`),
  ...[
    'ready',
    'ready.http',
    'ready.tcp',
    'ready.healthcheck',
    'read-only',
    'writable',
    'env',
    'command',
    'before',
    'egress',
  ].map((key) => `services.*.run.${key}`),
  ...['limits.memory', 'limits.start', 'limits.stop', 'talks-to'].map((key) => `services.*.${key}`),
  ...[
    'limits',
    'limits.image',
    'limits.wasted',
    'limits.bundle',
    'limits.bundle.files',
    'limits.bundle.size',
    'waivers',
    'build.lint',
  ].map((key) => `services.*.${key}`),
  ...['rule', 'at', 'owner', 'reason', 'expires'].map((key) => `services.*.waivers.*.${key}`),
  ...['bases', 'bases.allow', 'bases.digest'],
  'integration',
  ...['id', 'from', 'command', 'talks-to', 'env', 'timeout'].map((key) => `integration.*.${key}`),
  ...['checkpoints', 'checkpoints.before', 'checkpoints.during', 'checkpoints.after', 'checkpoints.rollback'].map(
    (key) => `environments.*.${key}`,
  ),
  ...['kubernetes', 'kubernetes.namespace', 'deploy', 'verify'].map((key) => `environments.*.${key}`),
  ...['id', 'apply', 'job', 'job.from', 'job.command', 'probe', 'saves', 'timeout'].map(
    (key) => `environments.*.deploy.*.${key}`,
  ),
  ...['http', 'status', 'headers', 'contains', 'within'].map((key) => `environments.*.deploy.*.probe.${key}`),
  ...['id', 'http', 'status', 'headers', 'contains', 'within'].map((key) => `environments.*.verify.*.${key}`),
  ...['roles', 'evidence', 'checkpoints', 'services', 'environments'],
]);

/** Every key that the schema fixes, by path. */
function schemaPaths(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional) return schemaPaths(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => schemaPaths(option as z.ZodType, path));
  if (schema instanceof z.ZodArray) return schemaPaths(schema.element as z.ZodType, `${path}.*`);
  if (schema instanceof z.ZodRecord) return schemaPaths(schema.valueType as z.ZodType, `${path}.*`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [here, ...schemaPaths(inner as z.ZodType, here)];
  });
}

test('every key of the schema is either carried out or refused', () => {
  const refused = NOT_YET.filter(
    ({ only, part, holding }) => only === undefined && holding === undefined && !part.includes(' = '),
  ).map(({ part }) => part);
  const paths = schemaPaths(configSchema, '');
  const undecided = paths.filter(
    (path) => !CARRIED_OUT.has(path) && !refused.some((part) => path === part || path.startsWith(`${part}.`)),
  );
  expect(undecided).toEqual([]);
  expect([...CARRIED_OUT].filter((path) => !paths.includes(path))).toEqual([]);
});

test('every refused part exists in the schema', () => {
  const paths = new Set(schemaPaths(configSchema, ''));
  expect(
    NOT_YET.map(({ part }) => part.split(' = ')[0]?.replace(/\.command\.\*$/, '.command')).filter(
      (part) => !paths.has(part ?? ''),
    ),
  ).toEqual([]);
});
