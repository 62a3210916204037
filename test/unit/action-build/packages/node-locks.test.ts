import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../../action-build/packages/declared.ts';
import { readPnpmLock } from '../../../../action-build/packages/manifests/pnpm-lock.ts';
import { readYarnLock } from '../../../../action-build/packages/manifests/yarn-lock.ts';

/** Written by the programs themselves, for the same package.json. */
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../fixtures/locks', name), 'utf8');
const ASKED = fixture('asked.json');

const shown = ({ packages, unread }: Manifest): string[] => {
  expect(unread).toEqual([]);
  return packages
    .map(({ namespace, name, version }) => `${namespace === null ? '' : `${namespace}/`}${name}@${version}`)
    .sort();
};

const RUNS = [
  '@sindresorhus/is@4.6.0',
  'ansi-regex@5.0.1',
  'js-tokens@4.0.0',
  'loose-envify@1.4.0',
  'repeat-string@1.6.1',
];
const DEVELOPS = [
  'ansi-styles@4.3.0',
  'color-convert@2.0.1',
  'color-name@1.1.4',
  'emoji-regex@8.0.0',
  'is-fullwidth-code-point@3.0.0',
  'left-pad@1.3.0',
  'string-width@4.2.3',
  'strip-ansi@6.0.1',
  'wrap-ansi@7.0.0',
];
const readers: readonly (readonly [string, (change?: (text: string) => string) => Manifest])[] = [
  ['Yarn 1', (change = (text) => text) => readYarnLock(change(fixture('yarn-1.lock')), ASKED)],
  ['Yarn 4', (change = (text) => text) => readYarnLock(change(fixture('yarn-4.lock')), ASKED)],
  ['pnpm 8', (change = (text) => text) => readPnpmLock(change(fixture('pnpm-8.yaml')))],
  ['pnpm 10', (change = (text) => text) => readPnpmLock(change(fixture('pnpm-10.yaml')))],
];

describe.each(readers)('%s', (program, read) => {
  test('what is needed to run, an alias by its real name; not what is for development only', () => {
    const found = read();
    expect(shown(found)).toEqual(RUNS);
    const file = { 'Yarn 1': 'yarn-1.lock', 'Yarn 4': 'yarn-4.lock', 'pnpm 8': 'pnpm-8.yaml' }[program];
    const lines = fixture(file ?? 'pnpm-10.yaml').split('\n');
    for (const { name, line } of found.packages) expect(lines[(line ?? 0) - 1]).toContain(`${name}@`);
  });
  test('a file that was cut off is an error', () => {
    for (const part of [0.1, 0.3, 0.5, 0.7]) {
      expect(() => read((text) => text.slice(0, Math.floor(text.length * part))), String(part)).toThrow();
    }
  });
  test('text that is something else is an error', () => {
    for (const text of ['hello', '- a', '{', '\u0000']) expect(() => read(() => text)).toThrow();
  });
});

describe("Yarn's lock file without a way to tell what is for development", () => {
  test.each(['yarn-1.lock', 'yarn-4.lock'])('%s: everything counts', (file) => {
    const all = [...RUNS, ...DEVELOPS].sort();
    expect(shown(readYarnLock(fixture(file), undefined))).toEqual(all);
    expect(shown(readYarnLock(fixture(file), '{"workspaces":["a"],"dependencies":{"loose-envify":"^1.4.0"}}'))).toEqual(
      all,
    );
    expect(shown(readYarnLock(fixture(file), '{"dependencies":{"own":"link:./own"}}'))).toEqual(all);
    expect(shown(readYarnLock(fixture(file), '{"dependencies":{"a":"^9"},"resolutions":{"a":"8"}}'))).toEqual(all);
  });
  test('one that does not hold what is asked for is an error, one of a project that asks for nothing is not', () => {
    expect(() => readYarnLock('# yarn lockfile v1\n', ASKED)).toThrow('it does not hold loose-envify@^1.4.0');
    expect(shown(readYarnLock('# yarn lockfile v1\n', '{}'))).toEqual([]);
  });
  test.each([
    '# yarn lockfile v1\na@1:\n  version "1"\n   x "1"\n',
    '# yarn lockfile v1\na@1:\n  version "1" "2"\n',
    '# yarn lockfile v1\n    a "1"\n',
    '# yarn lockfile v1\na@1:\n  resolved "x"\n',
    '__metadata:\n  version: 8\na:\n  version: 1\n',
    'a@npm:1:\n  version: 1\n',
  ])('%j is refused', (text) => {
    expect(() => readYarnLock(text, undefined)).toThrow();
  });
});

describe("pnpm's lock file", () => {
  const snapshots = 'snapshots:\n  a@1.0.0(b@2.0.0): { dependencies: { b: 2.0.0 } }\n  b@2.0.0: {}\n';
  const of = (version: string, more = ''): string =>
    `lockfileVersion: '9.0'\nimporters:\n  .: {}\n  app: { dependencies: { a: { specifier: ^1, version: ${version} }, l: { specifier: 'workspace:*', version: 'link:../l' } } }\n${more}`;
  test('peers, folders of the workspace', () => {
    expect(shown(readPnpmLock(of('1.0.0(b@2.0.0)', snapshots)))).toEqual(['a@1.0.0', 'b@2.0.0']);
  });
  test('a package that it does not hold is an error', () => {
    expect(() => readPnpmLock(of('1.0.1', snapshots))).toThrow('it needs a package that it does not hold');
    expect(() => readPnpmLock(of('1.0.0(b@2.0.0)'))).toThrow('it needs a package that it does not hold');
  });
  test('a form that is not known is an error', () => {
    expect(() => readPnpmLock('lockfileVersion: 5.4\npackages: {}\n')).toThrow('form 5.4');
    expect(() => readPnpmLock('lockfileVersion: 10.0\n')).toThrow('form 10.0');
  });
});
