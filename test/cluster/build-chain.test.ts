import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import type { BuildFacts } from '../../action-build/service-facts.ts';
import type { DecisionRecord } from '../../shared/domain/record.ts';
import { sha256 } from '../../shared/domain/record.ts';
import { ensureBuildx } from '../bed/buildx.ts';
import { suiteOn } from '../bed/need.ts';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runDist } from '../harness/run-dist.ts';

const program = promisify(execFile);
const GOOD = 'FROM debian:bookworm-slim\nCOPY hello /hello\nUSER 10001\nHEALTHCHECK CMD ["true"]\nCMD ["true"]\n';
const SECRET = 'a-token-that-nobody-may-see';

suiteOn({ engine: true, registry: true, baseImage: true }, 'what binds an image to its evidence', (bed) => {
  const prefix = () => `${bed().registry.address}/countersign-chain-${process.pid}`;
  const docker = async (...args: string[]) =>
    (await program('docker', args, { env: { ...process.env, DOCKER_HOST: bed().engine.host } })).stdout.trim();

  async function build(
    services: Record<string, { dockerfile: string; build?: string; files?: Record<string, string> }>,
    env = {},
  ) {
    const sections = Object.entries(services).map(
      ([name, { build: more = '' }]) =>
        `  ${name}: { image: "${prefix()}/${name}", build: { context: ${name}${more} } }\n`,
    );
    const files = Object.entries(services).flatMap(([name, { dockerfile, files: own = {} }]) => [
      [`${name}/Dockerfile`, dockerfile],
      [`${name}/hello`, `hello from ${name}`],
      [`${name}/.dockerignore`, '**/.env*\n'],
      ...Object.entries(own).map(([path, text]) => [`${name}/${path}`, text]),
    ]);
    await using repository = await makeRepository({
      '.github/countersign.yml': `version: 1\napplication: tracker\nservices:\n${sections.join('')}`,
      ...Object.fromEntries(files),
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runDist('build', {
      github,
      workspace: repository.path,
      env: { DOCKER_HOST: bed().engine.host, ...env },
      timeout: 120_000,
    });
    const artifacts = new Map(github.world.artifacts.all().map((one) => [one.name, one.bytes] as const));
    const inside = (name: string): Record<string, string> => {
      const bytes = artifacts.get(name);
      const files = bytes === undefined ? {} : unzipSync(bytes);
      return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, new TextDecoder().decode(text)]));
    };
    const record = JSON.parse(inside('countersign-build._.4711.1')['record.json'] ?? 'null') as DecisionRecord;
    const codes = JSON.parse(run.outputs['reason-codes'] ?? 'null') as string[];
    return { run, codes, record, artifacts, inside, head: repository.head };
  }

  afterAll(async () => {
    const mine = await docker('images', '--quiet', '--filter', `reference=${prefix()}/*`);
    const ids = [...new Set(mine.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await docker('rmi', '--force', ...ids);
  });

  test('image, layers, bill of materials, provenance, record and registry name each other', async () => {
    const { run, codes, record, artifacts, inside, head } = await build({
      backend: { dockerfile: GOOD },
      worker: { dockerfile: GOOD },
    });
    expect([run.exitCode, codes]).toEqual([0, []]);
    const facts = record.facts as unknown as BuildFacts;
    // The record names each file of the evidence, and the evidence is what it names.
    for (const kept of [facts.logs, facts.evidence]) {
      if (kept === null) throw new Error('no evidence');
      expect(kept.sha256).toBe(sha256(artifacts.get(kept.artifact) ?? ''));
      // The order inside the archive is the packer's own, that of the record is the order of the services.
      const found = Object.entries(inside(kept.artifact)).map(([name, text]) => [name, sha256(text)] as const);
      expect(kept.files).toHaveLength(found.length);
      expect(new Map(kept.files.map((file) => [file.name, file.sha256]))).toEqual(new Map(found));
    }
    for (const service of ['backend', 'worker']) {
      const image = record.subject.images[service];
      const one = facts.services.find((candidate) => candidate.service === service);
      if (one?.build.kind !== 'built' || one.read.kind !== 'read') throw new Error('not built');
      const bom = JSON.parse(inside('countersign-build-logs.4711.1')[`${service}.cdx.json`] ?? 'null');
      const properties = bom.metadata.component.properties as { name: string; value: string }[];
      const bound = properties.filter(({ name }) => /image-id|diff-id/.test(name)).map(({ value }) => value);
      expect(bound).toEqual([one.build.image, ...one.read.details.diffIds]);
      const statement = JSON.parse(inside('countersign-build-evidence.4711.1')[`${service}.provenance.json`] ?? 'null');
      expect(statement.subject).toEqual([{ name: image?.name, digest: { sha256: image?.digest.slice(7) } }]);
      expect(statement.predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit).toBe(head);
      // What the registry gives for the digest has the checked image as its configuration.
      const path = image?.name.split('/').slice(1).join('/');
      const answer = await fetch(`http://${bed().registry.address}/v2/${path}/manifests/${image?.digest}`, {
        headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
      });
      expect(((await answer.json()) as { config: { digest: string } }).config.digest).toBe(one.build.image);
    }
  });

  test('with buildx a secret reaches the build and nothing else', async () => {
    const buildx = await ensureBuildx(console.log);
    const dockerfile = [
      'FROM debian:bookworm-slim',
      `RUN --mount=type=secret,id=pip echo "${process.pid}: the token is $(cat /run/secrets/pip)" && sha256sum < /run/secrets/pip > /proof`,
      'USER 10001',
      'HEALTHCHECK CMD ["true"]',
      'CMD ["true"]\n',
    ].join('\n');
    const { run, codes, record, inside, head } = await build(
      { secretive: { dockerfile, build: ', secrets: { pip: { env: PIP_TOKEN } }, cache-to: [type=inline]' } },
      { ...buildx, PIP_TOKEN: SECRET },
    );
    expect([run.exitCode, codes]).toEqual([0, []]);
    expect((record.facts as unknown as BuildFacts).engine.builder).toBe('buildx');
    expect(inside('countersign-build-logs.4711.1')['secretive.log']).toContain('the token is ***');
    const everything = [
      run.log,
      run.summary,
      JSON.stringify(record),
      JSON.stringify(inside('countersign-build-logs.4711.1')),
    ];
    // The line that asks the runner to hide it is the only place.
    expect(everything.join('\n').replaceAll(`::add-mask::${SECRET}`, '')).not.toContain(SECRET);
    const image = `${prefix()}/secretive:${head}`;
    expect(await docker('history', '--no-trunc', image)).not.toContain(SECRET);
    expect(await docker('run', '--rm', '--network', 'none', image, 'cat', '/proof')).toContain(sha256(SECRET));
  }, 300_000);

  test('a secret that the step does not have: one clear line, nothing is built', async () => {
    const { run, codes } = await build({
      backend: { dockerfile: GOOD, build: ', secrets: { pip: { env: PIP_TOKEN } }' },
    });
    expect([run.exitCode, codes]).toEqual([1, ['BUILD_SECRET_MISSING']]);
    expect(run.log).not.toContain('building backend');
  });

  test('tests before the build decide whether there is one, and cannot speak for the action', async () => {
    const bad =
      'require("node:fs").appendFileSync(process.env.GITHUB_OUTPUT || "/dev/null", "verdict=PASS\\n"); console.log("2 failed"); process.exit(1);';
    const before = ', before: [{ command: [node, test.js] }]';
    const { run, codes, record } = await build({
      backend: { dockerfile: GOOD, build: before, files: { 'test.js': bad } },
      worker: { dockerfile: GOOD, build: before, files: { 'test.js': 'console.log("3 passed")' } },
    });
    expect([run.exitCode, codes, run.outputs['verdict']]).toEqual([1, ['TESTS_FAILED', 'CHECK_NOT_RUN'], 'FAIL']);
    expect(run.annotations.map(({ message }) => message).join()).toContain(
      'node test.js ended with exit code 1: 2 failed',
    );
    const services = (record.facts as unknown as BuildFacts).services;
    expect(services.map(({ build: built }) => built.kind)).toEqual(['skipped', 'built']);
    expect(run.log).toContain('worker | 3 passed');
  });
});
