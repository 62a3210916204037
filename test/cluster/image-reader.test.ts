import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { MergedTree } from '../../action-build/image/merge.ts';
import { type ImageResult, readImages } from '../../action-build/image/read-images.ts';
import { connectExec } from '../../shared/adapters/connect-exec.ts';
import { connectDocker } from '../../shared/adapters/docker/connect.ts';
import { sha256 } from '../../shared/domain/record.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import { suiteOn } from '../bed/need.ts';

const program = promisify(execFile);
// Every content is kept, by the reader's own way of keeping what it is asked for, and hashed here.
const NEEDS = { wanted: () => true, sums: false, needed: () => [] };

const DOCKERFILE = `FROM debian:bookworm-slim
RUN mkdir -p /t/d/e && echo one > /t/a && ln /t/a /t/hard && ln -s ../etc/passwd /t/soft && cp /bin/true /t/setuid \\
 && chmod 4755 /t/setuid && chown 1234:5678 /t/a && echo x > /t/d/e/x && head -c 3000000 /dev/urandom > /t/big && : > /t/empty \\
 && echo u > "/t/käse 文件" && mkdir -p /t/$(printf 'n%.0s' $(seq 120)) && echo l > /t/$(printf 'n%.0s' $(seq 120))/$(printf 'm%.0s' $(seq 120))
RUN rm -rf /t/d /usr/share/common-licenses && mkdir /t/d && echo new > /t/d/new && chmod 600 /t/a && rm /t/empty
RUN rm -rf /var/lib/apt && ln -s /t/d /t/link && echo through > /t/link/through && mkfifo /t/pipe
`;

/** What the engine itself puts into every container, or leaves out of an export. */
const OF_CONTAINERS = /^(?:\.dockerenv|dev\/(?:console|pts|shm).*|etc\/(?:hosts|hostname|resolv\.conf|mtab))$/;
const TYPES: Readonly<Record<string, string>> = { file: 'f', folder: 'd', symlink: 'l', fifo: 'p', device: 'c' };

/** `type mode uid gid path content`, one line for each entry. */
function ours(tree: MergedTree): string[] {
  const hashed = (path: string): string => sha256(tree.content(path) ?? '');
  return [...tree.entries()]
    .map(({ path, type, mode, uid, gid, link }) =>
      [
        TYPES[type],
        type === 'symlink' ? 777 : mode.toString(8),
        uid,
        gid,
        path,
        type === 'file' ? hashed(path) : (link ?? ''),
      ].join(' '),
    )
    .filter((line) => !OF_CONTAINERS.test(line.split(' ')[4] ?? ''))
    .sort();
}

suiteOn({ engine: true, baseImage: true }, 'the image reader beside GNU tar and sha256sum', (bed) => {
  const env = () => ({ ...process.env, DOCKER_HOST: bed().engine.host, DOCKER_BUILDKIT: '0' });
  const docker = async (...args: string[]) => (await program('docker', args, { env: env() })).stdout.trim();
  const name = `countersign-reader-${process.pid}`;
  const folders: string[] = [];
  afterAll(async () => {
    await docker('rmi', '--force', name);
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  /** The flattened file system as the engine and GNU tar make it, in the same lines. */
  async function theirs(image: string): Promise<string[]> {
    const root = await mkdtemp(join(tmpdir(), 'countersign-flat-'));
    folders.push(root);
    const id = await docker('create', image, 'never-started');
    const shell = async (script: string): Promise<string> =>
      (await program('bash', ['-c', `set -euo pipefail; ${script}`], { env: env(), maxBuffer: 2 ** 28, cwd: root }))
        .stdout;
    try {
      await shell(`docker export ${id} | tar -x --numeric-owner -p -f -`);
    } finally {
      await docker('rm', id);
    }
    const sums = await shell('find . -type f -print0 | xargs -0 sha256sum --zero');
    const hashes = new Map(sums.split('\0').map((line) => [line.slice(66), line.slice(0, 64)]));
    const list = await shell("find . -mindepth 1 -printf '%y %m %U %G %P\\t%l\\0'");
    return list
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [front = '', link = ''] = line.split('\t');
        const path = front.split(' ').slice(4).join(' ');
        return `${front} ${front.startsWith('f') ? hashes.get(`./${path}`) : link}`;
      })
      .filter((line) => !OF_CONTAINERS.test(line.split(' ')[4] ?? ''))
      .sort();
  }

  async function read(...ids: Digest[]): Promise<ReadonlyMap<Digest, ImageResult>> {
    const client = connectDocker(connectExec(), env());
    return await readImages(() => client.save(ids), ids, NEEDS);
  }
  const idOf = async (image: string) => (await docker('inspect', '--format', '{{.Id}}', image)) as Digest;

  test('every file, folder and link of two images that share a base, from one export', async () => {
    const context = await mkdtemp(join(tmpdir(), 'countersign-context-'));
    folders.push(context);
    await mkdir(join(context, 'empty'));
    await writeFile(join(context, 'Dockerfile'), DOCKERFILE);
    await docker('build', '--tag', name, '--file', join(context, 'Dockerfile'), join(context, 'empty'));
    const [image, base] = [await idOf(name), await idOf(bed().baseImage.name)];
    const results = await read(image, base);
    for (const id of [image, base]) {
      const result = results.get(id);
      if (result?.kind !== 'read') throw new Error(result?.why);
      const expected = await theirs(id);
      expect(expected.length).toBeGreaterThan(1000);
      const [left, right] = [new Set(ours(result.image.tree)), new Set(expected)];
      expect({ more: [...left.difference(right)], less: [...right.difference(left)] }).toEqual({ more: [], less: [] });
    }
    const mine = results.get(image);
    if (mine?.kind !== 'read') throw new Error('not read');
    expect(mine.image.layers.map(({ instruction }) => instruction?.slice(0, 12) ?? null)).toEqual([
      null,
      'RUN mkdir -p',
      'RUN rm -rf /',
      'RUN rm -rf /',
    ]);
    expect(mine.image.tree.get('t/setuid')).toMatchObject({ mode: 0o4755, layer: 1 });
    expect(mine.image.tree.read('t/soft')).toContain('root:x:0:0');
  });

  test('an image that the engine does not know: one clear line', async () => {
    const gone: Digest = `sha256:${'0'.repeat(64)}`;
    await expect(read(gone)).rejects.toThrow(/^GET .images.get[^\n]*: [^\n]+$/);
  });
});
