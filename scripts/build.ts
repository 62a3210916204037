/**
 * Builds the four `dist` folders: TypeScript to JavaScript in `.build/`, then one ncc bundle for each action.
 * The same sources and lock give the same bytes in any folder, which `npm run build -- --check` relies on.
 *
 *   node scripts/build.ts [--check] [action…]
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ACTIONS = ['action-validate', 'action-build', 'action-deploy', 'action-rollback'];
const root = resolve(import.meta.dirname, '..');
const staging = join(root, '.build');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);

/** tsc first: ncc cannot load TypeScript 7, and plain JavaScript bundles faster. */
function compile(): void {
  rmSync(staging, { recursive: true, force: true });
  execFileSync(bin('tsc'), ['-p', join(root, 'tsconfig.build.json')], { cwd: root, stdio: 'inherit' });
  writeFileSync(join(staging, 'package.json'), '{ "type": "module" }\n');
}

function bundle(action: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [
      bin('ncc'),
      'build',
      join(staging, action, 'main.js'),
      '-o',
      target,
      '--license',
      'licenses.txt',
      '--target',
      'es2022',
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/** The action's `post`, as it is: it loads the bundle only when there is something to do. */
function addPost(action: string, target: string): void {
  if (!readFileSync(join(root, action, 'action.yml'), 'utf8').includes('\n  post: dist/post.js\n')) return;
  copyFileSync(join(staging, 'shared/runner/post.js'), join(target, 'post.js'));
}

/** Every file below a folder with its bytes, by relative path. */
function contents(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, 'latin1')];
    }),
  );
}

/** Paths that differ between two folders, either way. */
function differences(committed: string, fresh: string): string[] {
  const [left, right] = [contents(committed), contents(fresh)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path)).sort();
}

const check = process.argv.includes('--check');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const fresh = mkdtempSync(join(tmpdir(), 'countersign-dist-'));
let stale = 0;
compile();
for (const action of chosen.length > 0 ? chosen : ACTIONS) {
  const started = performance.now();
  const target = join(fresh, action);
  const dist = join(root, action, 'dist');
  bundle(action, target);
  addPost(action, target);
  const changed = differences(dist, target);
  if (!check && changed.length > 0) {
    rmSync(dist, { recursive: true, force: true });
    cpSync(target, dist, { recursive: true });
  }
  if (check) stale += changed.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const state = changed.length === 0 ? 'unchanged' : `${check ? 'STALE' : 'written'}: ${changed.join(', ')}`;
  console.log(`${action}/dist ${state} (${seconds} s)`);
}
rmSync(fresh, { recursive: true, force: true });
if (stale > 0) {
  console.error('dist is not what the sources build: run `npm run build` and commit it');
  process.exit(1);
}
