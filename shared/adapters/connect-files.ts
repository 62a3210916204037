import { constants } from 'node:fs';
import { mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../domain/errors.ts';
import type { Files } from './files.ts';

/** Files in one folder; more is a mistake, such as a path that names the whole repository with its dependencies. */
const MOST_FILES = 10_000;

const absent = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');

const outside = (path: string, root: string): UserError =>
  new UserError('PATH_OUTSIDE', `"${path}" leads out of ${root}; name a file inside it`);

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The real path behind a path of the workspace, with all links followed; undefined when there is nothing. */
async function locate(workspace: string, path: string): Promise<string | undefined> {
  const root = await realpath(workspace);
  if (isAbsolute(path) || !isInside(root, resolve(root, path))) throw outside(path, 'the workspace');
  try {
    const real = await realpath(join(root, path));
    if (!isInside(root, real)) throw outside(path, 'the workspace');
    return real;
  } catch (thrown) {
    if (absent(thrown)) return undefined;
    throw thrown;
  }
}

/** All files under a folder that is known by its real path; `shown` is its path as the caller gave it. */
async function walk(workspace: string, shown: string, found: string[], above: readonly string[]): Promise<void> {
  const real = await locate(workspace, shown);
  if (real === undefined)
    throw new UserError('PATH_OUTSIDE', `"${shown}" is a link that leads nowhere; replace or remove it`);
  const info = await stat(real);
  if (info.isFile()) found.push(shown);
  if (found.length > MOST_FILES)
    throw new UserError('PATH_OUTSIDE', `there are more than ${MOST_FILES} files under it; name a smaller folder`);
  if (!info.isDirectory()) return;
  if (above.includes(real)) throw new UserError('PATH_OUTSIDE', `"${shown}" is a link to a folder above it; remove it`);
  for (const name of (await readdir(real)).sort()) await walk(workspace, join(shown, name), found, [...above, real]);
}

async function readBytes(real: string, path: string): Promise<Uint8Array> {
  // NOFOLLOW: the path was resolved already, so a link here was put in its place since.
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    if (!(await handle.stat()).isFile())
      throw new UserError('PATH_OUTSIDE', `"${path}" is a folder; name a file in it`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Files of the checkout, which nothing can leave, and of the runner's temporary folder. */
export const connectFiles = (folders: { readonly workspace: string; readonly temp: string }): Files => ({
  async read(path) {
    const real = await locate(folders.workspace, path);
    return real === undefined ? undefined : readBytes(real, path);
  },
  async list(path) {
    if ((await locate(folders.workspace, path)) === undefined) return [];
    const found: string[] = [];
    await walk(folders.workspace, path, found, []);
    return found.map((file) => join(file).split(sep).join('/')).sort();
  },
  async writeTemp(name, bytes) {
    const root = resolve(folders.temp, 'countersign');
    const path = resolve(root, name);
    if (path === root || !isInside(root, path)) throw outside(name, 'the temporary folder');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
      0o600,
    );
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    return path;
  },
});
