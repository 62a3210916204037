import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Digest, isDigest } from '../../domain/subject.ts';
import type { Exec } from '../exec.ts';
import type { EngineApi } from './engine-api.ts';
import { findImage } from './images.ts';
import type { Engine } from './port.ts';

export type BaseTools = {
  readonly api: EngineApi;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * A builder of BuildKit keeps the bases that it pulled to itself, so the engine cannot be asked for them; but it can
 * build an image that is nothing else, from the same cache.
 */
async function buildNothingElse(
  { api, exec, env }: BaseTools,
  reference: string,
  platform: string | null,
): Promise<readonly Digest[] | null> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-base-'));
  try {
    const [dockerfile, context, idFile] = ['Dockerfile', 'context', 'image-id'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await mkdir(context);
    await writeFile(dockerfile, `FROM ${reference}\n`);
    const where = platform === null ? [] : ['--platform', platform];
    const { exitCode } = await exec.run(
      'docker',
      ['buildx', 'build', '--load', '--progress=plain', '--iidfile', idFile, '--file', dockerfile, ...where, context],
      { env: { ...env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } },
    );
    const id = exitCode === 0 ? (await readFile(idFile, 'utf8')).trim() : '';
    return isDigest(id) ? ((await findImage(api, id))?.diffIds ?? null) : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** See `Docker.baseLayers`. */
export async function baseLayers(
  tools: BaseTools,
  builder: Engine['builder'],
  reference: string,
  platform: string | null,
): Promise<readonly Digest[] | null> {
  // Digits and letters only: the name comes from a Dockerfile and goes into a Dockerfile and an address.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/.test(reference) || reference.includes('..')) return null;
  // buildx resolves a name against the registry, so what the engine holds under it may be something else.
  if (builder === 'buildx') return await buildNothingElse(tools, reference, platform);
  return (await findImage(tools.api, reference))?.diffIds ?? null;
}
