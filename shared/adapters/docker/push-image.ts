import { describeError, UserError } from '../../domain/errors.ts';
import type { Digest } from '../../domain/subject.ts';
import type { Exec, ExecResult } from '../exec.ts';
import { engineMessage } from './engine-answer.ts';
import type { EngineApi } from './engine-api.ts';
import { pushedDigest, type RegistryManifest, readManifest } from './manifest.ts';
import type { PushedImage, TaggedName } from './port.ts';

export type PushTools = {
  readonly exec: Exec;
  readonly api: EngineApi;
  /** Added to the environment of the docker client. */
  readonly env: Readonly<Record<string, string>>;
};

/** Host of a repository name as docker reads it: the first part, when it looks like one. */
export function registryHost(name: string): string {
  const [first, ...rest] = name.split('/');
  const isHost = rest.length > 0 && first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}

/** Loopback registries speak plain HTTP without being asked, for the engine and so for the read back. */
const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);

/** The registry's own last words, without the progress before them. */
function lastLine({ stdout, stderr }: ExecResult): string {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '') ?? 'no message';
}

/** Turns what a registry says into the cure. */
function pushRefused(reference: string, host: string, said: string): UserError {
  const denied = /denied|unauthorized|authentication required|forbidden|no basic auth/i.test(said);
  const cure = denied
    ? `log in to ${host} before this step, with the right to write this repository`
    : `check that ${host} can be reached from the Docker engine`;
  return new UserError('PUSH_FAILED', `push of ${reference} failed: ${said}; ${cure}`);
}

async function tag({ api }: PushTools, image: Digest, reference: TaggedName): Promise<void> {
  const query = new URLSearchParams({ repo: reference.name, tag: reference.tag });
  const answer = await api.json('POST', `/images/${image}/tag?${query}`);
  if (answer.status !== 201) {
    throw new UserError('PUSH_FAILED', `tag ${reference.name}:${reference.tag} was refused: ${engineMessage(answer)}`);
  }
}

/** The manifest by digest, from the registry itself, with the same stored credentials as the push. */
async function readBack(tools: PushTools, name: string, digest: Digest): Promise<RegistryManifest> {
  const insecure = isLoopback(registryHost(name)) ? ['--insecure'] : [];
  const args = ['manifest', 'inspect', '--verbose', ...insecure, `${name}@${digest}`];
  const result = await tools.exec.run('docker', args, { env: tools.env });
  const about = `${name}@${digest}`;
  if (result.exitCode !== 0) {
    throw new UserError('PUSH_UNVERIFIED', `${about} could not be read back: ${lastLine(result)}`);
  }
  try {
    return readManifest(result.stdout);
  } catch (error) {
    throw new UserError('PUSH_UNVERIFIED', `${about} could not be read back: ${describeError(error)}`, {
      cause: error,
    });
  }
}

/** See `Docker.push`. */
export async function pushImage(tools: PushTools, image: Digest, reference: TaggedName): Promise<PushedImage> {
  const name = `${reference.name}:${reference.tag}`;
  await tag(tools, image, reference);
  const result = await tools.exec.run('docker', ['push', name], { env: tools.env });
  if (result.exitCode !== 0) throw pushRefused(name, registryHost(reference.name), lastLine(result));
  const stated = pushedDigest(result.stdout);
  if (stated === undefined) throw new UserError('PUSH_UNVERIFIED', `docker push ${name} printed no digest`);
  const manifest = await readBack(tools, reference.name, stated);
  // An engine with the containerd store names images by their manifest; the others by their configuration.
  if (manifest.digest !== stated || (manifest.config !== image && manifest.digest !== image)) {
    throw new UserError(
      'PUSH_UNVERIFIED',
      `${name}: the registry holds ${manifest.digest} with configuration ${manifest.config}, the checked image is ${image}`,
    );
  }
  return { digest: manifest.digest };
}
