import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectExec } from '../../../../../shared/adapters/connect-exec.ts';
import { connectTrivy, type TrivySettings } from '../../../../../shared/adapters/trivy/connect-trivy.ts';
import { releaseAddress } from '../../../../../shared/adapters/trivy/program.ts';
import { sha256 } from '../../../../../shared/domain/record.ts';
import type { Digest } from '../../../../../shared/domain/subject.ts';

const IMAGE: Digest = `sha256:${'1'.repeat(64)}`;
const REPORT = { SchemaVersion: 2, ArtifactType: 'container_image', Metadata: { ImageID: IMAGE, DiffIDs: [] } };

/** Says how it was called, and answers as Trivy does. */
const SCRIPT = `#!/usr/bin/env node
const { writeFileSync, appendFileSync, readdirSync } = require('node:fs');
const args = process.argv.slice(2);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^TRIVY_|^DOCKER_HOST/.test(name)));
appendFileSync(process.env.CALLS, JSON.stringify({ args, env, folder: readdirSync('.') }) + '\\n');
if (process.env.BREAKS === args[0]) { console.error('2026-11-22T01:27:17Z\\tFATAL\\tFatal error\\tdisk is full'); process.exit(1); }
if (args[0] === 'version') console.log(process.env.VERSION);
if (args[0] === 'convert') console.log('{"bomFormat":"CycloneDX"}');
const output = args.indexOf('--output');
if (output > 0) writeFileSync(args[output + 1], process.env.REPORT);
`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-trivy-test-'));
  program = join(folder, 'trivy');
  await writeFile(program, SCRIPT, { mode: 0o755 });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

type Call = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: readonly string[];
};

