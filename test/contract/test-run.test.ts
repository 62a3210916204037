import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `scripts/test.ts` on a folder with one test file; gives the exit code and the lines that were printed. */
function run(name: string, source: string | undefined, ci = ''): Promise<{ code: number; lines: string[] }> {
  const root = join(folder, name);
  mkdirSync(root);
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'vitest.config.mjs'), 'export default {};\n');
  if (source !== undefined) writeFileSync(join(root, 'x.test.mjs'), source);
  const { VITEST: _, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'scripts/test.ts'), '--root', root],
      { cwd: root, env: { ...inherited, CI: ci, NO_COLOR: '1' } },
      (error, stdout) =>
        resolve({ code: error === null ? 0 : Number(error.code), lines: stdout.trimEnd().split('\n') }),
    );
  });
}

const IMPORT = "import { describe, test } from 'vitest';\n";
const PASSING = `${IMPORT}test('passes', () => {});\n`;
const SKIPPING = `${PASSING}test('asks', (context) => context.skip('no engine here'));
describe.skip('skipped: no cluster', () => test('needs it', () => {}));\n`;

test('passing tests give 0, and the last line counts them', async () => {
  const { code, lines } = await run('passing', PASSING);
  expect(lines.at(-1)).toBe('1 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
});

test('every skipped test is named with its reason', async () => {
  const { code, lines } = await run('skipping', SKIPPING);
  expect(lines.at(-1)).toBe('1 passed, 0 failed, 2 skipped');
  expect(lines).toContainEqual(expect.stringMatching(/^skipped: .*x\.test\.mjs > asks: no engine here$/));
  expect(lines).toContainEqual(expect.stringMatching(/^skipped: .*needs it: no cluster$/));
  expect(code).toBe(0);
});

test('in CI a skipped test fails the run', async () => {
  const { code, lines } = await run('skipping-in-ci', SKIPPING, 'true');
  expect(lines.at(-1)).toBe('1 passed, 0 failed, 2 skipped');
  expect(code).toBe(1);
});

test.each([
  ['a failing test', `${PASSING}test('fails', () => { throw new Error('no'); });\n`, '1 passed, 1 failed, 0 skipped'],
  ['a file that cannot be loaded', `${PASSING}import './missing.mjs';\n`, '0 passed, 1 failed, 0 skipped'],
  [
    'a rejection that nobody handles',
    `${PASSING}Promise.reject(new Error('late'));\n`,
    '1 passed, 1 failed, 0 skipped',
  ],
  ['a test marked with only', `${PASSING}test.only('alone', () => {});\n`, expect.stringMatching(/, [12] failed, /)],
  ['no test at all', undefined, '0 passed, 0 failed, 0 skipped'],
])('%s fails the run', async (name, source, last) => {
  const { code, lines } = await run(name.replaceAll(' ', '-'), source);
  expect(lines.at(-1)).toEqual(last);
  expect(code).toBe(1);
});
