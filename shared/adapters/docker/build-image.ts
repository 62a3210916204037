import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDigest } from '../../domain/subject.ts';
import type { Exec } from '../exec.ts';
import type { BuildRequest, BuildResult, BuildSecret, Engine } from './port.ts';

const pairs = (flag: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);

const secretFlag = ({ id, env, file }: BuildSecret): string =>
  `id=${id},${env === undefined ? `src=${file}` : `env=${env}`}`;

/** A cache that cannot be written costs time; it is no reason to refuse an image. */
const lenient = (cache: string): string => (/(?:^|,)ignore-error=/.test(cache) ? cache : `${cache},ignore-error=true`);

const buildxOnly = ({ secrets, cacheFrom, cacheTo }: BuildRequest): string[] => [
  ...secrets.flatMap((secret) => ['--secret', secretFlag(secret)]),
  ...cacheFrom.flatMap((cache) => ['--cache-from', cache]),
  ...cacheTo.flatMap((cache) => ['--cache-to', lenient(cache)]),
];

/** The docker command line of one build. `idFile` gets the image's id, so that no tag has to be trusted for it. */
export function buildArguments(builder: Engine['builder'], request: BuildRequest, idFile: string): string[] {
  // --load: a builder of its own (docker-container) would otherwise keep the result to itself.
  // --force-rm: the classic builder would otherwise leave the container of a step that failed.
  const start = builder === 'buildx' ? ['buildx', 'build', '--load', '--progress=plain'] : ['build', '--force-rm'];
  return [
    ...start,
    '--iidfile',
    idFile,
    '--tag',
    `${request.reference.name}:${request.reference.tag}`,
    '--file',
    request.dockerfile,
    ...(request.target === null ? [] : ['--target', request.target]),
    ...(request.platform === null ? [] : ['--platform', request.platform]),
    ...pairs('--build-arg', request.args),
    ...buildxOnly(request),
    ...pairs('--label', request.labels),
    request.context,
  ];
}

/**
 * The builder is chosen by us, never by what the runner's environment says. Attestations are off: they turn the image
 * into an index, whose digest does not name the configuration that was checked.
 */
const BUILDER_ENV: Readonly<Record<Engine['builder'], Readonly<Record<string, string>>>> = {
  buildx: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
  classic: { DOCKER_BUILDKIT: '0' },
};

/** See `Docker.build`. */
export async function buildImage(
  exec: Exec,
  builder: Engine['builder'],
  env: Readonly<Record<string, string>>,
  request: BuildRequest,
): Promise<BuildResult> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-build-'));
  try {
    const idFile = join(folder, 'image-id');
    const { exitCode } = await exec.run('docker', buildArguments(builder, request, idFile), {
      env: { ...env, ...BUILDER_ENV[builder] },
      onLine: request.onLine,
    });
    if (exitCode !== 0) return { kind: 'failed', exitCode };
    const image = (await readFile(idFile, 'utf8')).trim();
    if (!isDigest(image)) throw new Error(`docker build ended well but gave "${image}" as the image id`);
    return { kind: 'built', image };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
