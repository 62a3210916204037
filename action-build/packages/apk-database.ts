import { describeError } from '../../shared/domain/errors.ts';
import type { ImageTree } from '../image/image-tree.ts';
import type { ReadImage } from '../image/read-images.ts';
import { type DatabaseContent, withLayers } from './database.ts';
import type { Listed } from './package.ts';

/** apk's database, and where newer versions keep it. */
export const APK_FILES = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];

const SIGNS = ['etc/alpine-release', 'sbin/apk', 'usr/bin/apk'];

/**
 * Reads apk's list: lines of one letter, a colon and a value, an empty line between packages.
 * @throws when an entry has no name: a package that cannot be read must not look absent.
 */
function readApk(text: string, path: string, namespace: string | null): Listed[] {
  return text
    .split(/\n\s*\n/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [, name] = /^P:(\S+)\s*$/m.exec(entry) ?? [];
      const [, version = ''] = /^V:(\S+)\s*$/m.exec(entry) ?? [];
      if (name === undefined) throw new Error(`${path}: an entry has no name`);
      return { type: 'apk', namespace, name: name.toLowerCase(), version, path };
    });
}

function signOfApk(tree: ImageTree, distribution: string | null): string | undefined {
  if (distribution === 'alpine' || distribution === 'wolfi') return `os-release says ${distribution}`;
  const sign = SIGNS.find((path) => tree.get(path) !== undefined);
  return sign === undefined ? undefined : `${sign} is there`;
}

/** Alpine packages. An Alpine image without its database is unreadable, as a Debian one is. */
export function apkDatabase(image: ReadImage, distribution: string | null): DatabaseContent {
  const { tree } = image;
  try {
    const files = [...new Set(APK_FILES.map((path) => tree.resolve(path)))].filter(
      (path) => tree.get(path) !== undefined,
    );
    const packages = files.flatMap((path) => withLayers(image, path, (text) => readApk(text, path, distribution)));
    if (packages.length > 0) return { database: { status: 'read', packages: packages.length }, packages };
    const sign = signOfApk(tree, distribution);
    return sign === undefined
      ? { database: { status: 'none', looked: `no ${APK_FILES[0]} and nothing else of Alpine` }, packages }
      : { database: { status: 'unreadable', why: `${APK_FILES[0]} lists no package although ${sign}` }, packages };
  } catch (error) {
    return { database: { status: 'unreadable', why: describeError(error) }, packages: [] };
  }
}
