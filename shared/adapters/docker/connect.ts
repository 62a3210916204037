import { spawnSync } from 'node:child_process';
import * as z from 'zod';
import { UserError } from '../../domain/errors.ts';
import type { Exec } from '../exec.ts';
import { buildImage } from './build-image.ts';
import { DEFAULT_HOST, parseEndpoint } from './endpoint.ts';
import { connectEngineApi, type EngineApi, engineMessage } from './engine-api.ts';
import { exportImage, inspectImage } from './images.ts';
import type { Docker, Engine } from './port.ts';
import { pushImage } from './push-image.ts';

/** The oldest API that was seen working: Docker 20.10. */
const OLDEST_API = '1.41';

/** The variables of the docker client that choose an engine. */
export type DockerEnvironment = {
  readonly DOCKER_HOST?: string | undefined;
  readonly DOCKER_TLS_VERIFY?: string | undefined;
  readonly DOCKER_CERT_PATH?: string | undefined;
};

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

/** The address that the docker client would use: DOCKER_HOST, else its current context, else the default socket. */
async function findHost(exec: Exec, environment: DockerEnvironment): Promise<string> {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const { exitCode, stdout } = await exec.run('docker', [
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  ]);
  return (exitCode === 0 && stdout.trim()) || DEFAULT_HOST;
}

/** For a process that ends at once and can wait for nothing: the client is given a few seconds of its own. */
function removeNow(id: string, env: Readonly<Record<string, string>>): void {
  spawnSync('docker', ['rm', '--force', '--volumes', id], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    timeout: 5_000,
  });
}

/**
 * The engine that the docker client uses, read through its API and written through the client. Building and pushing
 * stay with the client because it holds the credentials, the builders and the proxies that people have set up.
 */
export function connectDocker(exec: Exec, environment: DockerEnvironment): Docker {
  const connect = async () => {
    const host = await findHost(exec, environment);
    const certificates = environment.DOCKER_CERT_PATH;
    const endpoint = parseEndpoint(host, Boolean(environment.DOCKER_TLS_VERIFY));
    // Handed to the client as well, so that both can never speak to different engines.
    return { api: connectEngineApi(endpoint, host, certificates), exec, env: { DOCKER_HOST: host } };
  };
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
    inspect: async (image) => await inspectImage((await tools()).api, image),
    async *export(image) {
      const { api, env } = await tools();
      yield* exportImage(api, image, (id) => removeNow(id, env));
    },
    push: async (image, reference) => await pushImage(await tools(), image, reference),
  };
}
