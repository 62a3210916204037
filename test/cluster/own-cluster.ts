/** One node of real Kubernetes binaries on this machine, as root. */
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { daemonAlive, daemonsIn, stopDaemons, waitFor } from '../bed/daemon.ts';
import { ensureTools, type Log } from '../bed/install.ts';
import { MissingPart } from '../bed/missing-part.ts';
import { killShims } from '../bed/shims.ts';
import { buildCluster } from './build.ts';
import { type ClusterParts, CONTROL_PLANE, kubectl, startControlPlane } from './control-plane.ts';
import { startDns } from './dns.ts';
import { cleanHost, prepareHost } from './host.ts';
import { network } from './network.ts';
import { containerdSocket, NODE_DAEMONS, startContainerd, startNode } from './node.ts';

/** Starts the cluster of a run folder, or uses it when it runs. @throws MissingPart */
export async function startOwnCluster(folder: string, log: Log): Promise<ClusterParts> {
  if (process.getuid?.() !== 0) {
    throw new MissingPart('no cluster is reachable by KUBECONFIG, and only root can start one (or install kind)');
  }
  const [programs] = await Promise.all([
    buildCluster(log),
    ensureTools(['containerd', 'runc', 'cni', 'etcd', 'iptables', 'conntrack', 'ip', 'openssl'], log),
  ]);
  const parts: ClusterParts = { folder, programs, kubeconfig: join(folder, 'kubeconfig') };
  if (await healthy(parts)) return parts;
  await stopOwnCluster(folder);
  if (await answers()) {
    const port = `${network.node}:${network.apiPort}`;
    throw new MissingPart(`another test cluster on this machine uses ${port}; stop it, or use it by KUBECONFIG`);
  }
  try {
    await launch(parts);
  } catch (error) {
    await stopOwnCluster(folder);
    throw error;
  }
  return parts;
}

/** Ends everything that {@link startOwnCluster} started, by what is on file; does nothing when there is nothing. */
export async function stopOwnCluster(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  // The kubelet first: it would start again what is being killed. State is thrown away, so nobody needs to say goodbye.
  await stopDaemons(folder, NODE_DAEMONS, 2_000);
  killShims(containerdSocket(folder));
  await stopDaemons(folder, [...CONTROL_PLANE, 'dns'], 1_000);
  await cleanHost(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Whether somebody is behind our API server's address, while none of ours runs. */
async function answers(): Promise<boolean> {
  // Asked of this machine only: a gateway may take connections to any address.
  const here = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  if (!here.some(({ address }) => address === network.node)) return false;
  const socket = connect({ host: network.node, port: network.apiPort, timeout: 1_000 });
  const answer = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'timeout').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answer;
}

async function launch(parts: ClusterParts): Promise<void> {
  mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  await prepareHost(parts.folder);
  await Promise.all([startControlPlane(parts), startContainerd(parts)]);
  await Promise.all([startNode(parts), startDns(parts), defaultAccount(parts)]);
}

/** Pods of the namespace `default` are refused until its service account is there. */
async function defaultAccount(parts: ClusterParts): Promise<void> {
  const there = () => kubectl(parts, ['get', 'serviceaccount', 'default']).then(() => true);
  await waitFor('service account', there, { seconds: 60 });
}

async function healthy(parts: ClusterParts): Promise<boolean> {
  const daemons = daemonsIn(parts.folder);
  if (daemons.length === 0 || !daemons.every((name) => daemonAlive(parts.folder, name))) return false;
  return kubectl(parts, ['get', '--raw', '/readyz']).then(
    () => true,
    () => false,
  );
}
