import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectDocker, isOlder } from '../../../../../shared/adapters/docker/connect.ts';
import { parseEndpoint, unreachable } from '../../../../../shared/adapters/docker/endpoint.ts';
import type { Docker } from '../../../../../shared/adapters/docker/port.ts';
import type { Digest } from '../../../../../shared/domain/subject.ts';
import { answers, fakeExec } from '../../../../fakes/exec.ts';

const IMAGE: Digest = `sha256:${'a'.repeat(64)}`;
const classic = answers('docker', ['buildx', 'version'], { exitCode: 1 });
const VERSION = { Version: '20.10.24', ApiVersion: '1.41', Os: 'linux', Arch: 'amd64' };

/** An engine on a socket of its own. */
async function withEngine<T>(listener: RequestListener, body: (docker: Docker) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-engine-'));
  const path = join(folder, 'docker.sock');
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    return await body(connectDocker(fakeExec(classic), { DOCKER_HOST: `unix://${path}` }));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  }
}

const answer =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('the engine', () => {
  test('says what it is', async () => {
    expect(await withEngine(answer(200, VERSION), (docker) => docker.engine())).toEqual({
      version: '20.10.24',
      api: '1.41',
      os: 'linux',
      arch: 'amd64',
      builder: 'classic',
    });
  });
  test('that is too old is refused in one line', async () => {
    const old = answer(200, { ...VERSION, Version: '18.09.1', ApiVersion: '1.39' });
    await expect(withEngine(old, (docker) => docker.engine())).rejects.toMatchObject({
      code: 'ENGINE_TOO_OLD',
      message: 'Docker engine 18.09.1 speaks API 1.39; API 1.41 (Docker 20.10) or newer is needed',
    });
  });
  test('that is not there is refused in one line', async () => {
    const docker = connectDocker(fakeExec(), { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    await expect(docker.engine()).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message:
        'no Docker engine at unix:///nowhere/docker.sock (no such socket: start Docker on this runner, or set DOCKER_HOST)',
    });
  });
  test('is found where the docker client looks', async () => {
    const context = answers('docker', ['context', 'inspect'], { stdout: 'unix:///from/context.sock\n' });
    await expect(connectDocker(fakeExec(context), {}).engine()).rejects.toThrow('unix:///from/context.sock');
  });
  test('without permission the cure is the group, not Docker', () => {
    const denied = Object.assign(new Error('connect EACCES'), { code: 'EACCES' });
    expect(unreachable('unix:///s', denied).message).toContain('permission denied: add the user of the runner');
  });
});

describe('images are read from one export', () => {
  const OTHER: Digest = `sha256:${'b'.repeat(64)}`;
  async function collect(docker: Docker): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of docker.save([IMAGE, OTHER])) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }
  test('by id, all in one call', async () => {
    const seen: string[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
      response.end('tar');
    };
    expect(await withEngine(listener, collect)).toBe('tar');
    expect(seen).toEqual([`GET /images/get?names=${IMAGE}&names=${OTHER}`]);
  });
  test('the engine refuses: its own words', async () => {
    const full = answer(500, { message: 'no space left on device' });
    await expect(withEngine(full, collect)).rejects.toThrow('no space left on device');
  });
});

test.each([
  ['unix:///run/d.sock', false, { kind: 'unix', path: '/run/d.sock' }],
  ['tcp://10.0.0.1:2375', false, { kind: 'tcp', host: '10.0.0.1', port: 2375, tls: false }],
  ['tcp://docker', true, { kind: 'tcp', host: 'docker', port: 2376, tls: true }],
  ['tcp://[::1]:99', false, { kind: 'tcp', host: '::1', port: 99, tls: false }],
])('%s is understood', (host, tls, endpoint) => {
  expect(parseEndpoint(host, tls)).toEqual(endpoint);
});

test.each(['ssh://me@host', 'nonsense', 'npipe:////./pipe/docker_engine'])('%s is refused', (host) => {
  expect(() => parseEndpoint(host, false)).toThrow('give DOCKER_HOST as unix:///path or tcp://host:port');
});

test.each([
  ['1.40', '1.41', true],
  ['1.9', '1.41', true],
  ['1.41', '1.41', false],
  ['1.50', '1.41', false],
  ['2.0', '1.41', false],
  ['', '1.41', true],
])('API %s is older than %s: %s', (a, b, older) => {
  expect(isOlder(a, b)).toBe(older);
});
