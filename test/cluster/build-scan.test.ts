import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../bed/command.ts';
import { suiteOn } from '../bed/need.ts';
import { type DatabaseEntry, ensureTrivy, type TrivyProgram } from '../bed/trivy.ts';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runDist } from '../harness/run-dist.ts';

const DOCKERFILE = 'FROM debian:bookworm-slim\nUSER 10001\nHEALTHCHECK CMD ["true"]\nCMD ["true"]\n';

const hole = (id: string, severity: string, fixed: string): DatabaseEntry[] => [
  { path: ['vulnerability', id], value: { Title: `Test hole ${id}`, Severity: severity } },
  { path: ['debian 12', 'gcc-12', id], value: { FixedVersion: fixed } },
];
const SOURCE: DatabaseEntry = {
  path: ['data-source', 'debian 12'],
  value: { ID: 'debian', Name: 'Debian Security Tracker', URL: 'https://example.test' },
};
const HOLES = [SOURCE, ...hole('CVE-2026-0001', 'CRITICAL', '99.0-1'), ...hole('CVE-2026-0002', 'LOW', '99.0-1')];

suiteOn({ engine: true, baseImage: true }, 'action-build with a real Trivy', (bed) => {
  let trivy: TrivyProgram;
  let folder: string;
  beforeAll(async () => {
    trivy = await ensureTrivy(console.log);
    folder = await mkdtemp(join(tmpdir(), 'countersign-scan-'));
  }, 300_000);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    const env = { DOCKER_HOST: bed().engine.host };
    const mine = await command('docker', ['images', '--quiet', `registry.test/countersign-scan-${process.pid}`], {
      env,
    });
    const ids = [...new Set(mine.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await command('docker', ['rmi', '--force', ...ids], { env });
  }, 60_000);

  async function cacheOf(entries: readonly DatabaseEntry[], updatedAt = new Date()): Promise<string> {
    const cache = await mkdtemp(join(folder, 'cache-'));
    await trivy.makeCache(cache, entries, updatedAt);
    return cache;
  }

  async function build(cache: string, { rules = '', waivers = '', env = {}, files = {} } = {}) {
    const config = `version: 1
application: tracker
scanner: { trivy: { path: ${trivy.path}, sha256: ${trivy.sha256}, update-database: false${rules} } }
services:
  backend: { image: "registry.test/countersign-scan-${process.pid}", build: { context: backend }${waivers} }
`;
    await using repository = await makeRepository({
      '.github/countersign.yml': config,
      'backend/Dockerfile': DOCKERFILE,
      'backend/.dockerignore': '**/.env*\n',
      ...files,
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runDist('build', {
      github,
      workspace: repository.path,
      inputs: { push: 'false' },
      env: { DOCKER_HOST: bed().engine.host, TRIVY_CACHE_DIR: cache, ...env },
      timeout: 120_000,
    });
    const stored = new Map(github.world.artifacts.all().map((one) => [one.name, unzipSync(one.bytes)] as const));
    const papers = stored.get('countersign-build-logs.4711.1') ?? {};
    const codes = JSON.parse(run.outputs['reason-codes'] ?? 'null') as string[];
    return { run, codes, papers, message: run.annotations.map(({ message }) => message).join('\n') };
  }

  test('a critical vulnerability is a finding with its package and what fixes it; one that is low is not', async () => {
    const { run, codes, papers, message } = await build(await cacheOf(HOLES));
    expect([run.exitCode, codes]).toEqual([1, ['VULNERABILITY_FOUND']]);
    expect(message).toMatch(/CVE-2026-0001 \(CRITICAL\) in pkg:deb\/debian\/libgcc-s1@\S+, layer 1 of 1/);
    expect(message).not.toContain('CVE-2026-0002');
    const report = JSON.parse(new TextDecoder().decode(papers['backend.trivy.json'])) as {
      Metadata: { ImageID: string };
    };
    const sbom = JSON.parse(new TextDecoder().decode(papers['backend.cdx.json'])) as {
      bomFormat: string;
      metadata: { component: { properties: { name: string; value: string }[] } };
    };
    expect(sbom.bomFormat).toBe('CycloneDX');
    const bound = sbom.metadata.component.properties.find(({ name }) => name === 'aquasecurity:trivy:ImageID');
    expect(bound?.value).toBe(report.Metadata.ImageID);
  });

  test('the same image passes with a database that knows nothing of it', async () => {
    const { run, codes } = await build(await cacheOf([SOURCE]));
    expect([run.exitCode, codes]).toEqual([0, []]);
    expect(run.summary).toContain('no CRITICAL or HIGH in 88 packages');
  });

  test('settings and files that would hide it from Trivy change nothing', async () => {
    const files = { '.trivyignore': 'CVE-2026-0001\n', 'trivy.yaml': 'severity: [LOW]\n' };
    const env = { TRIVY_SEVERITY: 'LOW', TRIVY_SKIP_FILES: '/var/lib/dpkg/status', TRIVY_IGNORE_STATUS: 'fixed' };
    const { codes } = await build(await cacheOf(HOLES), { files, env });
    expect(codes).toEqual(['VULNERABILITY_FOUND']);
  });

  test('a waiver in force accepts it, and is shown', async () => {
    const waiver = `{ rule: vulnerability/known, at: "CVE-2026-0001 *", owner: security, reason: not reachable, expires: 2099-01-01 }`;
    const { run, codes } = await build(await cacheOf(HOLES), { waivers: `, waivers: [${waiver}]` });
    expect([run.exitCode, codes]).toEqual([0, []]);
    expect(run.summary).toContain('waived by security');
  });

  test('an old database is no answer', async () => {
    const old = await cacheOf([SOURCE], new Date(Date.now() - 3 * 24 * 3_600_000));
    const { run, codes, message } = await build(old);
    expect([run.exitCode, codes, run.outputs['verdict']]).toEqual([1, ['SCAN_FAILED'], 'ERROR']);
    expect(message).toContain('the age of the vulnerability database is 72 h');
    expect((await build(old, { rules: ', max-database-age: 4d' })).codes).toEqual([]);
  });

  test('no database, or one that is damaged, is no answer', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    const none = await build(empty);
    expect([none.run.exitCode, none.codes]).toEqual([1, ['SCAN_FAILED']]);
    expect(none.message).toContain('no vulnerability database in its cache');
    const damaged = await cacheOf(HOLES);
    await writeFile(join(damaged, 'db/trivy.db'), 'not a database');
    expect((await build(damaged)).codes).toEqual(['SCAN_FAILED']);
  });
});
