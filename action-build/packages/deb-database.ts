import { describeError } from '../../shared/domain/errors.ts';
import type { Database } from '../image/content.ts';
import type { Tree } from '../image/tree.ts';
import { readDpkg } from './dpkg.ts';
import type { InstalledPackage } from './package.ts';

/** dpkg's database, and the folder that distroless images have instead. */
export const DPKG = 'var/lib/dpkg/status';
export const DPKG_FOLDER = 'var/lib/dpkg/status.d';

/** Packages of one type and the state of their database. */
export type DatabaseContent = { readonly database: Database; readonly packages: readonly InstalledPackage[] };

/** Files that only an image made from Debian packages has. */
const SIGNS = ['etc/debian_version', 'usr/bin/dpkg', 'usr/bin/apt-get', 'var/lib/dpkg/info'];
const DISTRIBUTIONS = new Set(['debian', 'ubuntu']);

function signOfDebian(tree: Tree, distribution: string | null): string | undefined {
  if (distribution !== null && DISTRIBUTIONS.has(distribution)) return `os-release says ${distribution}`;
  const sign = SIGNS.find((path) => tree.entries.has(path));
  return sign === undefined ? undefined : `${sign} is there`;
}

/** Every file of the database that is there, by path. */
function databaseFiles(tree: Tree): string[] {
  const folder = `${tree.resolve(DPKG_FOLDER)}/`;
  const single = [...tree.entries.keys()].filter((path) => path.startsWith(folder) && !path.endsWith('.md5sums'));
  return tree.read(DPKG) === undefined ? single : [DPKG, ...single];
}

/**
 * Debian packages. A Debian image without its database, or with an empty one, is unreadable: deleting one file must not
 * be a way to have no forbidden packages.
 */
export function debDatabase(tree: Tree, distribution: string | null): DatabaseContent {
  try {
    const files = databaseFiles(tree);
    const packages = files.flatMap((path) => readDpkg(tree.read(path) ?? '', path, distribution));
    if (packages.length > 0) return { database: { status: 'read', packages: packages.length }, packages };
    const sign = signOfDebian(tree, distribution);
    const what = files.length === 0 ? 'is missing' : 'lists no package';
    return sign === undefined
      ? { database: { status: 'none', looked: `no ${DPKG} and nothing else of Debian` }, packages }
      : { database: { status: 'unreadable', why: `${DPKG} ${what} although ${sign}` }, packages };
  } catch (error) {
    return { database: { status: 'unreadable', why: describeError(error) }, packages: [] };
  }
}
