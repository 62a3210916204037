import { APK_FILES, apkDatabase } from '../packages/apk-database.ts';
import { DPKG, DPKG_FOLDER, debDatabase, dpkgFiles } from '../packages/deb-database.ts';
import { distribution } from '../packages/dpkg.ts';
import { NPM_FILE, npmDatabase } from '../packages/npm-database.ts';
import { metadataOf, PYTHON_FILE, PYTHON_FOLDER, pythonDatabase } from '../packages/python-database.ts';
import { findSecrets, LARGEST_EXAMINED } from '../secrets/find-secrets.ts';
import { bundleOf } from './bundle.ts';
import { type ImageContent, readAccounts } from './content.ts';
import { leftoversOf, secretsOf, setuidOf } from './findings.ts';
import type { ImageTree } from './image-tree.ts';
import type { Examined } from './layer-reader.ts';
import type { Needs, ReadImage } from './read-images.ts';
import { scriptHead } from './script.ts';
import { type Start, startOf } from './start.ts';

const PASSWD = 'etc/passwd';
const OS_RELEASE = 'etc/os-release';

const FIXED = new Set([DPKG, PASSWD, OS_RELEASE, 'usr/lib/os-release', ...APK_FILES]);

/** The places where the files that checks read usually are. */
const wanted = (path: string): boolean =>
  FIXED.has(path) || path.startsWith(`${DPKG_FOLDER}/`) || PYTHON_FILE.test(path) || NPM_FILE.test(path);

/** Links that stand for a package, or for its description: uv, pnpm and some base images have them. */
const LINKED_PACKAGE = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*$/;

function* neededBehindLinks(tree: ImageTree): Generator<string> {
  for (const { path, type } of tree.entries()) {
    // A hard link to an unusual place is a file here, at its usual path.
    if (type === 'file' && wanted(path)) yield path;
    if (type !== 'symlink') continue;
    if (PYTHON_FILE.test(path) || NPM_FILE.test(path)) yield path;
    if (PYTHON_FOLDER.test(path)) yield* metadataOf(path);
    if (LINKED_PACKAGE.test(path)) yield `${path}/package.json`;
  }
}

const examineFile = (path: string, bytes: Buffer): Examined => ({
  secrets: findSecrets(bytes),
  script: scriptHead(path, bytes),
});

/** What is asked of a run beyond what every run is asked. */
export type Wish = {
  /** Whether what layers leave behind, and hold twice, is looked for. */
  readonly leftovers: boolean;
  /** By service, the pattern of the files that a browser is given. */
  readonly bundles: ReadonlyMap<string, string>;
};

/** What the checks read of every image. */
export const needsOf = ({ leftovers }: Pick<Wish, 'leftovers'>): Needs => ({
  wanted,
  sums: leftovers,
  examine: { largest: LARGEST_EXAMINED, run: examineFile },
  *needed(tree) {
    yield* FIXED;
    yield* dpkgFiles(tree);
    yield* neededBehindLinks(tree);
  },
});

/** Everything that the checks ask of an image that was read for the same wish, as facts. */
export function readContent(
  image: ReadImage,
  start: Start,
  { leftovers }: Pick<Wish, 'leftovers'>,
  bundle?: string,
): ImageContent {
  const { tree, layers } = image;
  const distro = distribution(tree.read(OS_RELEASE) ?? '');
  const deb = debDatabase(image, distro);
  const apk = apkDatabase(image, distro);
  const python = pythonDatabase(image, deb.database.status === 'read');
  const npm = npmDatabase(image);
  const passwd = tree.read(PASSWD);
  let entries = 0;
  for (const _ of tree.entries()) entries += 1;
  return {
    entries,
    layers: layers.map(({ bytes, entries: all, instruction }) => ({ bytes, entries: all.size, instruction })),
    distribution: distro,
    accounts: passwd === undefined ? null : readAccounts(passwd),
    packages: [...deb.packages, ...apk.packages, ...python.packages, ...npm.packages],
    ...secretsOf(image),
    setuid: setuidOf(image),
    leftovers: leftovers ? leftoversOf(image) : null,
    start: startOf(image.tree, start),
    bundle: bundle === undefined ? null : bundleOf(tree, bundle),
    databases: { deb: deb.database, apk: apk.database, pypi: python.database, npm: npm.database },
  };
}
