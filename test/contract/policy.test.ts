import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCases } from '../../scripts/policy/run-cases.ts';
import { seal } from '../../shared/domain/record.ts';
import { exampleRecord } from '../fakes/record.ts';
import { filesOf, ROOT, read } from './sources.ts';

const files = filesOf('workflows-examples/*/.github/policy-tests.yml');

test('an example tries its policy', () => expect(files.length).toBeGreaterThan(0));

describe.each(files)('%s', (file) => {
  test.each(runCases(read(file), (path) => read(join(dirname(file), path))))('$name', ({ problems }) => {
    expect(problems).toEqual([]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/policy.ts'), ...args], { encoding: 'utf8', cwd: folder });

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const CASES = `configuration: { version: 1, application: a, roles: { qa: { people: [{ id: 1, login: g, name: G }] } }, checkpoints: { C: { title: C, sign-offs: [qa] } } }
cases: [{ name: signed, checkpoint: C, reviews: [{ by: g, says: approved }], expect: { verdict: PASS } }]
`;

describe('the command line ends with', () => {
  test('0 when all is as expected', () => {
    const run = policy('test', file('good.yml', CASES));
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain('1 of 1 cases as expected');
  });
  test('1 when a case is not, whatever comes after it', () => {
    const wrong = file('wrong.yml', CASES.replace('verdict: PASS', 'verdict: FAIL'));
    const run = policy('test', wrong, file('good.yml', CASES));
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('verdict: expected FAIL, is PASS');
  });
  test('2 when a record cannot be replayed', () => {
    const run = policy('replay', file('record.json', seal(exampleRecord({ facts: {} })).text));
    expect(run.status).toBe(2);
    expect(run.stdout).toContain('NOT REPLAYED');
  });
  test.each([
    ['no command', [], 'usage:'],
    ['a command that is none', ['tset'], 'unknown command "tset"'],
    ['no file', ['test'], 'name at least one file'],
    ['a file that is not there', ['replay', 'none.json'], 'none.json'],
    ['a simulation of nothing', ['simulate'], '--record is missing'],
  ])('2 for %s', (_, args, words) => {
    const run = policy(...args);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(words);
  });
});
