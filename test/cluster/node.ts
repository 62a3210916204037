/** The one node: containerd of its own, kubelet and kube-proxy. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from '../bed/command.ts';
import { type Daemon, startDaemon, waitFor } from '../bed/daemon.ts';
import { cgroupRoot } from './cgroups.ts';
import { type ClusterParts, kubectl } from './control-plane.ts';
import { network } from './network.ts';
import { PAUSE_IMAGE, packPauseImage } from './pause-image.ts';

const NODE = 'node1';
const SYSTEM_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** In the order in which they are to be ended. */
export const NODE_DAEMONS = ['kubelet', 'kube-proxy', 'containerd'] as const;

/** containerd's socket, which also tells its shims from others'. */
export const containerdSocket = (folder: string): string => join(folder, 'containerd.sock');

/** Starts containerd and loads the pause image; needs no API server. */
export async function startContainerd(parts: ClusterParts): Promise<void> {
  const { folder } = parts;
  writeFileSync(join(folder, 'containerd.toml'), containerdConfig(folder));
  mkdirSync(join(folder, 'cni'), { recursive: true });
  writeFileSync(join(folder, 'cni/10-pods.conflist'), JSON.stringify(podNetwork(folder)));
  const daemon = startDaemon({
    name: 'containerd',
    program: which('containerd') ?? 'containerd',
    args: ['--config', join(folder, 'containerd.toml')],
    folder,
    env: { PATH: SYSTEM_PATH },
  });
  const ctr = (...args: string[]) => command('ctr', ['--address', containerdSocket(folder), '-n', 'k8s.io', ...args]);
  const pause = await packPauseImage(parts.programs('pause'), join(folder, 'pause'));
  await waitFor('containerd', () => ctr('version').then(() => true), { seconds: 30, daemons: [daemon] });
  await ctr('images', 'import', pause);
}

/** Starts kubelet and kube-proxy and waits until the node is ready and services are routed. */
export async function startNode(parts: ClusterParts): Promise<void> {
  const daemons = [startKubelet(parts), startProxy(parts)];
  const condition = '{.status.conditions[?(@.type=="Ready")].status}';
  const nodeReady = async () => {
    const status = await kubectl(parts, ['get', 'node', NODE, '-o', `jsonpath=${condition}`]);
    return status === 'True' ? true : undefined;
  };
  const proxyReady = async () => ((await fetch(`http://${network.node}:10256/healthz`)).ok ? true : undefined);
  await Promise.all([
    waitFor('ready node', nodeReady, { seconds: 60, daemons }),
    waitFor('kube-proxy', proxyReady, { seconds: 60, daemons }),
  ]);
}

function startKubelet(parts: ClusterParts): Daemon {
  const config = join(parts.folder, 'kubelet.json');
  writeFileSync(config, JSON.stringify(kubeletConfig(parts.folder)));
  return startDaemon({
    name: 'kubelet',
    program: parts.programs('kubelet'),
    args: [
      `--kubeconfig=${parts.kubeconfig}`,
      `--config=${config}`,
      `--root-dir=${join(parts.folder, 'kubelet')}`,
      `--cert-dir=${join(parts.folder, 'kubelet-pki')}`,
      `--hostname-override=${NODE}`,
      `--node-ip=${network.node}`,
    ],
    folder: parts.folder,
    env: { PATH: SYSTEM_PATH },
  });
}

function startProxy(parts: ClusterParts): Daemon {
  return startDaemon({
    name: 'kube-proxy',
    program: parts.programs('kube-proxy'),
    args: [
      `--kubeconfig=${parts.kubeconfig}`,
      `--hostname-override=${NODE}`,
      '--proxy-mode=iptables',
      `--cluster-cidr=${network.pods}`,
      '--iptables-min-sync-period=0s', // A new service answers at once, not up to a second later.
      `--nodeport-addresses=${network.node}/32`, // Never on an interface that others can reach.
      `--metrics-bind-address=${network.node}:10249`,
      `--healthz-bind-address=${network.node}:10256`,
      // The machine's connection tracking stays as it is.
      '--conntrack-max-per-core=0',
      '--conntrack-tcp-timeout-established=0',
      '--conntrack-tcp-timeout-close-wait=0',
    ],
    folder: parts.folder,
    env: { PATH: SYSTEM_PATH },
  });
}

/** TOML of containerd 1.6; JSON strings are TOML strings. */
function containerdConfig(folder: string): string {
  const q = (path: string): string => JSON.stringify(join(folder, path));
  return `version = 2
root = ${q('containerd')}
state = ${q('containerd-state')}
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
  address = ${JSON.stringify(containerdSocket(folder))}
[debug]
  level = "warn"
[plugins."io.containerd.internal.v1.opt"]
  path = ${q('containerd-opt')}
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${JSON.stringify(PAUSE_IMAGE)}
  # Without CAP_SYS_RESOURCE a sandbox's score cannot be lowered, and every pod would fail.
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
[plugins."io.containerd.grpc.v1.cri".containerd]
  snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = ${q('cni')}
`;
}

/** A wire of its own for each pod: every packet is routed, so that services work without bridge filtering. */
function podNetwork(folder: string): object {
  const ipam = {
    type: 'host-local',
    dataDir: join(folder, 'cni-addresses'),
    ranges: [[{ subnet: network.pods }]],
    routes: [{ dst: '0.0.0.0/0' }],
  };
  return { cniVersion: '0.4.0', name: 'pods', plugins: [{ type: 'ptp', ipam }] };
}

function kubeletConfig(folder: string): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: network.node,
    healthzBindAddress: network.node,
    // Only this machine and the pods reach that address (see host.ts).
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    containerRuntimeEndpoint: `unix://${containerdSocket(folder)}`,
    podLogsDir: join(folder, 'pod-logs'),
    clusterDNS: [network.dns],
    clusterDomain: network.domain,
    resolvConf: '',
    cgroupDriver: 'cgroupfs',
    cgroupRoot: cgroupRoot(folder),
    failSwapOn: false,
    enforceNodeAllocatable: [],
    localStorageCapacityIsolation: false,
    imageGCHighThresholdPercent: 100,
    evictionHard: {
      'memory.available': '50Mi',
      'nodefs.available': '1%',
      'nodefs.inodesFree': '1%',
      'imagefs.available': '1%',
    },
    shutdownGracePeriod: '0s',
  };
}
