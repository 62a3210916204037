import { describe, expect, test } from 'vitest';
import type { ImageContent } from '../../../action-build/image/content.ts';
import { resolveLinks } from '../../../action-build/image/links.ts';
import { readImage } from '../../../action-build/image/read-image.ts';
import { scan } from '../../../action-build/image/scan.ts';
import { type FakeEntry, tarOf } from '../../fakes/docker.ts';

const STATUS = 'Package: curl\nStatus: install ok installed\nVersion: 7\n';
const PLOTLY = 'Metadata-Version: 2.1\nName: Plotly\nVersion: 5.24.1\n\nName: body\n';
const SITE = 'usr/local/lib/python3.11/site-packages';

async function read(files: Record<string, FakeEntry>): Promise<ImageContent & { passes: number; names: string[] }> {
  let passes = 0;
  const content = await readImage(() => {
    passes += 1;
    return tarOf(files);
  });
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
    expect(found.names).toEqual(['curl', 'plotly', 'six', 'old', 'zope']);
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
    expect(databases).toMatchObject({ deb: { status: 'none' }, pypi: { status: 'none' } });
  });

  const debian: readonly Record<string, string>[] = [
    { 'etc/debian_version': '12' },
    { 'etc/os-release': 'ID=debian\n' },
    { 'usr/bin/dpkg': 'x', 'var/lib/dpkg/status': '' },
  ];
  test.each(debian)('a Debian image without a package list is unreadable: %o', async (files) => {
    expect((await read(files)).databases.deb.status).toBe('unreadable');
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

describe('links', () => {
  const links = new Map([
    ['a', { kind: 'symbolic', target: '/b' } as const],
    ['b/c', { kind: 'symbolic', target: '../../../etc' } as const],
    ['loop', { kind: 'symbolic', target: 'loop' } as const],
  ]);
  test.each([
    ['a/c/passwd', 'etc/passwd'],
    ['a/d', 'b/d'],
    ['../../x', 'x'],
  ])('%s is %s, never outside of the image', (path, real) => {
    expect(resolveLinks(path, links)).toBe(real);
  });
  test('a loop is an error', () => {
    expect(() => resolveLinks('loop/x', links)).toThrow('too many links');
  });
});

describe('damaged archives', () => {
  async function* cut(bytes: number): AsyncGenerator<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of tarOf({ 'a.txt': 'a'.repeat(2000), 'b.txt': 'b' })) chunks.push(chunk);
    yield Buffer.concat(chunks).subarray(0, bytes);
  }
  // In a header, in a file, between two files, and before the end marks: an engine that fails closes the stream so.
  test.each([100, 1024, 512 + 2048, 512 + 2048 + 1024, 512 + 2048 + 1024 + 512])('cut at %i bytes', async (bytes) => {
    await expect(scan(cut(bytes), () => true)).rejects.toThrow();
  });
  test('whole', async () => {
    expect((await scan(cut(1e9), () => true)).files.size).toBe(2);
  });
});
