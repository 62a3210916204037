import * as z from 'zod';
import { UserError } from '../../domain/errors.ts';
import type { Exec } from '../exec.ts';
import { baseLayers } from './base-layers.ts';
import { buildImage } from './build-image.ts';
import { engineMessage } from './engine-answer.ts';
import type { EngineApi } from './engine-api.ts';
import { connectEngine, type DockerEnvironment } from './engine-connection.ts';
import { inspectImage, saveImages } from './images.ts';
import { lintDockerfile } from './lint-dockerfile.ts';
import type { Docker, Engine } from './port.ts';
import { pushImage } from './push-image.ts';

/** The oldest API that was seen working: Docker 20.10. */
const OLDEST_API = '1.41';

const version = z.object({ Version: z.string(), ApiVersion: z.string(), Os: z.string(), Arch: z.string() });

/** True when API version `a` is lower than `b`: `1.9` is lower than `1.41`. */
export function isOlder(a: string, b: string): boolean {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor < bMajor || (aMajor === bMajor && !(aMinor >= bMinor));
}

async function readEngine(api: EngineApi, exec: Exec, env: Readonly<Record<string, string>>): Promise<Engine> {
  const answer = await api.json('GET', '/version');
  if (answer.status !== 200) {
    throw new UserError(
      'ENGINE_UNAVAILABLE',
      `the Docker engine refused to give its version: ${engineMessage(answer)}`,
    );
  }
  const { Version, ApiVersion, Os, Arch } = version.parse(answer.body);
  if (isOlder(ApiVersion, OLDEST_API)) {
    throw new UserError(
      'ENGINE_TOO_OLD',
      `Docker engine ${Version} speaks API ${ApiVersion}; API ${OLDEST_API} (Docker 20.10) or newer is needed`,
    );
  }
  const { exitCode } = await exec.run('docker', ['buildx', 'version'], { env });
  return { version: Version, api: ApiVersion, os: Os, arch: Arch, builder: exitCode === 0 ? 'buildx' : 'classic' };
}

/**
 * The engine that the docker client uses, read through its API and written through the client. Building and pushing
 * stay with the client because it holds the credentials, the builders and the proxies that people have set up.
 */
export function connectDocker(exec: Exec, environment: DockerEnvironment): Docker {
  const connect = async () => ({ ...(await connectEngine(exec, environment)), exec });
  let connection: ReturnType<typeof connect> | undefined;
  const tools = () => (connection ??= connect());
  let engine: Promise<Engine> | undefined;
  const readOnce = () => (engine ??= tools().then(({ api, env }) => readEngine(api, exec, env)));
  return {
    engine: readOnce,
    async build(request) {
      const { builder } = await readOnce();
      return await buildImage(exec, builder, (await tools()).env, request);
    },
    async lint(request) {
      const { builder } = await readOnce();
      return await lintDockerfile(exec, builder, (await tools()).env, request);
    },
    inspect: async (image) => await inspectImage((await tools()).api, image),
    async baseLayers(reference, platform) {
      const { builder } = await readOnce();
      return await baseLayers(await tools(), builder, reference, platform);
    },
    async *save(images) {
      yield* saveImages((await tools()).api, images);
    },
    push: async (image, reference) => await pushImage(await tools(), image, reference),
  };
}
