import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runnerEnvironment } from '../harness/runner-environment.ts';
import { makeRunnerFiles } from '../harness/runner-files.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * Time from the start of the process to its end: each bundled action, stopped by its first missing input, beside a
 * bundle of an action that only imports @actions/core and says a word, which is the least that any action costs.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const ACTIONS = ['action-validate', 'action-build', 'action-deploy', 'action-rollback'];
const RUNS = 21;
const EMPTY = `import * as core from '@actions/core';\ncore.info('started');\n`;

/** Bundles the empty action in a folder below node_modules, where ncc finds what it imports. */
async function bundleEmpty(folder: string): Promise<string> {
  await writeFile(join(folder, 'main.js'), EMPTY);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const ncc = join(ROOT, 'node_modules/.bin/ncc');
  const args = [ncc, 'build', join(folder, 'main.js'), '-o', join(folder, 'dist'), '--target', 'es2022'];
  const built = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`ncc failed: ${built.stderr}`);
  return join(folder, 'dist/index.js');
}

/** Milliseconds of one run. @throws when it did not end as it should: then something else was measured. */
function timed(file: string, env: NodeJS.ProcessEnv, expected: { status: number; says: RegExp }): number {
  const started = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [file], { env, encoding: 'utf8' });
  const milliseconds = performance.now() - started;
  if (status !== expected.status || !expected.says.test(stdout))
    throw new Error(`${file} ended with ${status}: ${stdout}`);
  return milliseconds;
}

/** Pairs of runs, the two in turn first, so that a busy moment of the machine meets both. */
function pairs(action: () => number, empty: () => number): { action: number; empty: number } {
  const times: { action: number[]; empty: number[] } = { action: [], empty: [] };
  action();
  empty();
  for (let run = 0; run < RUNS; run += 1) {
    if (run % 2 === 0) times.empty.push(empty());
    times.action.push(action());
    if (run % 2 === 1) times.empty.push(empty());
  }
  return { action: median(times.action), empty: median(times.empty) };
}

export async function bench(): Promise<readonly Figure[]> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'countersign-bench-'));
  try {
    await using files = await makeRunnerFiles();
    await using runner = await runnerEnvironment('bench', { workspace: folder, temp: folder }, {});
    const env = { ...runner.env, ...files.env };
    const reference = await bundleEmpty(folder);
    return ACTIONS.map((name): Figure => {
      const dist = join(ROOT, name, 'dist/index.js');
      if (!existsSync(dist)) throw new Error(`${name}/dist is missing: run "npm run build"`);
      const { action, empty } = pairs(
        () => timed(dist, env, { status: 1, says: /::error [^\n]*ERROR::\d* ?inputs? [^\n]*required/ }),
        () => timed(reference, env, { status: 0, says: /started/ }),
      );
      const beside = `empty @actions/core bundle ${rounded(empty, 1)} ms`;
      return {
        name: `startup ${name}`,
        value: rounded(action, 1),
        unit: 'ms',
        ratio: rounded(action / empty, 3),
        beside,
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
