import { describe, expect, test } from 'vitest';
import type { ImageContent } from '../../../../action-build/image/content.ts';
import { needsOf, readContent } from '../../../../action-build/image/read-content.ts';
import { readImages } from '../../../../action-build/image/read-images.ts';
import { type FakeFiles, type FakeLayer, makeImage, savedArchive } from '../../../fakes/image-archive.ts';

const STATUS = 'Package: curl\nStatus: install ok installed\nVersion: 7\n';
const entry = (name: string): string => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n\n`;
const PLOTLY = 'Metadata-Version: 2.1\nName: Plotly\nVersion: 5.24.1\n\nName: body\n';
const SITE = 'usr/local/lib/python3.11/site-packages';

async function read(files: FakeFiles, ...more: FakeLayer[]) {
  const image = await makeImage([{ files, createdBy: 'COPY base / # buildkit' }, ...more]);
  const archive = await savedArchive([image]);
  let passes = 0;
  const open = async function* () {
    passes += 1;
    yield archive;
  };
  const result = (await readImages(open, [image.id], needsOf({ leftovers: false }))).get(image.id);
  if (result?.kind !== 'read') throw new Error(result?.why);
  const content: ImageContent = readContent(
    result.image,
    { entrypoint: [], command: [], workingDir: '', path: null },
    { leftovers: false },
  );
  return { ...content, passes, names: content.packages.map(({ name }) => name) };
}

describe('packages', () => {
  test('dpkg, wheels and eggs are found in one pass, wherever they are', async () => {
    const found = await read({
      './var/lib/dpkg/status': STATUS,
      './etc/os-release': 'ID=debian\n',
      [`${SITE}/plotly-5.24.1.dist-info/METADATA`]: PLOTLY,
      'srv/lib/six-1.16.0.egg-info/PKG-INFO': 'Name: six\nVersion: 1.16.0\n',
      'usr/lib/python3/dist-packages/old-1.egg-info': 'Name: old\nVersion: 1\n',
      'opt/zope-1-py3.11.egg/EGG-INFO/PKG-INFO': 'Name: zope\nVersion: 1\n',
    });
    expect(found.names.sort()).toEqual(['curl', 'old', 'plotly', 'six', 'zope']);
    expect(found.packages[0]?.namespace).toBe('debian');
    expect(found.passes).toBe(1);
  });

  test('metadata behind links is found in a second pass', async () => {
    const found = await read({
      'cache/a/0': PLOTLY,
      [`${SITE}/plotly-5.24.1.dist-info/METADATA`]: { hardlink: 'cache/a/0' },
      'cache/b/0': 'Name: kaleido\nVersion: 1\n',
      [`${SITE}/kaleido-1.dist-info/METADATA`]: { symlink: '/cache/b/0' },
      'cache/c/METADATA': 'Name: pyqt6\nVersion: 6\n',
      [`${SITE}/pyqt6-6.dist-info`]: { symlink: '../../../../../cache/c' },
      'data/dpkg/status': STATUS,
      'var/lib/dpkg': { symlink: '/data/dpkg' },
    });
    expect(found.names.sort()).toEqual(['curl', 'kaleido', 'plotly', 'pyqt6']);
    expect(found.passes).toBe(2);
  });

  test('a metadata folder without its file is named by the folder', async () => {
    const found = await read({ [`${SITE}/plotly-5.24.1.dist-info/RECORD`]: '' });
    expect(found.packages).toMatchObject([{ name: 'plotly', version: '5.24.1' }]);
  });

  test('npm packages are named by what they say and by the folder that they are loaded from', async () => {
    const found = await read({
      'app/node_modules/electron/package.json': '{"name":"electron","version":"30.0.1"}',
      'app/node_modules/@Acme/ui/package.json': '{"name":"@acme/ui","version":"1.0.0"}',
      'app/node_modules/a/node_modules/b/package.json': '{"name":"b","version":"2.0.0"}',
      'app/node_modules/alias/package.json': '{"name":"electron","version":"29.0.0"}',
      'app/node_modules/broken/package.json': 'not JSON',
      'app/node_modules/bare/index.js': '',
      'app/node_modules/.package-lock.json': '{}',
      'app/node_modules/.bin/x': '',
    });
    const shown = found.packages.map(({ namespace, name, version }) => `${namespace ?? ''}/${name}@${version}`);
    expect(shown.sort()).toEqual(
      [
        '/alias@29.0.0',
        '/bare@',
        '/b@2.0.0',
        '/broken@',
        '/electron@29.0.0',
        '/electron@30.0.1',
        '@acme/ui@1.0.0',
      ].sort(),
    );
    expect(found.databases.npm).toEqual({ status: 'read', packages: 7 });
  });

  test('npm packages behind links', async () => {
    const found = await read({
      'app/node_modules/.pnpm/plotly@2/node_modules/plotly/package.json': '{"name":"plotly","version":"2.0.0"}',
      'app/node_modules/plotly': { symlink: '.pnpm/plotly@2/node_modules/plotly' },
      'srv/ui/package.json': '{"name":"electron","version":"1.0.0"}',
      'app/node_modules/ui': { symlink: '../../srv/ui' },
    });
    expect([...new Set(found.names)].sort()).toEqual(['electron', 'plotly', 'ui']);
  });

  test('Alpine', async () => {
    const text = 'C:Q1\nP:musl\nV:1.2.5-r0\nA:x86_64\n\nC:Q1\nP:gtk+3.0\nV:3.24-r1\n\n';
    const found = await read({ 'lib/apk/db/installed': text, 'etc/os-release': 'ID=alpine\n' });
    expect(found.packages).toMatchObject([
      { type: 'apk', namespace: 'alpine', name: 'musl', version: '1.2.5-r0' },
      { type: 'apk', namespace: 'alpine', name: 'gtk+3.0', version: '3.24-r1' },
    ]);
  });

  test('each package names the layer that brought it, and the layer its instruction', async () => {
    const curl = entry('curl');
    const found = await read(
      { 'var/lib/dpkg/status': curl },
      { files: { 'var/lib/dpkg/status': curl + entry('xorg') }, createdBy: '/bin/sh -c apt-get install -y xorg' },
      {
        files: { [`${SITE}/plotly-5.24.1.dist-info/METADATA`]: PLOTLY, 'var/lib/dpkg/status': curl + entry('xorg') },
        createdBy: 'RUN /bin/sh -c pip install dash # buildkit',
      },
    );
    expect(found.packages.map(({ name, layer }) => [name, found.layers[layer]?.instruction])).toEqual([
      ['curl', 'COPY base /'],
      ['xorg', 'RUN apt-get install -y xorg'],
      ['plotly', 'RUN pip install dash'],
    ]);
  });

  test('what a later layer removes is not installed', async () => {
    const found = await read(
      { [`${SITE}/plotly-5.24.1.dist-info/METADATA`]: PLOTLY },
      { files: { [`${SITE}/.wh.plotly-5.24.1.dist-info`]: '' } },
    );
    expect(found.names).toEqual([]);
  });

  test('distroless images keep one file for each package', async () => {
    const found = await read({
      'var/lib/dpkg/status.d/tzdata': 'Package: tzdata\nVersion: 1\n',
      'var/lib/dpkg/status.d/tzdata.md5sums': 'abc  usr/share\n',
    });
    expect(found.names).toEqual(['tzdata']);
  });
});

describe('"none" is told from "not known"', () => {
  test('an image from scratch has no packages, and what was looked at is said', async () => {
    const { databases } = await read({ hello: 'x' });
    const none = { status: 'none' };
    expect(databases).toMatchObject({ deb: none, apk: none, pypi: none, npm: none });
  });

  const debian: readonly Record<string, string>[] = [
    { 'etc/debian_version': '12' },
    { 'etc/os-release': 'ID=debian\n' },
    { 'usr/bin/dpkg': 'x', 'var/lib/dpkg/status': '' },
  ];
  test.each(debian)('a Debian image without a package list is unreadable: %o', async (files) => {
    expect((await read(files)).databases.deb.status).toBe('unreadable');
  });

  test.each([{ 'sbin/apk': 'x' }, { 'etc/os-release': 'ID=alpine\n' }])(
    'an Alpine image without its list: %o',
    async (files) => {
      expect((await read(files)).databases.apk.status).toBe('unreadable');
    },
  );

  test('zipped npm packages are unreadable', async () => {
    expect((await read({ 'app/.pnp.cjs': '' })).databases.npm.status).toBe('unreadable');
  });

  test('a damaged package list is unreadable', async () => {
    expect((await read({ 'var/lib/dpkg/status': 'nonsense' })).databases.deb.status).toBe('unreadable');
  });

  test('modules without any metadata are unreadable', async () => {
    const { databases } = await read({ [`${SITE}/plotly/__init__.py`]: '' });
    expect(databases.pypi).toEqual({ status: 'unreadable', why: `${SITE} has modules but no package metadata` });
  });

  test('what an empty site-packages holds needs no metadata, nor do modules that dpkg installed', async () => {
    const { databases } = await read({
      [`${SITE}/README.txt`]: '',
      [`${SITE}/`]: '',
      'usr/lib/python3/dist-packages/debconf.py': '',
      'var/lib/dpkg/status': STATUS,
    });
    expect(databases.pypi.status).toBe('none');
  });

  test('the same modules without dpkg are unreadable', async () => {
    const { databases } = await read({ 'usr/lib/python3/dist-packages/debconf.py': '' });
    expect(databases.pypi.status).toBe('unreadable');
  });
});
