import { DPKG, DPKG_FOLDER, debDatabase } from '../packages/deb-database.ts';
import { distribution } from '../packages/dpkg.ts';
import { PYTHON_FILE, PYTHON_FOLDER, pythonDatabase } from '../packages/python-database.ts';
import { type ImageContent, readAccounts } from './content.ts';
import { resolveLinks } from './links.ts';
import { type Scan, scan } from './scan.ts';
import { treeOf } from './tree.ts';

const PASSWD = 'etc/passwd';
const OS_RELEASE = 'etc/os-release';

/** What the first pass keeps: the places where these files usually are. */
const usual = (path: string): boolean =>
  path === DPKG ||
  path.startsWith(`${DPKG_FOLDER}/`) ||
  path === PASSWD ||
  path === OS_RELEASE ||
  path === 'usr/lib/os-release' ||
  PYTHON_FILE.test(path);

/** The files and folders behind links that the first pass could not follow, because a link has no content. */
function behindLinks(first: Scan): Set<string> {
  const linked = [...first.links.keys()].filter((path) => PYTHON_FILE.test(path) || PYTHON_FOLDER.test(path));
  const real = [DPKG, DPKG_FOLDER, PASSWD, OS_RELEASE, ...linked].map((path) => resolveLinks(path, first.links));
  const known = (path: string): boolean => usual(path) || path === DPKG_FOLDER || PYTHON_FOLDER.test(path);
  return new Set(real.filter((path) => !known(path)));
}

/** Reads a second time only where links make it necessary: uv and some base images link their metadata. */
async function scanFollowing(open: () => AsyncIterable<Uint8Array>): Promise<Scan> {
  const first = await scan(open(), usual);
  const missing = behindLinks(first);
  if (missing.size === 0) return first;
  const isMissing = (path: string): boolean =>
    missing.has(path) || missing.has(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  const second = await scan(open(), isMissing);
  return { ...first, files: new Map([...first.files, ...second.files]) };
}

/**
 * Reads everything that the checks ask of an image's filesystem.
 * @param open starts the stream of the flattened filesystem; called a second time when links have to be followed.
 */
export async function readImage(open: () => AsyncIterable<Uint8Array>): Promise<ImageContent> {
  const found = await scanFollowing(open);
  const tree = treeOf(found);
  const distro = distribution(tree.read(OS_RELEASE) ?? '');
  const deb = debDatabase(tree, distro);
  const python = pythonDatabase(tree, deb.database.status === 'read');
  const passwd = tree.read(PASSWD);
  return {
    entries: found.entries.size,
    bytes: found.bytes,
    distribution: distro,
    accounts: passwd === undefined ? null : readAccounts(passwd),
    packages: [...deb.packages, ...python.packages],
    databases: { deb: deb.database, pypi: python.database },
  };
}
