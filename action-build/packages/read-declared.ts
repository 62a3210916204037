import { posix } from 'node:path';
import { describeError } from '../../shared/domain/errors.ts';
import type { ContextFiles } from '../context/read-context.ts';
import type { DeclaredFact, DeclaredPackage, Manifest, Unread } from './declared.ts';
import { type DockerfileCommands, readCommands } from './dockerfile-commands.ts';
import { readNpmLock, readPackageJson } from './manifests/npm-project.ts';
import { readPnpmLock } from './manifests/pnpm-lock.ts';
import { readPipfileLock, readPyproject, readPythonLock } from './manifests/python-project.ts';
import { readRequirements } from './manifests/requirements.ts';
import { readYarnLock } from './manifests/yarn-lock.ts';
import { type PackageType, READABLE_TYPES } from './package.ts';

type Format = {
  readonly type: PackageType;
  /** A file in the same folder without which this one does not say everything. */
  readonly beside?: string;
  readonly read: (text: string, beside: string | undefined) => Manifest;
};

/** Manifests and lock files by their names. */
const FORMATS: Readonly<Record<string, Format>> = {
  'pyproject.toml': { type: 'pypi', read: readPyproject },
  'poetry.lock': { type: 'pypi', read: readPythonLock },
  'uv.lock': { type: 'pypi', read: readPythonLock },
  'Pipfile.lock': { type: 'pypi', read: readPipfileLock },
  'package.json': { type: 'npm', read: readPackageJson },
  'package-lock.json': { type: 'npm', read: readNpmLock },
  'npm-shrinkwrap.json': { type: 'npm', read: readNpmLock },
  'yarn.lock': { type: 'npm', beside: 'package.json', read: readYarnLock },
  'pnpm-lock.yaml': { type: 'npm', read: readPnpmLock },
};

const REQUIREMENTS = /^requirements.*\.(?:txt|in)$/;
const FOR_DEVELOPMENT = /(?:^|[._-])(?:dev|develop|development|test|tests|testing|doc|docs|lint|ci|typing)(?:[._-]|$)/;

const LARGEST = 32 * 2 ** 20;
const MOST_FILES = 200;

/** Folders of the context that the image is made from: those that are copied, and that of the Dockerfile. */
function foldersOf(sources: readonly string[], dockerfile: string): Set<string> {
  const folders = new Set([clean(posix.dirname(dockerfile))]);
  for (const source of sources) {
    folders.add(clean(source));
    folders.add(clean(posix.dirname(source)));
  }
  return folders;
}

/** A path of the context without `./` and slashes at its ends; the root is empty. */
const clean = (path: string): string => posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');

/** Reads manifests one after another, and those that they take in. */
class Collected {
  readonly files: string[] = [];
  readonly packages: DeclaredPackage[] = [];
  readonly unread: Unread[] = [];
  readonly #context: ContextFiles;
  readonly #folder: string;
  readonly #seen = new Set<string>();

  constructor(context: ContextFiles, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  /** Path from the repository's root. */
  shown(path: string): string {
    return this.#folder === '.' ? path : `${this.#folder}/${path}`;
  }

  put(path: string, { packages, unread }: Manifest): void {
    const file = this.shown(path);
    this.packages.push(...packages.map((one) => ({ ...one, file })));
    this.unread.push(...unread.map((one) => ({ ...one, file })));
  }

  async read(path: string, { type, beside, read }: Format): Promise<void> {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    const file = this.shown(path);
    try {
      const bytes = await this.#context.read(path, LARGEST);
      if (bytes === undefined) throw new Error('it is not a file that can be read');
      this.files.push(file);
      const other =
        beside === undefined ? undefined : await this.#context.read(posix.join(posix.dirname(path), beside), LARGEST);
      this.put(path, read(bytes.toString('utf8'), other?.toString('utf8')));
    } catch (error) {
      this.unread.push({ type, file, line: null, why: describeError(error).replace(/\s+/g, ' ').slice(0, 200) });
    }
  }

  async readRequirements(path: string): Promise<void> {
    const included: string[] = [];
    await this.read(path, {
      type: 'pypi',
      read: (text) => {
        const found = readRequirements(text);
        included.push(...found.included.map((one) => posix.join(posix.dirname(path), one.path)));
        return found;
      },
    });
    for (const one of included) await this.readRequirements(one);
  }
}

/** Whether a file of requirements belongs to the image: not when it is for development, unless a command names it. */
function isInstalled(path: string, { requirements }: DockerfileCommands): boolean {
  const base = posix.basename(path);
  const isNamed = requirements.some((one) => posix.basename(one) === base);
  return isNamed || (requirements.length === 0 && !FOR_DEVELOPMENT.test(base));
}

async function readManifests(
  collected: Collected,
  context: ContextFiles,
  commands: DockerfileCommands,
  dockerfile: string,
) {
  const folders = foldersOf(commands.sources, dockerfile);
  const named = commands.requirements;
  const isManifest = (path: string): boolean => {
    if (/(?:^|\/)(?:node_modules|\.git|\.venv|venv)\//.test(path)) return false;
    const base = posix.basename(path);
    const isKnown =
      Object.hasOwn(FORMATS, base) || REQUIREMENTS.test(base) || named.some((one) => posix.basename(one) === base);
    const isTaken = folders.has(clean(posix.dirname(path))) || folders.has(clean(path));
    return isKnown && (isTaken || named.some((one) => one.includes('/') && path.endsWith(clean(one))));
  };
  const paths = await context.list(isManifest);
  if (paths.length > MOST_FILES) throw new Error(`${paths.length} manifests are too many`);
  for (const path of paths) {
    const format = FORMATS[posix.basename(path)];
    if (format !== undefined) await collected.read(path, format);
    else if (isInstalled(path, commands)) await collected.readRequirements(path);
  }
  for (const one of commands.requirements) {
    if (!paths.some((path) => posix.basename(path) === posix.basename(one))) {
      collected.unread.push({
        type: 'pypi',
        file: collected.shown(dockerfile),
        line: null,
        why: `${one} is not in the build context`,
      });
    }
  }
}

/**
 * What the repository says will be in a service's image.
 * @param what folder of the context from the repository's root, the Dockerfile inside it with its text, and the
 *   stages that the image is made of; null when they are not known.
 */
export async function readDeclared(
  context: ContextFiles,
  what: {
    readonly folder: string;
    readonly dockerfile: string;
    readonly text: string;
    readonly stages: readonly number[] | null;
  },
): Promise<DeclaredFact> {
  const collected = new Collected(context, what.folder);
  try {
    const { stages } = what;
    if (stages === null) throw new Error('the Dockerfile cannot be read, so neither can what it installs');
    const commands = readCommands(what.text, (stage) => stages.includes(stage));
    collected.put(what.dockerfile, commands);
    await readManifests(collected, context, commands, what.dockerfile);
  } catch (error) {
    const file = collected.shown(what.dockerfile);
    for (const type of READABLE_TYPES) collected.unread.push({ type, file, line: null, why: describeError(error) });
  }
  const { files, packages, unread } = collected;
  return { files, packages, unread };
}
