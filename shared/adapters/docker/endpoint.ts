import { UserError } from '../../domain/errors.ts';

/** Where the engine listens. */
export type Endpoint =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean };

/** Where the docker client looks when nothing says otherwise. */
export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/**
 * Reads a DOCKER_HOST value.
 * @throws UserError ENGINE_UNAVAILABLE for ssh and other transports, which the engine's HTTP API cannot be read through.
 */
export function parseEndpoint(host: string, tls: boolean): Endpoint {
  if (host.startsWith('unix://')) return { kind: 'unix', path: host.slice('unix://'.length) };
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url === undefined || !['tcp:', 'http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new UserError(
      'ENGINE_UNAVAILABLE',
      `the Docker engine address "${host}" cannot be used: give DOCKER_HOST as unix:///path or tcp://host:port`,
    );
  }
  const secure = tls || url.protocol === 'https:';
  // 2375 and 2376 are the engine's registered ports, without and with TLS.
  return {
    kind: 'tcp',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 2376 : 2375)),
    tls: secure,
  };
}

/** One line on why the engine cannot be reached, with the cure for that very reason. */
export function unreachable(host: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cure: Readonly<Record<string, string>> = {
    ENOENT: 'no such socket: start Docker on this runner, or set DOCKER_HOST',
    ECONNREFUSED: 'nothing listens there: start Docker on this runner, or set DOCKER_HOST',
    EACCES: 'permission denied: add the user of the runner to the group that owns the socket',
    ENOTFOUND: 'no such host: correct DOCKER_HOST',
  };
  const why = cure[code] ?? (error instanceof Error ? error.message : String(error));
  return new UserError('ENGINE_UNAVAILABLE', `no Docker engine at ${host} (${why})`, { cause: error });
}
