import { describe, expect, test } from 'vitest';
import { buildArguments } from '../../../../../shared/adapters/docker/build-image.ts';
import type { EngineApi } from '../../../../../shared/adapters/docker/engine-api.ts';
import { pushedDigest, readManifest } from '../../../../../shared/adapters/docker/manifest.ts';
import { pushImage, registryHost } from '../../../../../shared/adapters/docker/push-image.ts';
import type { ExecResult } from '../../../../../shared/adapters/exec.ts';
import { sha256 } from '../../../../../shared/domain/record.ts';
import type { Digest } from '../../../../../shared/domain/subject.ts';
import { answers, fakeExec } from '../../../../fakes/exec.ts';

const IMAGE: Digest = `sha256:${'a'.repeat(64)}`;
const OTHER: Digest = `sha256:${'b'.repeat(64)}`;
const REFERENCE = { name: '127.0.0.1:5000/acme/backend', tag: 'c0ffee' };

/** A manifest as registries hold it, and how `docker manifest inspect --verbose` shows it. */
function manifest(config: Digest, change: { digest?: Digest } = {}) {
  const raw = JSON.stringify({ schemaVersion: 2, config: { digest: config }, layers: [] });
  const digest: Digest = `sha256:${sha256(raw)}`;
  const shown = { Ref: 'x', Descriptor: { digest: change.digest ?? digest }, Raw: Buffer.from(raw).toString('base64') };
  return { digest, shown: JSON.stringify(shown, null, 2) };
}

const good = manifest(IMAGE);
const pushed = `The push refers to repository [x]\nabc: Pushed\nc0ffee: digest: ${good.digest} size: 528\n`;

function push(
  given: { push?: Partial<ExecResult>; inspect?: Partial<ExecResult>; tagStatus?: number; image?: Digest } = {},
) {
  const exec = fakeExec(
    answers('docker', ['push'], { stdout: pushed, ...given.push }),
    answers('docker', ['manifest', 'inspect'], { stdout: good.shown, ...given.inspect }),
  );
  const calls: string[] = [];
  const api: EngineApi = {
    json: async (method, path) => {
      calls.push(`${method} ${path}`);
      return { status: given.tagStatus ?? 201, body: { message: 'no such image' } };
    },
    stream: () => Promise.reject(new Error('not used')),
  };
  return { exec, calls, result: pushImage({ exec, api, env: {} }, given.image ?? IMAGE, REFERENCE) };
}

test('tags by id, pushes, and reads the manifest back by its digest', async () => {
  const { exec, calls, result } = push();
  expect(await result).toEqual({ digest: good.digest });
  expect(calls).toEqual([`POST /images/${IMAGE}/tag?repo=127.0.0.1%3A5000%2Facme%2Fbackend&tag=c0ffee`]);
  expect(exec.calls.map(({ args }) => args)).toEqual([
    ['push', '127.0.0.1:5000/acme/backend:c0ffee'],
    ['manifest', 'inspect', '--verbose', '--insecure', `127.0.0.1:5000/acme/backend@${good.digest}`],
  ]);
});

test('an engine that names images by their manifest is understood', async () => {
  expect(await push({ image: good.digest }).result).toEqual({ digest: good.digest });
});

