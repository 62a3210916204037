/** etcd, API server, controller manager and scheduler: real ones, for one machine. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from '../bed/command.ts';
import { type Daemon, startDaemon, waitFor } from '../bed/daemon.ts';
import { freePort } from '../bed/registry.ts';
import type { Programs } from './build.ts';
import { network } from './network.ts';

/** What the parts of one cluster share. */
export type ClusterParts = { readonly folder: string; readonly programs: Programs; readonly kubeconfig: string };

/** In the order in which they are to be ended. */
export const CONTROL_PLANE = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const;

/** Starts the four, waits until the API server is ready and writes the administrator's kubeconfig. */
export async function startControlPlane(parts: ClusterParts): Promise<void> {
  const etcd = await startEtcd(parts.folder);
  const token = randomBytes(16).toString('hex');
  const pki = join(parts.folder, 'pki');
  mkdirSync(pki, { recursive: true, mode: 0o700 });
  writeFileSync(join(pki, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  await command('openssl', ['genrsa', '-out', join(pki, 'service-account.key'), '2048']);
  const server = startServer(parts, etcd.url);
  const certificate = join(pki, 'apiserver.crt');
  await waitFor(
    'certificate',
    async () => (existsSync(certificate) ? true : undefined),
    daemons(30, etcd.daemon, server),
  );
  writeKubeconfig(parts.kubeconfig, token, certificate);
  startControllers(parts);
  const ready = () => kubectl(parts, ['get', '--raw', '/readyz']).then(() => true);
  await waitFor('API server', ready, daemons(60, etcd.daemon, server));
}

/** One call of kubectl as administrator; gives what it printed. */
export async function kubectl(parts: ClusterParts, args: readonly string[]): Promise<string> {
  return command(parts.programs('kubectl'), ['--kubeconfig', parts.kubeconfig, '--request-timeout=20s', ...args]);
}

async function startEtcd(folder: string): Promise<{ url: string; daemon: Daemon }> {
  const url = `http://127.0.0.1:${await freePort(2379)}`;
  const peer = `http://127.0.0.1:${await freePort(2380)}`;
  const daemon = startDaemon({
    name: 'etcd',
    program: which('etcd') ?? 'etcd',
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync', // Nothing here outlives a power cut.
      '--log-level=warn',
    ],
    folder,
  });
  return { url, daemon };
}

function startServer(parts: ClusterParts, etcd: string): Daemon {
  const pki = join(parts.folder, 'pki');
  const key = join(pki, 'service-account.key');
  return startDaemon({
    name: 'kube-apiserver',
    program: parts.programs('kube-apiserver'),
    args: [
      `--etcd-servers=${etcd}`,
      `--bind-address=${network.node}`,
      `--advertise-address=${network.node}`,
      `--secure-port=${network.apiPort}`,
      `--cert-dir=${pki}`,
      `--token-auth-file=${join(pki, 'tokens.csv')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      `--service-cluster-ip-range=${network.services}`,
      '--authorization-mode=Node,RBAC',
      '--allow-privileged=true',
      '--kubelet-preferred-address-types=InternalIP',
    ],
    folder: parts.folder,
  });
}

function startControllers(parts: ClusterParts): void {
  const pki = join(parts.folder, 'pki');
  const common = [`--kubeconfig=${parts.kubeconfig}`, '--leader-elect=false', `--bind-address=${network.node}`];
  startDaemon({
    name: 'kube-controller-manager',
    program: parts.programs('kube-controller-manager'),
    args: [
      ...common,
      `--cert-dir=${join(parts.folder, 'pki-controllers')}`,
      `--service-account-private-key-file=${join(pki, 'service-account.key')}`,
      `--root-ca-file=${join(pki, 'apiserver.crt')}`,
    ],
    folder: parts.folder,
  });
  startDaemon({
    name: 'kube-scheduler',
    program: parts.programs('kube-scheduler'),
    args: [...common, `--cert-dir=${join(parts.folder, 'pki-scheduler')}`],
    folder: parts.folder,
  });
}

/** JSON is YAML; everything is inside, so that the file can be copied. */
function writeKubeconfig(path: string, token: string, certificate: string): void {
  const cluster = {
    server: `https://${network.node}:${network.apiPort}`,
    'certificate-authority-data': readFileSync(certificate).toString('base64'),
  };
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'countersign', cluster }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'countersign', context: { cluster: 'countersign', user: 'admin' } }],
    'current-context': 'countersign',
  };
  writeFileSync(path, JSON.stringify(kubeconfig, null, 2), { mode: 0o600 });
}

function daemons(seconds: number, ...list: Daemon[]): { seconds: number; daemons: Daemon[] } {
  return { seconds, daemons: list };
}
