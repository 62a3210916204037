import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PlatformImages } from './application.ts';

const PLATFORM = join(import.meta.dirname, '../../workflows-examples/medication-tracker/platform');

/** Builds and pushes the platform's images and gives their digests. */
export function pushPlatformImages(dockerHost: string, registry: string): PlatformImages {
  const env = { ...process.env, DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0' };
  const push = (name: string): string => {
    const tag = `${registry}/acme/platform-${name}:rehearsal`;
    execFileSync('docker', ['build', '--quiet', '-t', tag, join(PLATFORM, name)], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = execFileSync('docker', ['push', tag], { env, encoding: 'utf8' });
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(said)?.[1];
    if (digest === undefined) throw new Error(`the push of ${tag} named no digest`);
    return digest;
  };
  return { postgres: push('postgres'), redis: push('redis') };
}

/** kubectl with the cluster's administrator; `input` is applied from standard input. */
export type Kubectl = (args: readonly string[], input?: string) => string;

export const kubectlFor =
  (kubectl: string, kubeconfig: string): Kubectl =>
  (args, input) =>
    execFileSync(kubectl, [...args], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });

/**
 * Makes the namespace with what has to be there before the first release.
 * @param volume a folder on the node for the database; without one, the cluster's default storage class makes a volume.
 */
export function preparePlatform(kubectl: Kubectl, namespace: string, volume: string | undefined): void {
  const password = randomBytes(12).toString('hex');
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database', namespace },
      stringData: { password, url: `postgresql+psycopg2://tracker:${password}@postgres:5432/postgres` },
    },
    ...(volume === undefined ? [] : [databaseVolume(namespace, volume)]),
  ];
  for (const object of objects) kubectl(['apply', '-f', '-'], JSON.stringify(object));
}

const databaseVolume = (namespace: string, path: string): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `${namespace}-postgres` },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    hostPath: { path, type: 'DirectoryOrCreate' },
    claimRef: { namespace, name: 'data-postgres-0' },
  },
});

/** Asks the running service through the API server's proxy. Independent of the product's own client on purpose. */
export function askService(kubectl: Kubectl, namespace: string, service: string, path: string): unknown {
  return JSON.parse(kubectl(['get', '--raw', `/api/v1/namespaces/${namespace}/services/${service}/proxy${path}`]));
}

/** Takes away what `preparePlatform` and the releases made; waits until it is gone. */
export function removePlatform(kubectl: Kubectl, namespace: string): void {
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
  kubectl(['delete', 'persistentvolume', `${namespace}-postgres`, '--ignore-not-found', '--timeout=60s']);
}
