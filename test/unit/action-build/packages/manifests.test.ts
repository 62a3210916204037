import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../../action-build/packages/declared.ts';
import { readNpmLock, readPackageJson } from '../../../../action-build/packages/manifests/npm-project.ts';
import {
  readPipfileLock,
  readPyproject,
  readPythonLock,
} from '../../../../action-build/packages/manifests/python-project.ts';
import { readRequirement } from '../../../../action-build/packages/manifests/requirement.ts';
import { readRequirements } from '../../../../action-build/packages/manifests/requirements.ts';

/** `plotly@5.0:3`: name, version, line. */
const shown = ({ packages }: Manifest): string[] =>
  packages.map(
    ({ namespace, name, version, line }) =>
      `${namespace === null ? '' : `${namespace}/`}${name}${version === null ? '' : `@${version}`}:${line}`,
  );

test.each([
  ['plotly', 'plotly', null],
  ['PyQt6_sip==13.8.0', 'pyqt6-sip', '13.8.0'],
  ['plotly >= 5, < 6', 'plotly', null],
  ['uvicorn[standard]==0.30 ; python_version < "4"', 'uvicorn', '0.30'],
  ['pip @ https://example.com/pip.zip', 'pip', null],
  ['git+https://example.com/x.git#egg=PyInstaller', 'pyinstaller', null],
  ['./wheels/plotly-5.24.1-py3-none-any.whl', 'plotly', '5.24.1'],
  ['/wheels/plotly-5.24.1.tar.gz', 'plotly', '5.24.1'],
  ['dash~=2.0', 'dash', null],
])('requirement %s', (text, name, version) => {
  expect(readRequirement(text)).toEqual({ type: 'pypi', namespace: null, name, version });
});
test.each(['./local', 'https://example.com/x', 'two words', '', '-x', '*'])('%j names no project', (text) => {
  expect(readRequirement(text)).toBeUndefined();
});

test('requirements: comments, continuations, options, files that are taken in', () => {
  const found = readRequirements(
    [
      '# a comment: plotly',
      'fastapi==0.115.0 \\',
      '    --hash=sha256:abc',
      'PyQt6  # not in here',
      '-r base.txt',
      '--requirement=more/other.txt',
      '-c constraints.txt',
      '--index-url https://example.com/simple',
      '-e git+https://example.com/x#egg=kaleido',
      '-e .',
      './wheels',
      'https://example.com/x.bin',
    ].join('\r\n'),
  );
  expect(shown(found)).toEqual(['fastapi@0.115.0:2', 'pyqt6:4', 'kaleido:9']);
  expect(found.included).toEqual([
    { path: 'base.txt', line: 5 },
    { path: 'more/other.txt', line: 6 },
  ]);
  expect(found.unread).toEqual([{ type: 'pypi', line: 12, why: 'it does not say which project it names' }]);
});

describe('Python projects', () => {
  test('PEP 621: what it needs to run, not its extras and groups', () => {
    const text = [
      '[project]',
      'name = "api"',
      'dependencies = [',
      '  "fastapi==1.0",',
      '  "Plotly>=5",',
      ']',
      '[project.optional-dependencies]',
      'gui = ["PyQt6"]',
      '[dependency-groups]',
      'dev = ["pyinstaller"]',
    ].join('\n');
    expect(shown(readPyproject(text))).toEqual(['fastapi@1.0:4', 'plotly:5']);
  });
  test('Poetry', () => {
    const text = [
      '[tool.poetry.dependencies]',
      'python = "^3.11"',
      'plotly = { version = "^5" }',
      '[tool.poetry.group.dev.dependencies]',
      'pyinstaller = "*"',
    ].join('\n');
    expect(shown(readPyproject(text))).toEqual(['plotly:3']);
  });
  test('lock files of Poetry and uv: what is for development only is left out', () => {
    const text = [
      '[[package]]',
      'name = "plotly"',
      'version = "5.24.1"',
      'groups = ["main", "dev"]',
      '[[package]]',
      'name = "pyinstaller"',
      'version = "6.0"',
      'groups = ["dev"]',
      '[[package]]',
      'name = "old"',
      'version = "1"',
      'category = "dev"',
      '[[package]]',
      'name = "api"',
      'source = { virtual = "." }',
    ].join('\n');
    expect(shown(readPythonLock(text))).toEqual(['plotly@5.24.1:2']);
  });
  test('pipenv', () => {
    const text = '{\n"default": {\n"plotly": {"version": "==5.0"}\n},\n"develop": {"pyinstaller": {"version": "==6"}}}';
    expect(shown(readPipfileLock(text))).toEqual(['plotly@5.0:3']);
  });
  test.each([readPyproject, readPythonLock, readPipfileLock])('what is damaged is an error', (read) => {
    expect(() => read('x = = 1')).toThrow();
  });
});

describe('npm', () => {
  test('package.json: aliases by what they really are, not what is for development', () => {
    const text = [
      '{ "dependencies": {',
      '  "react": "18.2.0",',
      '  "ui": "npm:electron@^30",',
      '  "@acme/x": "^1"',
      '}, "optionalDependencies": {',
      '  "fsevents": "*" },',
      '"devDependencies": { "vite": "5" } }',
    ].join('\n');
    expect(shown(readPackageJson(text))).toEqual(['react@18.2.0:2', 'electron:3', '@acme/x:4', 'fsevents:6']);
  });
  test('lock files of the second and third form', () => {
    const text = JSON.stringify(
      {
        lockfileVersion: 3,
        packages: {
          '': { name: 'app' },
          'node_modules/react': { version: '18.2.0' },
          'node_modules/a/node_modules/@s/b': { version: '2.0.0' },
          'node_modules/alias': { name: 'electron', version: '30.0.0' },
          'node_modules/vite': { version: '5.0.0', dev: true },
          'node_modules/web': { link: true },
          'packages/web': { version: '1.0.0' },
        },
      },
      null,
      1,
    );
    expect(shown(readNpmLock(text)).map((one) => one.replace(/:\d+$/, ''))).toEqual([
      'react@18.2.0',
      '@s/b@2.0.0',
      'electron@30.0.0',
    ]);
  });
  test('lock files of the first form', () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        a: { version: '1.0.0', dependencies: { plotly: { version: '2.0.0' }, t: { version: '1.0.0', dev: true } } },
        vite: { version: '5.0.0', dev: true, dependencies: { x: { version: '1.0.0' } } },
        ui: { version: 'npm:electron@30.0.0' },
      },
    });
    expect(readNpmLock(text).packages.map(({ name }) => name)).toEqual(['a', 'plotly', 'electron']);
  });
  test('what is damaged is an error', () => {
    expect(() => readNpmLock('{}')).toThrow();
    expect(() => readPackageJson('{"dependencies": []}')).toThrow();
  });
});
