/**
 * A Kubernetes cluster for tests: the one that `KUBECONFIG` names when it answers, else one by `kind` where that is
 * installed, else one node of our own made of real Kubernetes binaries.
 */
import { join } from 'node:path';
import { succeeds, which } from '../bed/command.ts';
import type { Log } from '../bed/install.ts';
import { type KindBase, startKind, stopKind } from './kind.ts';
import { startOwnCluster, stopOwnCluster } from './own-cluster.ts';

/** Paths of an administrator's kubeconfig and of a kubectl that fits the server. */
export type Cluster = {
  readonly kubeconfig: string;
  readonly kubectl: string;
  readonly started: 'own' | 'kind' | 'found';
};

/** Uses or starts a cluster; `folder` is its run folder, `base` gives what kind stands on. @throws MissingPart */
export async function startCluster(folder: string, base: () => Promise<KindBase>, log: Log): Promise<Cluster> {
  const found = await findCluster(join(folder, 'kubeconfig'), log);
  if (found) return found;
  const kubectl = which('kubectl');
  if (which('kind') && kubectl) {
    try {
      return { kubeconfig: await startKind(kindFolder(folder), await base()), kubectl, started: 'kind' };
    } catch (error) {
      log(`kind could not make a cluster, so we start our own: ${(error as Error).message.trim().split('\n').at(-1)}`);
      await stopKind(kindFolder(folder));
    }
  }
  const { kubeconfig, programs } = await startOwnCluster(folder, log);
  return { kubeconfig, kubectl: programs('kubectl'), started: 'own' };
}

/** Ends everything that {@link startCluster} started, by what is on file; does nothing when there is nothing. */
export async function stopCluster(folder: string): Promise<void> {
  await stopKind(kindFolder(folder));
  await stopOwnCluster(folder);
}

const kindFolder = (folder: string): string => `${folder}-kind`;

/** The cluster that `KUBECONFIG` names, unless that is our own. */
async function findCluster(own: string, log: Log): Promise<Cluster | undefined> {
  const kubeconfig = process.env['KUBECONFIG'];
  const program = which('kubectl');
  if (!kubeconfig || kubeconfig === own || program === undefined) return undefined;
  const question = ['--kubeconfig', kubeconfig, '--request-timeout=5s', 'get', '--raw', '/readyz'];
  if (await succeeds(program, question)) return { kubeconfig, kubectl: program, started: 'found' };
  log(`the cluster of KUBECONFIG=${kubeconfig} does not answer: starting one`);
  return undefined;
}
