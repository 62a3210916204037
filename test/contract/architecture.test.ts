import { expect, test } from 'vitest';
import { type Import, productSources, type Source } from './sources.ts';

const sources = productSources();

/** The folder whose rules a file follows. */
const layerOf = (path: string): string =>
  path.startsWith('shared/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '');

/** What a layer may import of the others; `types` only for type imports. */
const DIRECTION: Readonly<Record<string, { readonly values: readonly string[]; readonly types: readonly string[] }>> = {
  'shared/domain': { values: [], types: [] },
  'shared/config': { values: ['shared/domain'], types: [] },
  'shared/policy': { values: ['shared/domain', 'shared/config'], types: ['shared/adapters'] },
  'shared/report': { values: ['shared/domain', 'shared/config'], types: ['shared/rollout'] },
  // What is read has the shape that the rules ask for.
  'shared/adapters': { values: ['shared/domain', 'shared/config'], types: ['shared/policy'] },
  'shared/rollout': { values: ['shared/domain', 'shared/config', 'shared/policy'], types: ['shared/adapters'] },
  'shared/runner': { values: ['shared/domain', 'shared/config', 'shared/report'], types: [] },
};

const PURE = /^shared\/(?:domain|config|policy|report)\/|^action-[a-z]+\/(?:inputs|decide|report)\.ts$/;

/** A port also holds the errors that its methods reject with. */
const isPort = (path: string): boolean => /^shared\/adapters\/(?:[a-z]+\/)?port\.ts$/.test(path);

function allowed(source: Source, one: Import): boolean {
  if (one.target === undefined) return true;
  const from = layerOf(source.path);
  const to = layerOf(one.target);
  if (from === to) return true;
  const direction = DIRECTION[from];
  if (direction === undefined) return to.startsWith('shared/');
  if (direction.values.includes(to)) return true;
  return direction.types.includes(to) && (one.typeOnly || isPort(one.target));
}

test('every folder of the product has its rule', () => {
  const layers = new Set(sources.map((source) => layerOf(source.path)));
  const known = [...Object.keys(DIRECTION), 'action-validate', 'action-build', 'action-deploy', 'action-rollback'];
  expect([...layers].filter((layer) => !known.includes(layer))).toEqual([]);
});

test.each(sources.map((source) => [source.path, source] as const))(
  '%s imports only what its folder may',
  (_, source) => {
    expect(source.imports.filter((one) => !allowed(source, one)).map((one) => one.specifier)).toEqual([]);
  },
);

const IMPURE_PACKAGE = /^(?:node:|@actions\/|@octokit\/|octokit$|undici)/;
const AMBIENT =
  /\bprocess\.|\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bfetch\(|\bconsole\.|\bperformance\.|\bset(?:Timeout|Interval|Immediate)\(|\bcrypto\.|\bglobalThis\b|\bimport\.meta\b/;

/** The hash of a record is part of what a record is. */
const exempt = (path: string, specifier: string): boolean =>
  path === 'shared/domain/record.ts' && specifier === 'node:crypto';

const pure = sources.filter((source) => PURE.test(source.path));

test('there are pure files', () => expect(pure.length).toBeGreaterThan(40));

test.each(pure.map((source) => [source.path, source] as const))('%s is pure', (path, source) => {
  const impure = source.imports.filter(
    (one) =>
      !one.typeOnly &&
      !exempt(path, one.specifier) &&
      (IMPURE_PACKAGE.test(one.specifier) || /^shared\/(?:adapters|runner|rollout)\//.test(one.target ?? '')),
  );
  expect(impure.map((one) => one.specifier).filter((specifier) => !isPort(specifier))).toEqual([]);
  expect(AMBIENT.exec(source.code)?.[0]).toBeUndefined();
});

const OUTSIDE =
  /^(?:node:(?:fs|fs\/promises|child_process|http|https|net|tls|os|dgram|dns|worker_threads)$|@actions\/|@octokit\/)/;

test('only adapters reach outside, and only the runner speaks to the runner', () => {
  const wrong = sources.flatMap((source) =>
    source.imports
      .filter((one) => !one.typeOnly && OUTSIDE.test(one.specifier))
      .filter((one) => {
        if (one.specifier === '@actions/core') return layerOf(source.path) !== 'shared/runner';
        if (layerOf(source.path) === 'shared/runner') return one.specifier.startsWith('@');
        return layerOf(source.path) !== 'shared/adapters';
      })
      .map((one) => `${source.path}: ${one.specifier}`),
  );
  expect(wrong).toEqual([]);
});

test('files are short enough to hold one idea', () => {
  const long = sources.filter(
    (source) => source.text.split('\n').length - 1 > (/^action-[a-z]+\/(?:main|run)\.ts$/.test(source.path) ? 42 : 220),
  );
  expect(long.map((source) => `${source.path}: ${source.text.split('\n').length - 1} lines`)).toEqual([]);
});

test('a file is named after what it is about', () => {
  expect(
    sources
      .map((source) => source.path)
      .filter((path) => /(?:utils?|helpers?|misc|common)\.ts$/.test(path) && !path.includes('reason-codes/')),
  ).toEqual([]);
  expect(sources.map((source) => source.path).filter((path) => !/^[a-z0-9/.-]+$/.test(path))).toEqual([]);
});

test('no file leads back to itself through its imports', () => {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      source.imports.filter((one) => !one.typeOnly).flatMap((one) => one.target ?? []),
    ]),
  );
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (trail.includes(path) || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  expect(circles).toEqual([]);
});
