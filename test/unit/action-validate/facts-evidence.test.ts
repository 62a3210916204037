import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readEvidenceFacts } from '../../../action-validate/facts-evidence.ts';
import { sha256 } from '../../../shared/domain/record.ts';
import type { EvidenceFact } from '../../../shared/policy/evidence.ts';
import { emptyWorld, fakeGitHub } from '../../fakes/github.ts';
import { artifact, COMMIT, done, rule } from './facts.ts';

const ORIGIN = { commit: COMMIT, repositoryId: 9_000 };
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const CASE = '<testsuite><testcase/></testsuite>';

/** What is read of one artifact with these files. */
async function readOf(files: Readonly<Record<string, string>>, path: string, change: Parameters<typeof rule>[0] = {}) {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])));
  const stored = { artifact: artifact({ digest: `sha256:${sha256(zip)}` }), zip };
  const github = fakeGitHub({ ...emptyWorld(), runs: [done()], artifacts: [stored] });
  const one = rule({ source: { kind: 'artifact', artifact: 'tests', path }, ...change });
  const [fact] = await readEvidenceFacts(github, [one], ORIGIN);
  return (fact as EvidenceFact).files;
}

const paths = async (...args: Parameters<typeof readOf>): Promise<unknown> => {
  const files = await readOf(...args);
  return files.kind === 'read' ? files.value.map((one) => one.path) : files.reason;
};

const FILES = {
  'junit-b.xml': CASE,
  'junit-a.xml': CASE,
  'web/junit-c.xml': CASE,
  'web/deep/junit-d.xml': CASE,
  'web/other.xml': CASE,
  'notes[1].txt': '{}',
};

test.each([
  ['**/junit-*.xml', ['junit-a.xml', 'junit-b.xml', 'web/deep/junit-d.xml', 'web/junit-c.xml']],
  ['*/junit-*.xml', ['web/junit-c.xml']],
  ['junit-?.xml', ['junit-a.xml', 'junit-b.xml']],
  ['web/{other,junit-c}.xml', ['web/junit-c.xml', 'web/other.xml']],
  ['junit-a.xml', ['junit-a.xml']],
  // Without a sign of a pattern a path is a name, whatever is in it.
  ['notes[1].txt', ['notes[1].txt']],
  ['**/tests-*.xml', []],
  ['junit.xml', []],
])('%s', async (path, expected) => expect(await paths(FILES, path)).toEqual(expected));

test('more files than anybody looks through are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`r/${index}.xml`, CASE]));
  expect(await paths(many, 'r/*.xml')).toBe('artifact tests: 201 files match r/*.xml, at most 200 are read');
  expect(await paths(Object.fromEntries(Object.entries(many).slice(1)), 'r/*.xml')).toHaveLength(200);
});

test('an archive that cannot be read is no empty one', async () => {
  expect(await paths({ '../junit.xml': CASE }, '**/*.xml')).toContain('leads out of the archive');
});

test('artifacts of other workflows are not even downloaded', async () => {
  const files = await readOf(FILES, '**/*.xml', { from: '.github/workflows/tests.yml' });
  expect(files).toEqual({ kind: 'read', value: [] });
});

test('personal data in a file is a place in the facts, and never the data', async () => {
  const text = '<testsuite><testcase/>\n<system-out>jane@clinic.org</system-out></testsuite>';
  const files = await readOf({ 'junit.xml': text }, 'junit.xml');
  expect(files).toMatchObject({ value: [{ personal: [{ kind: 'e-mail address', count: 1, lines: [2] }] }] });
  expect(JSON.stringify(files)).not.toContain('jane');
});
