/**
 * Changes the decision in one place at a time (a comparison, a condition, an operator, a word that is returned) and
 * looks whether a test fails. Prints what nobody noticed. The same sources, the same answer.
 *
 *   node scripts/mutate.ts [part of a path of a source] [--decisions FOLDER]
 *
 * Tests that ask a server are run once, before: the facts that they have gathered are decided again, and a change of a
 * status, a code or a verdict is noticed. `--decisions` takes those of an earlier time, and keeps new ones there.
 */
import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { loadWithMutants } from './mutate/hooks.ts';
import type { Mutant } from './mutate/mutants.ts';
import { record, recordedIn } from './mutate/recorded.ts';
import { counted, turnOn } from './mutate/switch.ts';

const ROOT = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { id: { type: 'string' }, decisions: { type: 'string' } },
});
const [only = ''] = positionals;
const folder = values.decisions ?? join(mkdtempSync(join(tmpdir(), 'countersign-decisions-')), 'kept');
if (values.id === undefined && !existsSync(folder)) record(ROOT, folder);

/** What a decision is made by, without I/O. Patterns of personal data and readers have their own tests. */
const TARGETS = [
  'shared/policy/*.ts',
  'action-validate/decide*.ts',
  'action-validate/{changes,rules}.ts',
  'shared/domain/{decision,phrase}.ts',
];
const TESTS = [
  'test/unit/shared/policy/*.test.ts',
  'test/unit/shared/domain/{decision,phrase}.test.ts',
  'test/unit/action-validate/*.test.ts',
];
const targets = new Set(globSync(TARGETS, { cwd: ROOT }).map((path) => join(ROOT, path)));
targets.delete(join(ROOT, 'shared/policy/personal-data.ts'));

// Fewer examples of a property than in its own test, and always the same.
fc.configureGlobal({ seed: 1, numRuns: 50 });
const one = Number(values.id ?? 0);
turnOn(one);
const mutants = loadWithMutants((path) => targets.has(path) && path.includes(only));
const { tests } = await import('./mutate/suite.ts');
for (const path of globSync(TESTS, { cwd: ROOT }).toSorted()) await import(join(ROOT, path));
const { decide } = await import('../action-validate/decide.ts');
const { summaryOf } = await import('../test/harness/kept-decisions.ts');
// A process for one mutant has to be quick: it takes the tests alone.
for (const { name, facts, decided } of one === 0 ? recordedIn(folder) : [])
  tests.push({ name, run: () => deepStrictEqual(summaryOf(decide(facts).decision), decided) });

/** Whether a test fails. */
async function fails(run: () => unknown, most: number): Promise<boolean> {
  try {
    await counted(most, run);
    return false;
  } catch {
    return true;
  }
}

if (one !== 0) {
  for (const test of tests) if (await fails(test.run, 20_000_000)) process.exit(3);
  process.exit(0);
}

type Known = (typeof tests)[number] & {
  readonly calls: number;
  readonly seen: ReadonlySet<number>;
  readonly took: number;
};
const known: Known[] = [];
for (const test of tests) {
  const before = performance.now();
  const found = await counted(Number.POSITIVE_INFINITY, test.run);
  known.push({ ...test, ...found, took: performance.now() - before });
}
known.sort((left, right) => left.took - right.took);

/** What is evaluated when its module is loaded needs a process of its own. */
const survivesAlone = ({ id }: Mutant): boolean =>
  spawnSync(process.execPath, [import.meta.filename, only, '--id', String(id)], {
    stdio: 'ignore',
  }).status === 0;

async function survives(mutant: Mutant): Promise<boolean> {
  if (mutant.atLoad) return survivesAlone(mutant);
  turnOn(mutant.id);
  const able = known.filter(({ seen }) => seen.has(mutant.id));
  for (const test of able) if (await fails(test.run, test.calls * 20 + 100_000)) return false;
  return true;
}

const survivors: Mutant[] = [];
for (const mutant of mutants) if (await survives(mutant)) survivors.push(mutant);
turnOn(0);
for (const { file, line, was, becomes } of survivors)
  console.log(`${relative(ROOT, file)}:${line}: ${was.replaceAll(/\s+/g, ' ')}  →  ${becomes.replaceAll(/\s+/g, ' ')}`);
const killed = mutants.length - survivors.length;
console.log(`${killed} of ${mutants.length} noticed by ${tests.length} tests, ${survivors.length} not`);
