import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../shared/domain/subject.ts';
import { startBed } from '../bed/bed.ts';
import { command, succeeds } from '../bed/command.ts';
import { MissingPart } from '../bed/missing-part.ts';
import { ensureTrivy } from '../bed/trivy.ts';
import { type Figure, rounded } from './figure.ts';
import { besides, type Contender, inTurns, mostMemory, readBy, timed } from './parts/in-turns.ts';
import { type Part, writeImage } from './parts/synthetic-image.ts';

/*
 * Reading images: our one-pass reader beside (a) sha256 of the same bytes once, which no reader that proves what it
 * read can do without, (b) tar-stream with a sha256 of each file, (c) four images that share a base beside one of them,
 * (d) a container for each question, and (e) Trivy. First an archive of 1 GB as a file, then an engine's export.
 */

const RUNS = 1;

/** 1 GB: large files, middle ones, and a quarter of it source text, which is searched for secrets. */
const PARTS: readonly Part[] = [
  { kind: 'data', bytes: 700e6, each: 2e6 },
  { kind: 'data', bytes: 50e6, each: 1e5 },
  { kind: 'text', bytes: 250e6, each: 15e3 },
];

/** A base with files of many sizes, and a small layer of its own for each image. */
const DOCKERFILE = `FROM debian:bookworm-slim
RUN mkdir -p /data && for i in $(seq 400); do head -c 300000 /dev/urandom > /data/$i; done && head -c 40000000 /dev/urandom > /data/big
ARG SERVICE
RUN mkdir -p /app && for i in $(seq 200); do echo $SERVICE$i > /app/$i; done
`;

/** Six of the questions that static checks ask, as a container each. */
const QUESTIONS = [
  'cat /etc/passwd',
  'dpkg -l',
  'find / -xdev -perm /6000',
  'ls -l /app',
  'test -x /bin/sh',
  'du -sx /',
];

const [HASH, STREAM] = ['sha256 of the same bytes once', 'tar-stream and sha256 of each file'];

async function ofFile(file: string, id: Digest): Promise<readonly Figure[]> {
  const { size } = await stat(file);
  const by = (name: string, way: string): Contender => ({ name, sample: async () => await readBy(way, file, [id]) });
  const [whole, plain, doubles] = [
    '1 GB image read',
    '1 GB image read, not searched for secrets',
    '1 GB image read, with doubles',
  ];
  const samples = await inTurns(RUNS, [
    by(HASH, 'hash'),
    by(whole, 'reader'),
    by(plain, 'reader-no-search'),
    by(doubles, 'reader-leftovers'),
    by(STREAM, 'tar-stream'),
  ]);
  return [
    { name: 'archive of one image: a quarter source text, the rest binary', value: size, unit: 'bytes' },
    besides(samples, whole, HASH),
    besides(samples, plain, HASH),
    besides(samples, doubles, HASH),
    besides(samples, whole, STREAM),
    mostMemory(samples, whole, HASH),
  ];
}

/** Trivy with the options that action-build gives it, and a database that knows nothing; undefined where it cannot be had. */
async function trivyOn(folder: string, image: Digest): Promise<Contender | undefined> {
  try {
    const trivy = await ensureTrivy(() => {});
    const cache = join(folder, 'trivy');
    await trivy.makeCache(cache, [], new Date());
    const options = [
      '--quiet',
      '--scanners',
      'vuln',
      '--list-all-pkgs',
      '--image-src',
      'docker',
      '--cache-backend',
      'memory',
    ];
    const offline = ['--skip-db-update', '--skip-java-db-update', '--offline-scan', '--format', 'json'];
    const env = {
      TRIVY_CACHE_DIR: cache,
      TRIVY_SKIP_VERSION_CHECK: 'true',
      DOCKER_HOST: process.env['DOCKER_HOST'] ?? '',
    };
    const scan = () => command(trivy.path, ['image', ...options, ...offline, image], { env });
    return { name: 'Trivy', sample: async () => await timed(scan) };
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(`Trivy is not measured: ${error.message}`);
    return undefined;
  }
}

