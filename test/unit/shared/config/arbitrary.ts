import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Config } from '../../../../shared/config/schema.ts';

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => one.trim().length > 0);
const span = fc.constantFrom('90s', '5m', '24h', '3d');

/** A set of names with a value for each. */
const named = <T>(value: fc.Arbitrary<T>, length: { minLength: number; maxLength: number }) =>
  fc
    .uniqueArray(label, length)
    .chain((names) =>
      fc
        .tuple(...names.map(() => value))
        .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index] as T]))),
    );

const optional = <T extends Record<string, unknown>>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

const role = fc
  .uniqueArray(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 3 })
  .chain((ids) => fc.tuple(text, text).map(([login, name]) => ({ people: ids.map((id) => ({ id, login, name })) })));

const evidence = fc.oneof(
  fc.record({
    artifact: text,
    path: fc.constant('a/b.xml'),
    format: fc.constant('junit' as const),
    require: fc.constant('total > 0'),
  }),
  fc.record({
    file: fc.constant('list.md'),
    format: fc.constant('checklist' as const),
    require: fc.constant('open == 0'),
  }),
);

const service = fc.record({ limits: fc.boolean(), forbid: fc.boolean(), required: fc.boolean() }).map((chosen) =>
  optional({
    image: 'ghcr.io/acme/backend',
    build: { context: 'backend' },
    packages: chosen.forbid ? { forbid: ['pkg:pypi/plotly', 'pkg:deb/debian/x11*'] } : undefined,
    healthcheck: chosen.required ? ('required' as const) : undefined,
    limits: chosen.limits ? { image: '400MB', memory: '512MiB', start: '30s', stop: '10s' } : undefined,
    run: chosen.limits ? { ready: { http: ':8000/health' }, env: { MODE: 'test' } } : undefined,
  }),
);

const steps = fc
  .uniqueArray(label, { minLength: 1, maxLength: 4 })
  .chain((ids) =>
    fc
      .tuple(...ids.map(() => fc.boolean()))
      .map((jobs) =>
        ids.map((id, index) =>
          jobs[index]
            ? { id, job: { from: 'deployment/backend', command: ['run', 'it'] }, saves: `${id}-saved`, timeout: '5m' }
            : { id, apply: 'k8s/' },
        ),
      ),
  );

const probes = fc
  .uniqueArray(label, { minLength: 1, maxLength: 3 })
  .map((ids) => ids.map((id) => ({ id, http: 'http://backend:8000/health', status: 200, within: '60s' })));

const environment = fc.record({ deploy: steps, verify: probes, namespace: label }).map(({ namespace, ...rest }) => ({
  kubernetes: { namespace },
  ...rest,
}));

const some = { minLength: 1, maxLength: 3 };

/** Any configuration without a mistake, of the sections that have rules between them. */
export const validConfig: fc.Arbitrary<Config> = fc
  .record({
    application: label,
    roles: named(role, some),
    evidence: named(evidence, some),
    services: named(service, some),
    environments: named(environment, some),
    title: text,
    lasts: span,
  })
  .chain(({ title, lasts, ...sections }) =>
    fc
      .tuple(
        fc.subarray(Object.keys(sections.roles), { minLength: 1 }),
        fc.subarray(Object.keys(sections.evidence), { minLength: 1 }),
      )
      .map(([roles, pieces]) => ({
        version: 1 as const,
        ...sections,
        checkpoints: { first: { title, evidence: pieces }, second: { title, after: ['first'], 'sign-offs': roles } },
        roles: { ...sections.roles, emergency: { people: [{ id: 1, login: 'ada', name: 'Ada' }], via: 'environment' } },
        overrides: { day: { lasts, 'sign-offs': ['emergency'] } },
      })),
  ) as fc.Arbitrary<Config>;

/** The same data as YAML in one of the ways that people write it. */
export const asYaml = (config: Config): fc.Arbitrary<string> =>
  fc
    .record({ indent: fc.integer({ min: 2, max: 6 }), flow: fc.boolean(), quoted: fc.boolean() })
    .map(({ indent, flow, quoted }) =>
      stringify(config, {
        indent,
        collectionStyle: flow ? 'flow' : 'block',
        defaultStringType: quoted ? 'QUOTE_DOUBLE' : 'PLAIN',
        aliasDuplicateObjects: false,
      }),
    );
