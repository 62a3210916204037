import type { Exec } from '../exec.ts';
import { DEFAULT_HOST, parseEndpoint } from './endpoint.ts';
import { connectEngineApi, type EngineStreams } from './engine-api.ts';

/** The variables of the docker client that choose an engine. */
export type DockerEnvironment = {
  readonly DOCKER_HOST?: string | undefined;
  readonly DOCKER_TLS_VERIFY?: string | undefined;
  readonly DOCKER_CERT_PATH?: string | undefined;
};

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

/** One engine, for its API and for the docker client. */
export type EngineConnection = {
  readonly api: EngineStreams;
  /** Handed to the client as well, so that both can never speak to different engines. */
  readonly env: Readonly<Record<string, string>>;
};

/** The engine that the docker client uses; nothing is called yet but the client, for its context. */
export async function connectEngine(exec: Exec, environment: DockerEnvironment): Promise<EngineConnection> {
  const host = await findHost(exec, environment);
  const endpoint = parseEndpoint(host, Boolean(environment.DOCKER_TLS_VERIFY));
  return { api: connectEngineApi(endpoint, host, environment.DOCKER_CERT_PATH), env: { DOCKER_HOST: host } };
}