type Docker = (...args: string[]) => Promise<string>;

async function buildImages(docker: Docker, folder: string, names: readonly string[]): Promise<readonly Digest[]> {
  await writeFile(join(folder, 'Dockerfile'), DOCKERFILE);
  const ids: Digest[] = [];
  for (const name of names) {
    await docker('build', '--quiet', '--build-arg', `SERVICE=${name}`, '--tag', name, folder);
    ids.push((await docker('inspect', '--format', '{{.Id}}', name)) as Digest);
  }
  return ids;
}

const exported = (name: string, way: string, images: readonly Digest[]): Contender => ({
  name,
  sample: async () => await readBy(way, '', images),
});

/** One image of those that share a base, beside all of them and beside what else people do with one. */
async function ofExports(docker: Docker, folder: string, ids: readonly Digest[]): Promise<readonly Figure[]> {
  const [first] = ids;
  if (first === undefined) throw new Error('nothing was built');
  const ask = async (): Promise<void> => {
    for (const question of QUESTIONS) await docker('run', '--rm', first, 'sh', '-c', question);
  };
  const [one, four] = ['image read from the engine', 'four images with one base'];
  const [hash, stream] = [`the export and ${HASH}`, `the export, ${STREAM}`];
  const trivy = await trivyOn(folder, first);
  const others: readonly Contender[] = [
    { name: `${QUESTIONS.length} × docker run --rm`, sample: async () => await timed(ask) },
    ...(trivy === undefined ? [] : [trivy]),
  ];
  const samples = await inTurns(RUNS, [
    exported(hash, 'hash', [first]),
    exported(one, 'reader', [first]),
    exported(stream, 'tar-stream', [first]),
    exported(four, 'reader', ids),
    ...others,
  ]);
  return [
    besides(samples, one, hash),
    besides(samples, one, stream),
    besides(samples, four, one),
    ...others.map(({ name }) => besides(samples, one, name)),
    mostMemory(samples, four, hash),
  ];
}

/** Whether memory stays bounded on the way from the engine too. */
async function memoryOf(docker: Docker, file: string, id: Digest): Promise<Figure> {
  await docker('load', '--quiet', '--input', file);
  const [whole, hash] = ['1 GB image read from the engine', `its export and ${HASH}`];
  return mostMemory(await inTurns(1, [exported(whole, 'reader', [id]), exported(hash, 'hash', [id])]), whole, hash);
}

async function ofEngine(folder: string, file: string, large: Digest): Promise<readonly Figure[]> {
  await using bed = await startBed({ engine: true, baseImage: true }, (line) => console.error(line));
  process.env['DOCKER_HOST'] = bed.engine.host;
  const env = { DOCKER_HOST: bed.engine.host, DOCKER_BUILDKIT: '0' };
  const docker: Docker = async (...args) => (await command('docker', args, { env })).trim();
  const names = ['a', 'b', 'c', 'd'].map((service) => `countersign-bench-${process.pid}-${service}`);
  try {
    const ids = await buildImages(docker, folder, names);
    return [...(await ofExports(docker, folder, ids)), await memoryOf(docker, file, large)];
  } finally {
    for (const image of [...names, large]) await succeeds('docker', ['rmi', '--force', image], { env });
  }
}

export async function bench(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  try {
    const machine = `${availableParallelism()} × ${cpus()[0]?.model}, ${rounded(totalmem() / 2 ** 30, 0)} GiB`;
    const load: Figure = {
      name: `load when it began (${machine})`,
      value: rounded(loadavg()[0] ?? 0, 1),
      unit: 'processes',
    };
    const file = join(folder, 'image.tar');
    const id = await writeImage(file, PARTS);
    return [load, ...(await ofFile(file, id)), ...(await ofEngine(folder, file, id))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
