import { describeError } from '../../shared/domain/errors.ts';
import type { ImageTree } from '../image/image-tree.ts';
import { parentOf } from '../image/paths.ts';
import type { ReadImage } from '../image/read-images.ts';
import type { DatabaseContent } from './database.ts';
import type { InstalledPackage, Listed } from './package.ts';
import { readPythonFolder, readPythonMetadata } from './python.ts';

/** Metadata of an installed Python project: a folder of this name, or a file in old distutils installs. */
export const PYTHON_FOLDER = /\.(?:dist|egg)-info$/;
export const PYTHON_FILE = /(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg\/EGG-INFO\/PKG-INFO|\.egg-info)$/;

const PROJECT = /^(.+\.(?:dist|egg)-info|.+\.egg\/EGG-INFO)(?:\/|$)/;
const SITE = /^((?:.*\/)?(?:site|dist)-packages)\/([^/]+)(\/.)?/;

/** What an empty site-packages holds, and what belongs to no project. */
const NOT_A_MODULE = /^(?:readme.*|__pycache__|_distutils_hack|.*\.(?:txt|pth|egg-link|egg|dist-info|egg-info))$/i;

/** Debian puts modules without metadata there; they are in dpkg's database instead. */
const DEBIAN_SITE = 'usr/lib/python3/dist-packages';

/** Projects with the layer of what was seen of them first. */
function projectsOf(tree: ImageTree): Map<string, number> {
  const projects = new Map<string, number>();
  for (const { path, layer } of tree.entries()) {
    const [, project] = PROJECT.exec(path) ?? [];
    if (project !== undefined && !projects.has(project)) projects.set(project, layer);
  }
  return projects;
}

function readListed(tree: ImageTree, project: string): Listed {
  for (const path of metadataOf(project)) {
    const text = tree.read(path);
    if (text !== undefined) return readPythonMetadata(text, path);
  }
  return readPythonFolder(project);
}

/** Where the metadata of a project may be. */
export const metadataOf = (project: string): readonly string[] => [
  `${project}/METADATA`,
  `${project}/PKG-INFO`,
  project,
];

function readProject(tree: ImageTree, project: string, layer: number): InstalledPackage {
  const listed = readListed(tree, project);
  return { ...listed, layer: tree.find(listed.path)?.layer ?? layer };
}

/** Folders of importable modules in which not one project left its metadata. */
function unexplainedSites(tree: ImageTree, projects: Iterable<string>, hasDpkg: boolean): string[] {
  const explained = new Set([...projects].map((project) => parentOf(project.replace(/\/EGG-INFO$/, ''))));
  if (hasDpkg) explained.add(DEBIAN_SITE);
  const sites = new Set<string>();
  for (const { path, type } of tree.entries()) {
    const [, site, module = '', inside] = SITE.exec(path) ?? [];
    if (site === undefined || explained.has(site) || type === 'folder' || NOT_A_MODULE.test(module)) continue;
    if (inside !== undefined || /\.(?:py|pyc|so)$/.test(module)) sites.add(site);
  }
  return [...sites];
}

/**
 * Python packages as their installers recorded them, wherever in the image: pip, uv, poetry and Debian's own all leave
 * this metadata. Modules without any are unreadable: deleting the metadata must not be a way to have no packages.
 */
export function pythonDatabase({ tree }: ReadImage, hasDpkg: boolean): DatabaseContent {
  try {
    const projects = projectsOf(tree);
    const packages = [...projects].map(([project, layer]) => readProject(tree, project, layer));
    const [site] = unexplainedSites(tree, projects.keys(), hasDpkg);
    if (site !== undefined) {
      return { database: { status: 'unreadable', why: `${site} has modules but no package metadata` }, packages };
    }
    return packages.length === 0
      ? {
          database: { status: 'none', looked: 'no *.dist-info, no *.egg-info and no modules in site-packages' },
          packages,
        }
      : { database: { status: 'read', packages: packages.length }, packages };
  } catch (error) {
    return { database: { status: 'unreadable', why: describeError(error) }, packages: [] };
  }
}
