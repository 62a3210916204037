import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../shared/domain/record.ts';

/** Facts as a test has gathered them from a server, with what was decided about them. */
export type Recorded = { readonly name: string; readonly facts: never; readonly decided: object };

const TESTS = ['ways-to-be-wrong', 'history'].map((name) => `test/unit/action-validate/${name}`);

/** Of decisions that say the same, so many are kept: they differ in what they are about. */
const MOST_ALIKE = 4;

/** Runs the tests that ask a server, once, and has them keep their decisions. */
export function record(root: string, folder: string): void {
  const env = { ...process.env, COUNTERSIGN_KEEP_DECISIONS: folder };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'unit', '--testTimeout', '300000', ...TESTS];
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the tests that decisions are kept of do not pass');
}

/** The decisions in a folder, the same ones in the same order whatever their times were. */
export function recordedIn(folder: string): readonly Recorded[] {
  const alike = new Map<string, number>();
  const all = readdirSync(folder)
    .map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Omit<Recorded, 'name'>) }))
    .toSorted((left, right) => (canonicalJson(left.decided) < canonicalJson(right.decided) ? -1 : 1));
  return all.filter(({ decided }) => {
    const key = canonicalJson(decided);
    alike.set(key, (alike.get(key) ?? 0) + 1);
    return (alike.get(key) ?? 0) <= MOST_ALIKE;
  });
}
