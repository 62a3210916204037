import { expect, test } from 'vitest';
import { declaredCheck } from '../../../../action-build/checks/declared.ts';
import { packagesCheck } from '../../../../action-build/checks/packages.ts';
import type { DeclaredFact, DeclaredPackage } from '../../../../action-build/packages/declared.ts';
import type { InstalledPackage } from '../../../../action-build/packages/package.ts';
import type { ServiceFacts } from '../../../../action-build/service-facts.ts';
import { asked, read, serviceFacts } from '../make.ts';

const installed = (name: string, layer: number): InstalledPackage => ({
  type: 'pypi',
  namespace: null,
  name,
  version: '1.0',
  path: `site/${name}.dist-info/METADATA`,
  layer,
});
const wished = (view: DeclaredPackage['view'], name: string, line: number): DeclaredPackage => ({
  view,
  type: 'pypi',
  namespace: null,
  name,
  version: null,
  file: view === 'written' || view === 'staged' ? 'backend/Dockerfile' : 'backend/requirements.txt',
  line,
});

const LAYERS = ['COPY base /', 'RUN pip install dash', 'COPY . /app'].map((instruction) => ({
  bytes: 1,
  entries: 1,
  instruction,
}));

const NONE = { status: 'none', looked: 'x' } as const;

function facts(
  forbid: readonly string[],
  packages: readonly InstalledPackage[],
  declared: Partial<DeclaredFact>,
  base: ServiceFacts['base'] = { kind: 'known', layers: 1 },
): ServiceFacts {
  const databases = { deb: NONE, apk: NONE, npm: NONE, pypi: { status: 'read', packages: packages.length } as const };
  return serviceFacts({
    asked: asked({ forbid }),
    declared: { files: ['backend/requirements.txt'], packages: [], unread: [], ...declared },
    read: read({}, { packages, databases, layers: LAYERS as never }),
    base,
  });
}

const reasons = (result: ReturnType<typeof packagesCheck.run>): unknown =>
  result.status === 'fail' ? result.findings.map(({ reason }) => reason) : result.status;

test('a forbidden package that nobody declared names the layer and the instruction that brought it', () => {
  const seen = facts(['pkg:pypi/plotly'], [installed('plotly', 1)], { packages: [wished('declared', 'dash', 1)] });
  expect(reasons(packagesCheck.run(seen))).toEqual([
    'pkg:pypi/plotly@1.0 is installed, forbidden by pkg:pypi/plotly; brought by layer 2 of 3 (RUN pip install dash), declared nowhere: another package needs it',
  ]);
  expect(reasons(declaredCheck.run(seen))).toBe('pass');
});

test.each([
  [[wished('declared', 'plotly', 3)], 1, 'layer 2 of 3 (RUN pip install dash), declared in backend/requirements.txt:3'],
  [[wished('staged', 'plotly', 4)], 2, 'layer 3 of 3 (COPY . /app), written in backend/Dockerfile:4'],
  [[wished('locked', 'plotly', 9)], 1, 'not declared but resolved in backend/requirements.txt:9'],
  [[wished('locked', 'plotly', 9), wished('written', 'plotly', 2)], 1, 'written in backend/Dockerfile:2'],
  [[], 0, 'brought by the base image, layer 1 of 3 (COPY base /)'],
] as const)('where it came from: %o', (packages, layer, expected) => {
  const seen = facts(['pkg:pypi/plotly'], [installed('plotly', layer)], { packages });
  expect(String(reasons(packagesCheck.run(seen)))).toContain(expected);
});

test('each view is a finding of its own, with file and line', () => {
  const packages = [wished('declared', 'plotly', 3), wished('locked', 'plotly', 8), wished('written', 'plotly', 5)];
  const result = declaredCheck.run(facts(['pkg:pypi/plotly'], [], { packages }));
  expect(result.status === 'fail' && result.findings.map(({ place, reason }) => [place, reason])).toEqual([
    [
      { in: 'source', file: 'backend/requirements.txt', line: 3 },
      'pkg:pypi/plotly is declared, forbidden by pkg:pypi/plotly',
    ],
    [
      { in: 'source', file: 'backend/requirements.txt', line: 8 },
      'pkg:pypi/plotly is resolved by the lock file, forbidden by pkg:pypi/plotly',
    ],
    [
      { in: 'source', file: 'backend/Dockerfile', line: 5 },
      'pkg:pypi/plotly is installed by the Dockerfile, forbidden by pkg:pypi/plotly',
    ],
  ]);
});

test('what only a stage installs that the image copies from is left to the installed view', () => {
  const seen = facts(['pkg:pypi/plotly'], [], { packages: [wished('staged', 'plotly', 3)] });
  expect([reasons(declaredCheck.run(seen)), reasons(packagesCheck.run(seen))]).toEqual(['pass', 'pass']);
});

test('a manifest that cannot be read is no answer, unless nothing of its type is forbidden', () => {
  const unread = [{ type: 'npm', file: 'backend/yarn.lock', line: null, why: 'not read' }] as const;
  expect(declaredCheck.run(facts(['pkg:npm/electron'], [], { unread }))).toMatchObject({
    status: 'not-run',
    seen: 'not run: backend/yarn.lock: not read',
  });
  expect(declaredCheck.run(facts(['pkg:pypi/plotly'], [], { unread })).status).toBe('pass');
  const packages = [{ ...wished('declared', 'electron', 1), type: 'npm' as const }];
  expect(declaredCheck.run(facts(['pkg:npm/electron'], [], { unread, packages })).status).toBe('fail');
});

test('disagreements are told and change no answer', () => {
  const packages = [wished('declared', 'fastapi', 1), wished('declared', 'gone', 2), wished('locked', 'never', 3)];
  const there = [installed('fastapi', 1), installed('starlette', 1), installed('pip', 0)];
  const seen = facts(['pkg:pypi/plotly'], there, { packages });
  expect(packagesCheck.run(seen).status).toBe('pass');
  expect(packagesCheck.observe?.(seen)).toEqual([
    {
      what: 'pkg:pypi/gone in backend/requirements.txt:2',
      counted: false,
      why: 'declared but not installed in the image',
    },
    {
      what: 'pkg:pypi/starlette@1.0',
      counted: false,
      why: 'installed but declared nowhere; brought by layer 2 of 3 (RUN pip install dash)',
    },
  ]);
});

test('no more disagreements than a person reads, and how many are left', () => {
  const there = Array.from({ length: 30 }, (_, index) => installed(`p${index}`, 1));
  const told = packagesCheck.observe?.(facts(['pkg:pypi/x'], there, { packages: [wished('declared', 'p0', 1)] })) ?? [];
  expect([told.length, told.at(-1)?.what]).toEqual([21, '9 more installed but not declared']);
});

test('nothing forbidden: nothing is asked', () => {
  const seen = facts([], [installed('plotly', 1)], {});
  expect([declaredCheck.run(seen).status, packagesCheck.run(seen).status, packagesCheck.observe?.(seen)]).toEqual([
    'not-asked',
    'not-asked',
    [],
  ]);
});
