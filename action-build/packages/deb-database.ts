import { describeError } from '../../shared/domain/errors.ts';
import type { ImageTree } from '../image/image-tree.ts';
import type { ReadImage } from '../image/read-images.ts';
import { type DatabaseContent, withLayers } from './database.ts';
import { readDpkg } from './dpkg.ts';

/** dpkg's database, and the folder that distroless images have instead. */
export const DPKG = 'var/lib/dpkg/status';
export const DPKG_FOLDER = 'var/lib/dpkg/status.d';

/** Files that only an image made from Debian packages has. */
const SIGNS = ['etc/debian_version', 'usr/bin/dpkg', 'usr/bin/apt-get', 'var/lib/dpkg/info'];
const DISTRIBUTIONS = new Set(['debian', 'ubuntu']);

function signOfDebian(tree: ImageTree, distribution: string | null): string | undefined {
  if (distribution !== null && DISTRIBUTIONS.has(distribution)) return `os-release says ${distribution}`;
  const sign = SIGNS.find((path) => tree.get(path) !== undefined);
  return sign === undefined ? undefined : `${sign} is there`;
}

/** Every file of the database that is there, by path. */
export function dpkgFiles(tree: ImageTree): string[] {
  const folder = `${tree.resolve(DPKG_FOLDER)}/`;
  const single: string[] = [];
  for (const { path, type } of tree.entries()) {
    if (path.startsWith(folder) && type !== 'folder' && !path.endsWith('.md5sums')) single.push(path);
  }
  return tree.find(DPKG) === undefined ? single : [tree.resolve(DPKG), ...single];
}

/**
 * Debian packages. A Debian image without its database, or with an empty one, is unreadable: deleting one file must not
 * be a way to have no forbidden packages.
 */
export function debDatabase(image: ReadImage, distribution: string | null): DatabaseContent {
  const { tree } = image;
  try {
    const files = dpkgFiles(tree);
    const packages = files.flatMap((path) => withLayers(image, path, (text) => readDpkg(text, path, distribution)));
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
