import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runDist } from '../harness/run-dist.ts';

const CONFIG = `version: 1
application: tracker
services:
  backend: { image: registry.test/acme/backend, build: { context: backend } }
`;
const IMAGE = `sha256:${'a'.repeat(64)}`;
const LAYER = `sha256:${'b'.repeat(64)}`;

/** A program that is called like docker's client: its classic builder makes the image, or fails with these words. */
const client = (failure: string | undefined): string =>
  [
    '#!/bin/sh',
    '[ "$1" = buildx ] && exit 1',
    ...(failure === undefined ? [] : [`echo "${failure}"; exit 1`]),
    'while [ $# -gt 0 ]; do [ "$1" = --iidfile ] && printf %s "$IMAGE" > "$2"; shift; done\n',
  ].join('\n');

type Trouble = {
  /** Words of a build that fails. */
  readonly build?: string;
  readonly inspect?: (response: ServerResponse) => void;
  readonly save?: (response: ServerResponse) => void;
};

const inspected = {
  Id: IMAGE,
  Size: 10,
  RootFS: { Layers: [LAYER] },
  Config: { User: '10001', Healthcheck: { Test: ['CMD', '/a'] }, Cmd: ['/a'] },
};

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Runs the bundled action on an engine that has this trouble. */
async function build({ build: failure, inspect = json(200, inspected), save = json(500, {}) }: Trouble, uses = 1) {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-trouble-'));
  const socket = join(folder, 'docker.sock');
  const server = createServer(({ url = '' }, response) => {
    if (url.endsWith('/version'))
      return json(200, { Version: '28.0.0', ApiVersion: '1.48', Os: 'linux', Arch: 'amd64' })(response);
    return url.includes('/images/get') ? save(response) : inspect(response);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  try {
    await writeFile(join(folder, 'docker'), client(failure));
    await chmod(join(folder, 'docker'), 0o755);
    await using repository = await makeRepository({
      '.github/countersign.yml': CONFIG,
      'backend/Dockerfile': 'FROM scratch\nUSER 10001\nHEALTHCHECK CMD ["/a"]\nCMD ["/a"]\n',
      'backend/.dockerignore': '.env*\n',
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const use = async () =>
      await runDist('build', {
        github,
        workspace: repository.path,
        token: github.tokenWith({ contents: 'read' }),
        env: { DOCKER_HOST: `unix://${socket}`, PATH: `${folder}:${process.env['PATH']}`, IMAGE },
      });
    for (let before = 1; before < uses; before += 1) await use();
    const run = await use();
    const said = run.annotations.map(({ message }) => message);
    return { run, said, codes: JSON.parse(run.outputs['reason-codes'] ?? 'null') as string[] };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  }
}

const FULL = 'write /var/lib/docker/tmp/x: no space left on device';
const cut = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/x-tar' });
  response.write(Buffer.alloc(700, 'x'), () => response.destroy());
};
const short = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'application/x-tar' }).end(Buffer.alloc(1024));

const troubles: readonly (readonly [string, Trouble, string, readonly string[], string])[] = [
  [
    'the disk is full while it builds',
    { build: `ERROR: failed to solve: ${FULL}` },
    'FAIL',
    ['BUILD_FAILED', 'CHECK_NOT_RUN'],
    'Free disk space on the runner',
  ],
  [
    'the disk is full when the image is asked for',
    { save: json(500, { message: FULL }) },
    'ERROR',
    ['IMAGE_UNREADABLE'],
    'no space left on device',
  ],
  [
    'the image is gone',
    { inspect: json(404, { message: 'No such image' }) },
    'ERROR',
    ['IMAGE_UNREADABLE'],
    'the engine does not know it',
  ],
  ['the archive is cut off', { save: cut }, 'ERROR', ['IMAGE_UNREADABLE'], 'not run: '],
  ['the archive holds nothing', { save: short }, 'ERROR', ['IMAGE_UNREADABLE'], 'not run: '],
];

test.each(troubles)('%s: clear lines, nothing is pushed', async (_, trouble, verdict, codes, words) => {
  const result = await build(trouble);
  expect([result.run.exitCode, result.run.outputs['verdict'], result.codes]).toEqual([1, verdict, codes]);
  expect(result.said.join('\n')).toContain(words);
  for (const line of result.said) expect(line).not.toMatch(/\n|\bat .*\.js:\d+/);
  expect(result.run.outputs['images']).toBe('{}');
});

test('a second use in one run, as in a matrix, is refused before anything is pushed', async () => {
  const { run, codes, said } = await build({ save: short }, 2);
  expect([run.exitCode, run.outputs['verdict'], codes]).toEqual([1, 'ERROR', ['ARTIFACT_NOT_STORED']]);
  expect(said.join()).toContain('artifact "countersign-build-logs.4711.1" was not stored');
});
