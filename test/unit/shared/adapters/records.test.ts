import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Artifact } from '../../../../shared/adapters/github/port.ts';
import { findRecords, storeRecord } from '../../../../shared/adapters/records.ts';
import { seal, sha256 } from '../../../../shared/domain/record.ts';
import { fakeArtifacts } from '../../../fakes/artifacts.ts';
import { fakeFiles } from '../../../fakes/files.ts';
import { emptyWorld, fakeGitHub, type GitHubWorld, unreadable } from '../../../fakes/github.ts';
import { COMMIT, exampleArtifact, exampleRecord, exampleRun } from '../../../fakes/record.ts';

let world: GitHubWorld;

/** Puts a zip on the fake GitHub as an artifact of run 4711. */
function put(files: Readonly<Record<string, string>>, change: Partial<Artifact> = {}): void {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
  const artifact = exampleArtifact({ id: world.artifacts.length + 1, digest: `sha256:${sha256(zip)}`, ...change });
  world.artifacts.push({ artifact, zip });
}

beforeEach(() => {
  world = { ...emptyWorld(), runs: [exampleRun()] };
});

describe('storeRecord', () => {
  test('what it stores is found and read back under the same hash', async () => {
    const [artifacts, files] = [fakeArtifacts(), fakeFiles()];
    const stored = await storeRecord({ artifacts, files }, exampleRecord());
    expect(stored.artifact).toBe('countersign-VALIDATION-BUILD.production.4711.1');
    expect([...files.temp.values()].map((bytes) => sha256(bytes))).toEqual([stored.sha256]);
    const uploaded = artifacts.stored.get(stored.artifact);
    world.artifacts.push({
      artifact: exampleArtifact({ name: stored.artifact, digest: `sha256:${uploaded?.sha256}` }),
      zip: uploaded?.zip ?? new Uint8Array(),
    });
    const [found] = await findRecords(fakeGitHub(world), COMMIT, { subject: 'VALIDATION-BUILD' });
    expect(found?.parsed).toEqual({ ok: true, record: exampleRecord(), sha256: stored.sha256 });
  });

  test('names a build by its kind, and a record without checkpoint too', async () => {
    const ports = { artifacts: fakeArtifacts(), files: fakeFiles() };
    const build = await storeRecord(ports, exampleRecord({ kind: 'build', environment: null }));
    const rollback = await storeRecord(ports, exampleRecord({ kind: 'rollback', checkpoint: null }));
    expect([build.artifact, rollback.artifact]).toEqual([
      'countersign-build._.4711.1',
      'countersign-rollback.production.4711.1',
    ]);
  });

  test('fails when the artifact is not stored', async () => {
    const artifacts = fakeArtifacts();
    artifacts.failWith(new Error('no space'));
    await expect(storeRecord({ artifacts, files: fakeFiles() }, exampleRecord())).rejects.toThrow('no space');
  });
});

describe('findRecords', () => {
  const text = seal(exampleRecord()).text;

  test('chooses by subject and environment, and leaves other artifacts alone', async () => {
    put({ 'record.json': text });
    put({ 'junit.xml': '<x/>' }, { name: 'tests' });
    const github = fakeGitHub(world);
    expect(await findRecords(github, COMMIT)).toHaveLength(1);
    expect(await findRecords(github, COMMIT, { subject: 'VALIDATION-BUILD', environment: 'production' })).toHaveLength(
      1,
    );
    expect(await findRecords(github, COMMIT, { environment: null })).toHaveLength(0);
    expect(await findRecords(github, COMMIT, { subject: 'build' })).toHaveLength(0);
    expect(await findRecords(github, 'a'.repeat(40))).toHaveLength(0);
  });

  const problems: [string, Readonly<Record<string, string>>, Partial<Artifact>, string][] = [
    ['an expired artifact', { 'record.json': text }, { expired: true }, 'expired'],
    ['a zip that is not the stated digest', { 'record.json': text }, { digest: `sha256:${'0'.repeat(64)}` }, 'digest'],
    ['an artifact without a digest', { 'record.json': text }, { digest: null }, 'digest'],
    ['an artifact without a record', { 'other.json': text }, {}, 'no record.json'],
    ['a record that is not one', { 'record.json': '{}' }, {}, 'not a record'],
    [
      'the record of another checkpoint',
      { 'record.json': text },
      { name: 'countersign-VALIDATION-DEP-PRE.production.4711.1' },
      'it holds the record countersign-VALIDATION-BUILD',
    ],
    [
      'a record whose name promises a later attempt',
      { 'record.json': seal(exampleRecord({ run: { ...exampleRecord().run, attempt: 2 } })).text },
      { name: 'countersign-VALIDATION-BUILD.production.4711.2' },
      'attempt 2',
    ],
  ];
  test.each(problems)('gives %s with its problem, never as none', async (_name, files, change, problem) => {
    put(files, change);
    const found = await findRecords(fakeGitHub(world), COMMIT);
    expect(found).toHaveLength(1);
    expect(found[0]?.parsed).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  test('a record of another run does not count where it was copied to', async () => {
    world.runs = [exampleRun({ id: 5_000 })];
    put({ 'record.json': text }, { runId: 5_000 });
    const [found] = await findRecords(fakeGitHub(world), COMMIT);
    expect(found?.parsed).toMatchObject({ ok: false, problem: expect.stringContaining('run 5000 made it') });
  });

  test.each(['runsOfCommit', 'artifactsOfRun'] as const)('throws when %s cannot be read', async (method) => {
    put({ 'record.json': text });
    world.faults[method] = unreadable(method);
    await expect(findRecords(fakeGitHub(world), COMMIT)).rejects.toThrow(method);
  });
});
