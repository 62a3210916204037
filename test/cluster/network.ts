/** Addresses of the test cluster: its own, on one bridge of this machine and never on a real interface. */
export const network = {
  /** The bridge that carries the node's address; no pod is attached to it. */
  bridge: 'csnode0',
  /** API server, kubelet and DNS listen here: the kubelet refuses a loopback address as its node's. */
  node: '10.245.0.1',
  pods: '10.244.0.0/24',
  services: '10.96.0.0/16',
  dns: '10.96.0.10',
  domain: 'cluster.local',
  apiPort: 6443,
  dnsPort: 10053,
} as const;
