import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distribution, readDpkg } from '../../../../action-build/packages/dpkg.ts';
import type { InstalledPackage } from '../../../../action-build/packages/package.ts';
import { matches, readPattern } from '../../../../action-build/packages/pattern.ts';
import { normalizePythonName, readPythonFolder, readPythonMetadata } from '../../../../action-build/packages/python.ts';

const entry = (name: string, status: string): string =>
  `Package: ${name}\nStatus: ${status}\nVersion: 1:2.3-4\nDescription: short\n long\n .\n more\n`;

describe('dpkg', () => {
  const states: readonly (readonly [string, boolean])[] = [
    ['install ok installed', true],
    ['hold ok installed', true],
    ['install ok triggers-pending', true],
    ['install ok unpacked', true],
    ['install reinstreq half-installed', true],
    ['deinstall ok config-files', false],
    ['purge ok not-installed', false],
  ];
  test.each(states)('%s: counts as in the image: %s', (status, there) => {
    const found = readDpkg(`${entry('curl', status)}\n${entry('zlib1g', 'install ok installed')}`, 'status', 'debian');
    expect(found.map(({ name }) => name)).toEqual(there ? ['curl', 'zlib1g'] : ['zlib1g']);
  });

  test('an entry of status.d has no Status and is installed', () => {
    expect(readDpkg('Package: tzdata\nVersion: 2024a\n', 'status.d/tzdata', 'debian')).toEqual([
      { type: 'deb', namespace: 'debian', name: 'tzdata', version: '2024a', path: 'status.d/tzdata' },
    ]);
  });

  test.each([
    ['no name', 'Status: install ok installed\nVersion: 1\n'],
    ['a damaged status', 'Package: curl\nStatus: installed\n'],
    ['a line that is no field', 'Package: curl\nnonsense\nStatus: install ok installed\n'],
  ])('%s is an error, not an absent package', (_, text) => {
    expect(() => readDpkg(text, 'status', null)).toThrow();
  });

  test('every installed package is found, however many blank lines are between them', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9+.-]{1,20}$/);
    const gap = fc.constantFrom('\n', '\n\n', '\n \n', '\n\n\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, gap), { minLength: 1 }), (list) => {
        const text = list.map(([one, space]) => entry(one, 'install ok installed') + space).join('');
        expect(readDpkg(text, 's', null).map((found) => found.name)).toEqual(list.map(([one]) => one));
      }),
    );
  });

  test.each([
    ['NAME="Debian"\nVERSION_ID="12"\nID=debian\nID_LIKE=x\n', 'debian'],
    ['ID="ubuntu"\n', 'ubuntu'],
    ['ID_LIKE=debian\n', null],
    ['', null],
  ])('distribution of %j is %j', (text, id) => {
    expect(distribution(text)).toBe(id);
  });
});

describe('Python', () => {
  test.each([
    ['PyQt6_sip', 'pyqt6-sip'],
    ['pyqt6.sip', 'pyqt6-sip'],
    ['PYQT6--_.sip', 'pyqt6-sip'],
    ['plotly', 'plotly'],
  ])('%s is %s (PEP 503)', (written, normal) => {
    expect(normalizePythonName(written)).toBe(normal);
  });

  test('metadata is read up to the first damaged line, as Python does', () => {
    const text = '\uFEFFMetadata-Version: 2.1\nName: PyQt6\nVersion: 6.7.0\nnot a header\nName: other\n\nName: body\n';
    expect(readPythonMetadata(text, 'p')).toEqual({
      type: 'pypi',
      namespace: null,
      name: 'pyqt6',
      version: '6.7.0',
      path: 'p',
    });
  });

  test('metadata without a name is an error, not an absent package', () => {
    expect(() => readPythonMetadata('Version: 1\n', 'x/METADATA')).toThrow('x/METADATA: no Name');
  });

  test.each([
    ['a/plotly-5.24.1.dist-info', 'plotly', '5.24.1'],
    ['a/six-1.16.0-py3.11.egg-info', 'six', '1.16.0'],
    ['a/foo.egg-info', 'foo', ''],
  ])('a folder without metadata still names its package: %s', (path, name, version) => {
    expect(readPythonFolder(path)).toMatchObject({ name, version });
  });
});

describe('patterns', () => {
  const pip = (name: string, version = '1.0'): InstalledPackage => ({
    type: 'pypi',
    namespace: null,
    name,
    version,
    path: '',
    layer: 0,
  });
  const deb = (name: string, namespace: string | null = 'debian'): InstalledPackage => ({
    type: 'deb',
    namespace,
    name,
    version: '1:2',
    path: '',
    layer: 0,
  });
  const cases: readonly (readonly [string, InstalledPackage, boolean])[] = [
    ['pkg:pypi/plotly', pip('plotly'), true],
    ['pkg:pypi/plotly', pip('plotly-express'), false],
    ['pkg:pypi/PyQt6_Sip', pip('pyqt6-sip'), true],
    ['pkg:pypi/pyqt6*', pip('pyqt6-qt6'), true],
    ['pkg:pypi/pyqt6*', pip('pyqt5'), false],
    ['pkg:pypi/a.b*', pip('axb'), false],
    ['pkg:pypi/plotly@5.0', pip('plotly', '5.0'), true],
    ['pkg:pypi/plotly@5.0', pip('plotly', '5.1'), false],
    ['pkg:pypi/xserver', deb('xserver'), false],
    ['pkg:deb/debian/xserver-*', deb('xserver-xorg'), true],
    ['pkg:deb/ubuntu/curl', deb('curl'), false],
    ['pkg:deb/ubuntu/curl', deb('curl', null), true],
    ['pkg:deb/curl', deb('curl'), true],
    ['pkg:deb/debian/libstdc++6', deb('libstdc++6'), true],
    ['pkg:deb/debian/curl@1%3A2?arch=arm64', deb('curl'), true],
  ];
  test.each(cases)('%s on %o: %s', (pattern, found, expected) => {
    expect(matches(readPattern(pattern), found)).toBe(expected);
  });
});
