import * as z from 'zod';
import { describeError } from '../../shared/domain/errors.ts';
import type { ImageTree } from '../image/image-tree.ts';
import type { ReadImage } from '../image/read-images.ts';
import type { DatabaseContent } from './database.ts';
import { splitNpmName } from './npm.ts';
import type { InstalledPackage } from './package.ts';

/** The description of a package in the folder that programs load it from. */
export const NPM_FILE = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;

/** The folder of an installed package, from anything in it. */
const FOLDER = /^((?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/@.][^/]*))(\/|$)/;

/** Yarn can keep packages zipped instead of in folders. */
const ZIPPED = /(?:^|\/)\.pnp\.(?:cjs|js)$/;

const described = z.object({ name: z.string().min(1).optional(), version: z.string().optional() });

/** Folders of packages with the name that programs load them by, and the layer of what is in them. */
function foldersOf(tree: ImageTree): Map<string, { readonly name: string; readonly layer: number }> {
  const folders = new Map<string, { readonly name: string; readonly layer: number }>();
  for (const { path, type, layer } of tree.entries()) {
    const [, folder, name, inside] = path.includes('node_modules/') ? (FOLDER.exec(path) ?? []) : [];
    if (folder === undefined || name === undefined || folders.has(folder)) continue;
    if (inside === '/' || type === 'folder' || type === 'symlink') folders.set(folder, { name, layer });
  }
  return folders;
}

/** What the package says about itself; nothing when it says nothing that can be read: then its folder names it. */
function describedAt(tree: ImageTree, path: string): z.output<typeof described> {
  const text = tree.read(path);
  if (text === undefined) return {};
  try {
    return described.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return {};
  }
}

/** A package by its own name, and by its folder's when that is another: programs load it by that. */
function packagesAt(tree: ImageTree, folder: string, found: { name: string; layer: number }): InstalledPackage[] {
  const path = `${folder}/package.json`;
  const { name, version = '' } = describedAt(tree, path);
  const entry = tree.find(path);
  const names = new Set([name ?? found.name, found.name].map((one) => one.toLowerCase()));
  return [...names].map((one) => ({
    type: 'npm',
    ...splitNpmName(one),
    version,
    path: entry === undefined ? folder : path,
    layer: entry?.layer ?? found.layer,
  }));
}

/** npm packages as they lie in `node_modules`, wherever in the image and whichever program put them there. */
export function npmDatabase({ tree }: ReadImage): DatabaseContent {
  try {
    const zipped = [...tree.entries()].find(({ path }) => ZIPPED.test(path));
    if (zipped !== undefined) {
      return { database: { status: 'unreadable', why: `${zipped.path} keeps npm packages in archives` }, packages: [] };
    }
    const packages = [...foldersOf(tree)].flatMap(([folder, found]) => packagesAt(tree, folder, found));
    return packages.length === 0
      ? { database: { status: 'none', looked: 'no package in any node_modules' }, packages }
      : { database: { status: 'read', packages: packages.length }, packages };
  } catch (error) {
    return { database: { status: 'unreadable', why: describeError(error) }, packages: [] };
  }
}
