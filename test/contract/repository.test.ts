import { expect, test } from 'vitest';
import { filesOf, read } from './sources.ts';

type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
};

const manifest = JSON.parse(read('package.json')) as Manifest;

test('every dependency is pinned to one version', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?$/.test(version))).toEqual([]);
});

test('the lock says the same versions, each with its integrity', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(pins.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  const unproven = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.integrity);
  expect(unproven.map(([path]) => path)).toEqual([]);
});

test('built files are marked as such', () => {
  const attributes = read('.gitattributes').split('\n');
  expect(attributes).toContainEqual(
    expect.stringMatching(/^action-\*\/dist\/\*\* -text -diff linguist-generated=true/),
  );
  expect(attributes).toContainEqual(expect.stringMatching(/^schema\/\*\.json .*linguist-generated=true/));
});

test('no test is left alone, and none is skipped without a reason', () => {
  const tests = filesOf('test/**/*.ts').filter((path) => !/^test\/contract\/(?:repository|test-run)\./.test(path));
  const lonely = tests.filter((path) => /\b(?:test|it|describe)\.(?:only|todo)\b/.test(read(path)));
  expect(lonely).toEqual([]);
  const silent = tests.filter((path) => /\b(?:test|it)\.skip\(/.test(read(path)));
  expect(silent).toEqual([]);
});
