import type { Kubernetes, KubernetesObject, ObjectAddress } from '../../shared/adapters/kubernetes/port.ts';
import { isDigest } from '../../shared/domain/subject.ts';
import type { Bed } from '../bed/bed.ts';
import { makeReleaseWorld, type ReleaseWorld } from '../harness/release-world.ts';
import { connect, freshNamespace, pushShell } from './kubernetes-world.ts';
import { type Change, trackerConfig, trackerManifests } from './tracker.ts';

type Image = { readonly name: string; readonly digest: `sha256:${string}` };

/** The small application of `tracker.ts` in a namespace of its own, with its repository and its GitHub. */
export type TrackerWorld = AsyncDisposable & {
  readonly world: ReleaseWorld;
  readonly kubernetes: Kubernetes;
  readonly image: Image;
  /** Commits a version, with the gate's record for it; gives the commit. */
  release(version: string, change?: Change, images?: Readonly<Record<string, Image>>): Promise<string>;
  /** What the running service says its version is. */
  running(): Promise<string>;
  /** The state ConfigMap's content; null while there is none. */
  state(): Promise<unknown>;
  /** An object of the namespace; undefined when it is not there. */
  find(apiVersion: string, kind: string, name: string): Promise<KubernetesObject | undefined>;
};

/** @param config the configuration, when it is not that of `tracker.ts`. */
export async function makeTrackerWorld(
  bed: Bed<{ engine: true; registry: true; cluster: true }>,
  namespace: string,
  config: (image: string, namespace: string) => string = trackerConfig,
): Promise<TrackerWorld> {
  const [kubernetes, pushed] = await Promise.all([connect(bed.cluster), pushShell(bed)]);
  const [name = '', digest = ''] = pushed.split('@');
  if (!isDigest(digest)) throw new Error(`no digest in ${pushed}`);
  const image = { name, digest };
  await freshNamespace(kubernetes, namespace);
  const { kubeconfig, kubectl } = bed.cluster;
  const path = `${kubectl.replace(/\/[^/]*$/, '')}:${process.env['PATH']}`;
  const world = await makeReleaseWorld(config(name, namespace), { KUBECONFIG: kubeconfig, PATH: path });
  const address = (apiVersion: string, kind: string, of: string): ObjectAddress => {
    return { apiVersion, kind, namespace, name: of };
  };
  return {
    world,
    kubernetes,
    image,
    release: (version, change = {}, images = { web: image }) =>
      world.release({ files: trackerManifests(name, version, change), images }),
    running: async () => {
      const where = { namespace, service: 'web', port: '8080', scheme: 'http', path: '/version' } as const;
      return (await kubernetes.http({ ...where, timeout: 5000 })).body.trim();
    },
    state: async () => {
      const found = await kubernetes.get(address('v1', 'ConfigMap', 'countersign.tracker.production'));
      return JSON.parse((found?.['data'] as { state: string } | undefined)?.state ?? 'null');
    },
    find: (apiVersion, kind, of) => kubernetes.get(address(apiVersion, kind, of)),
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      await kubernetes.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
      await kubernetes.close();
    },
  };
}