async function trivy(
  change: Partial<TrivySettings> = {},
  script: Record<string, string> = {},
  fetch?: typeof globalThis.fetch,
) {
  const temp = await mkdtemp(join(folder, 'temp-'));
  const calls = join(temp, 'calls');
  const env = {
    CALLS: calls,
    VERSION: '{"Version":"0.59.1","VulnerabilityDB":{"UpdatedAt":"2026-11-21T12:00:00Z"}}',
    REPORT: JSON.stringify(REPORT),
    ...script,
  };
  const real = connectExec();
  const exec: typeof real = {
    run: async (name, args, options = {}) =>
      await real.run(name, args, { ...options, env: { ...env, ...options.env } }),
  };
  const settings: TrivySettings = {
    source: { path: program },
    updateDatabase: true,
    temp,
    host: async () => 'unix:///engine.sock',
    environment: {},
    ...change,
  };
  const made = connectTrivy(exec, settings, fetch);
  const read = async (): Promise<Call[]> =>
    (await readFile(calls, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
  return { trivy: made, calls: read, temp };
}

test('the database is updated once, and each image is scanned once', async () => {
  const { trivy: one, calls } = await trivy();
  expect(await one.prepare()).toEqual({
    version: '0.59.1',
    sha256: sha256(SCRIPT),
    database: { updatedAt: '2026-11-21T12:00:00Z' },
  });
  const scans = await Promise.all([one.scan(IMAGE), one.scan(IMAGE)]);
  expect(scans[0]).toMatchObject({
    imageId: IMAGE,
    sbom: '{"bomFormat":"CycloneDX"}\n',
    report: JSON.stringify(REPORT),
  });
  const words = (await calls()).map(({ args }) => args.slice(0, 2).join(' '));
  expect(words.sort()).toEqual([
    'convert --quiet',
    'convert --quiet',
    'image --download-db-only',
    'image --quiet',
    'image --quiet',
    'version --format',
  ]);
});

test('what could hide findings is taken out of its sight: settings of the environment, files of the workspace', async () => {
  const environment = {
    TRIVY_SEVERITY: 'LOW',
    TRIVY_IGNOREFILE: 'x',
    TRIVY_CACHE_DIR: '/cache',
    DOCKER_HOST: 'tcp://other',
    HOME: '/h',
  };
  const { trivy: one, calls } = await trivy({ environment, updateDatabase: false }, environment);
  await one.scan(IMAGE);
  const scan = (await calls()).find(({ args }) => args[0] === 'image');
  expect(scan?.env).toEqual({
    TRIVY_SEVERITY: '',
    TRIVY_IGNOREFILE: '',
    TRIVY_SKIP_VERSION_CHECK: 'true',
    TRIVY_CACHE_DIR: '/cache',
    DOCKER_HOST: 'unix:///engine.sock',
  });
  expect(scan?.folder).toEqual([]);
  expect(scan?.args).toEqual(expect.arrayContaining(['--skip-db-update', '--offline-scan', '--list-all-pkgs', IMAGE]));
});

describe('no answer is never a clean image', () => {
  test.each<[string, Record<string, string>, string, string]>([
    [
      'a database that cannot be updated',
      { BREAKS: 'image' },
      'SCANNER_UNAVAILABLE',
      'could not be updated: disk is full',
    ],
    [
      'no database',
      { VERSION: '{"Version":"0.59.1"}' },
      'SCANNER_UNAVAILABLE',
      'no vulnerability database in its cache',
    ],
    ['no version', { BREAKS: 'version' }, 'SCANNER_UNAVAILABLE', 'does not give its version: disk is full'],
  ])('%s', async (_, script, code, message) => {
    const { trivy: one } = await trivy({}, script);
    await expect(one.scan(IMAGE)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
  test.each<[string, Record<string, string>, string]>([
    ['a scan that fails', { BREAKS: 'image' }, 'disk is full'],
    ['half a report', { REPORT: '{"SchemaVersion":2,' }, 'cannot be read'],
    ['a report of something else', { REPORT: '{}' }, 'cannot be read'],
    ['no SBOM', { BREAKS: 'convert' }, 'no SBOM was made: disk is full'],
  ])('%s', async (_, script, message) => {
    const { trivy: one, temp } = await trivy({ updateDatabase: false }, script);
    await expect(one.scan(IMAGE)).rejects.toMatchObject({
      code: 'SCAN_FAILED',
      message: expect.stringContaining(message),
    });
    const own = (await readdir(temp)).find((name) => name.startsWith('countersign-trivy-')) ?? '';
    expect(await readdir(join(temp, own))).toEqual([]);
  });
});

describe('the program', () => {
  test('that is not there, or is another one, is not run', async () => {
    const absent = await trivy({ source: { path: join(folder, 'nowhere') } });
    await expect(absent.trivy.prepare()).rejects.toMatchObject({ code: 'SCANNER_UNAVAILABLE' });
    const other = await trivy({ source: { path: program, sha256: '0'.repeat(64) } });
    await expect(other.trivy.prepare()).rejects.toThrow(
      `has the sha256 ${sha256(SCRIPT)}, not ${'0'.repeat(64)}; it was not run`,
    );
    await expect(other.calls()).rejects.toThrow('ENOENT');
  });

  test('is downloaded, verified and unpacked; an archive with another digest is not even unpacked', async () => {
    const archive = join(folder, 'trivy.tar.gz');
    await promisify(execFile)('tar', ['-czf', archive, '-C', folder, 'trivy']);
    const bytes = await readFile(archive);
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (address) => {
      asked.push(String(address));
      return new Response(bytes);
    };
    const source = { version: '0.59.1', from: 'https://mirror.test/trivy.tar.gz' };
    const good = await trivy({ source: { ...source, sha256: sha256(bytes) } }, {}, fetch);
    expect(await good.trivy.prepare()).toMatchObject({ version: '0.59.1', sha256: sha256(SCRIPT) });
    const bad = await trivy({ source: { ...source, sha256: 'f'.repeat(64) } }, {}, fetch);
    await expect(bad.trivy.prepare()).rejects.toMatchObject({
      code: 'SCANNER_UNAVAILABLE',
      message: expect.stringContaining('it was not run'),
    });
    expect(asked).toEqual(['https://mirror.test/trivy.tar.gz', 'https://mirror.test/trivy.tar.gz']);
    const own = (await readdir(bad.temp)).find((name) => name.startsWith('countersign-trivy-')) ?? '';
    expect(await readdir(join(bad.temp, own))).toEqual([]);
  });

  test('that cannot be downloaded is one line with the cure', async () => {
    const source = { version: '0.59.1', sha256: '0'.repeat(64), from: 'https://mirror.test/x' };
    const missing = await trivy({ source }, {}, async () => new Response('', { status: 404 }));
    await expect(missing.trivy.prepare()).rejects.toThrow(
      'https://mirror.test/x could not be downloaded (HTTP 404); give the address of a mirror',
    );
  });

  test('comes from the release page of its project', () => {
    expect(releaseAddress('0.59.1', 'linux', 'x64')).toBe(
      'https://github.com/aquasecurity/trivy/releases/download/v0.59.1/trivy_0.59.1_Linux-64bit.tar.gz',
    );
    expect(() => releaseAddress('0.59.1', 'win32', 'x64')).toThrow('give path instead of version');
  });
});