describe('what is not certain is not pushed', () => {
  const cases: readonly (readonly [string, Parameters<typeof push>[0], string, RegExp])[] = [
    ['another image under the tag', { image: OTHER }, 'PUSH_UNVERIFIED', /the checked image is sha256:b/],
    ['no digest printed', { push: { stdout: 'done\n' } }, 'PUSH_UNVERIFIED', /printed no digest/],
    ['not readable', { inspect: { exitCode: 1, stderr: 'no such manifest' } }, 'PUSH_UNVERIFIED', /no such manifest/],
    [
      'bytes that are not the digest',
      { inspect: { stdout: manifest(IMAGE, { digest: OTHER }).shown } },
      'PUSH_UNVERIFIED',
      /the manifest's bytes are/,
    ],
    ['another manifest', { inspect: { stdout: manifest(OTHER).shown } }, 'PUSH_UNVERIFIED', /configuration sha256:b/],
    ['a list instead of a manifest', { inspect: { stdout: '[{}]' } }, 'PUSH_UNVERIFIED', /could not be read back/],
    ['an image that is gone', { tagStatus: 404 }, 'PUSH_FAILED', /no such image/],
    [
      'denied',
      { push: { exitCode: 1, stdout: 'preparing\n', stderr: 'denied: permission_denied: write_package\n' } },
      'PUSH_FAILED',
      /denied.*; log in to 127\.0\.0\.1:5000 before this step/,
    ],
    [
      'unreachable',
      { push: { exitCode: 1, stdout: '', stderr: 'dial tcp 127.0.0.1:5000: connect: connection refused\n' } },
      'PUSH_FAILED',
      /connection refused; check that 127\.0\.0\.1:5000 can be reached/,
    ],
  ];
  test.each(cases)('%s', async (_, given, code, message) => {
    await expect(push(given).result).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

test.each([
  ['nginx', 'docker.io'],
  ['library/nginx', 'docker.io'],
  ['ghcr.io/acme/x', 'ghcr.io'],
  ['localhost/x', 'localhost'],
  ['registry:5000/x', 'registry:5000'],
])('%s is in %s', (name, host) => {
  expect(registryHost(name)).toBe(host);
});

test('only the last line of a push names its digest', () => {
  expect(pushedDigest(pushed)).toBe(good.digest);
  expect(pushedDigest(`digest: ${good.digest}\n`)).toBeUndefined();
});

test('a manifest is what its bytes say', () => {
  expect(readManifest(good.shown)).toEqual({ digest: good.digest, config: IMAGE });
});

const PLAIN = { secrets: [], cacheFrom: [], cacheTo: [], platform: null };

test('secrets are named, never given; a cache that cannot be written is no reason to fail', () => {
  const request = {
    reference: REFERENCE,
    context: '/w',
    dockerfile: '/w/Dockerfile',
    args: {},
    target: null,
    labels: {},
    onLine: () => {},
    secrets: [
      { id: 'pip', env: 'PIP_TOKEN' },
      { id: 'npm', file: '/w/.npmrc' },
    ],
    cacheFrom: ['type=gha'],
    cacheTo: ['type=gha,mode=max', 'type=local,dest=/c,ignore-error=false'],
    platform: 'linux/arm64',
  };
  expect(buildArguments('buildx', request, '/id').slice(10)).toEqual([
    ...['--platform', 'linux/arm64', '--secret', 'id=pip,env=PIP_TOKEN', '--secret', 'id=npm,src=/w/.npmrc'],
    ...['--cache-from', 'type=gha', '--cache-to', 'type=gha,mode=max,ignore-error=true'],
    ...['--cache-to', 'type=local,dest=/c,ignore-error=false', '/w'],
  ]);
});

test('a build is told everything by arguments, nothing by a shell', () => {
  const request = {
    reference: REFERENCE,
    context: '/w/a b',
    dockerfile: '/w/a b/Dockerfile',
    args: { V: '$(x)' },
    target: 'prod',
    labels: { l: '1' },
    onLine: () => {},
    ...PLAIN,
  };
  const common = ['--iidfile', '/id', '--tag', '127.0.0.1:5000/acme/backend:c0ffee', '--file', '/w/a b/Dockerfile'];
  const rest = ['--target', 'prod', '--build-arg', 'V=$(x)', '--label', 'l=1', '/w/a b'];
  expect(buildArguments('classic', request, '/id')).toEqual(['build', '--force-rm', ...common, ...rest]);
  expect(buildArguments('buildx', request, '/id')).toEqual([
    'buildx',
    'build',
    '--load',
    '--progress=plain',
    ...common,
    ...rest,
  ]);
});
