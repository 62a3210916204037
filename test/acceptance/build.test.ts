import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { type RunOptions, runDist } from '../harness/run-dist.ts';

const CONFIG = `version: 1
application: tracker
services:
  backend: { image: registry.test/acme/backend, build: { context: backend } }
  lost: { image: registry.test/acme/lost, build: { context: lost } }
  escaped: { image: registry.test/acme/escaped, build: { context: escaped } }
  gui: { image: registry.test/acme/gui, build: { context: backend }, packages: { forbid: ["pkg:gem/gtk3"] } }
  limited: { image: registry.test/acme/limited, build: { context: backend, platforms: [linux/amd64, linux/arm64] } }
  cache: { image: "registry.test/redis@sha256:${'0'.repeat(64)}", external: true }
`;

/** Runs the bundled action on a small repository; no engine is there unless a test brings one. */
async function build(options: RunOptions & { prepare?: (workspace: string) => Promise<void>; config?: string } = {}) {
  await using repository = await makeRepository({
    '.github/countersign.yml': options.config ?? CONFIG,
    'backend/Dockerfile': 'FROM scratch\n',
  });
  await options.prepare?.(repository.path);
  await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const run = await runDist('build', {
    github,
    workspace: repository.path,
    token: github.tokenWith({ contents: 'read' }),
    ...options,
    env: { DOCKER_HOST: 'unix:///nowhere/docker.sock', ...options.env },
    inputs: { services: 'backend', ...options.inputs },
  });
  return { run, message: run.annotations.map((one) => one.message).join('\n'), stored: github.world.artifacts.all() };
}

/** An engine that only gives its version. */
async function engineOf(version: Record<string, string>): Promise<AsyncDisposable & { readonly host: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-engine-'));
  const path = join(folder, 'docker.sock');
  const server = createServer((_, response) => response.end(JSON.stringify(version)));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    host: `unix://${path}`,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const cases: readonly (readonly [string, Parameters<typeof build>[0], string, string])[] = [
  ['no engine', {}, 'ENGINE_UNAVAILABLE', 'no Docker engine at unix:///nowhere/docker.sock'],
  [
    'an engine address of a kind that cannot be used',
    { env: { DOCKER_HOST: 'ssh://x' } },
    'ENGINE_UNAVAILABLE',
    'ssh://x',
  ],
  ['a context that is missing', { inputs: { services: 'lost' } }, 'CONTEXT_INVALID', 'there is no folder "lost"'],
  ['an unknown service', { inputs: { services: 'backnd' } }, 'SERVICE_UNKNOWN', '"backnd" is not built here'],
  ['a service from elsewhere', { inputs: { services: 'cache' } }, 'SERVICE_UNKNOWN', '"cache" is not built here'],
  ['packages that cannot be read', { inputs: { services: 'gui' } }, 'CONFIG_UNSUPPORTED', 'type "gem" cannot be read'],
  [
    'a part that is not carried out',
    { inputs: { services: 'limited' } },
    'CONFIG_UNSUPPORTED',
    'services.limited.build.platforms',
  ],
  ['push that is neither', { inputs: { push: 'yes' } }, 'INPUT_INVALID', '"push": must be true or false'],
  ['another commit', { context: { sha: 'f'.repeat(40) } }, 'WORKSPACE_MISMATCH', 'the run is about fffffff'],
  ['no configuration', { inputs: { config: 'no.yml' } }, 'CONFIG_INVALID', 'no.yml'],
  ['nothing to build', { config: 'version: 1\napplication: tracker\n' }, 'NOTHING_TO_BUILD', '"build" section'],
];

test.each(cases)('%s: one clear line, exit 1, nothing stored', async (_, options, code, message) => {
  const result = await build(options);
  expect([result.run.exitCode, JSON.parse(result.run.outputs['reason-codes'] ?? 'null')]).toEqual([1, [code]]);
  expect(result.run.outputs['verdict']).toBe('ERROR');
  expect(result.message).toContain(message);
  expect(result.message.split('\n')).toHaveLength(1);
  expect(result.stored).toEqual([]);
});

test('no checkout: one clear line', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'countersign-no-checkout-'));
  try {
    await writeFile(join(workspace, 'countersign.yml'), CONFIG);
    const inputs = { services: 'backend', config: 'countersign.yml', 'config-ref': 'workspace' };
    const run = await runDist('build', { workspace, inputs, env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
    expect(run.exitCode).toBe(1);
    expect(run.annotations[0]?.message).toContain('the workspace is not a git checkout');
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
});

test('an engine that is too old: one clear line', async () => {
  await using engine = await engineOf({ Version: '18.09.1', ApiVersion: '1.39', Os: 'linux', Arch: 'amd64' });
  const { run, message } = await build({ env: { DOCKER_HOST: engine.host } });
  expect(run.exitCode).toBe(1);
  expect(message).toContain('Docker engine 18.09.1 speaks API 1.39; API 1.41 (Docker 20.10) or newer is needed');
});

test('a link out of the workspace is refused', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'countersign-outside-'));
  try {
    await writeFile(join(outside, 'Dockerfile'), 'FROM scratch\n');
    const prepare = (workspace: string) => symlink(outside, join(workspace, 'escaped'));
    const { run, message } = await build({ prepare, inputs: { services: 'escaped' } });
    expect([run.exitCode, message]).toEqual([1, expect.stringContaining('"escaped" leads out of the workspace')]);
  } finally {
    await rm(outside, { recursive: true, force: true });
  }
});

test('without the docker program: one clear line', async () => {
  await using engine = await engineOf({ Version: '28.0.0', ApiVersion: '1.48', Os: 'linux', Arch: 'amd64' });
  const programs = await mkdtemp(join(tmpdir(), 'countersign-path-'));
  try {
    const git = join(programs, 'git');
    await writeFile(git, '#!/bin/sh\nexec /usr/bin/env PATH=/usr/local/bin:/usr/bin:/bin git "$@"\n');
    await chmod(git, 0o755);
    const { run, message } = await build({ env: { DOCKER_HOST: engine.host, PATH: programs } });
    expect([run.exitCode, message]).toEqual([1, expect.stringContaining('program "docker" is not installed')]);
  } finally {
    await rm(programs, { recursive: true, force: true });
  }
});
