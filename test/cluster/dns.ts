/** Names of services for pods: CoreDNS as a process beside the API server, behind the usual `kube-dns` service. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon, waitFor } from '../bed/daemon.ts';
import { type ClusterParts, kubectl } from './control-plane.ts';
import { network } from './network.ts';

/** Starts CoreDNS, makes its service and waits until it has read the cluster's services. */
export async function startDns(parts: ClusterParts): Promise<void> {
  const corefile = join(parts.folder, 'Corefile');
  writeFileSync(corefile, configuration(parts.kubeconfig));
  const objects = join(parts.folder, 'dns.json');
  writeFileSync(objects, JSON.stringify(service()));
  const daemon = startDaemon({
    name: 'dns',
    program: parts.programs('dns'),
    args: ['-conf', corefile],
    folder: parts.folder,
  });
  const ready = async () => ((await fetch(`http://${network.node}:8181/ready`)).ok ? true : undefined);
  await Promise.all([
    kubectl(parts, ['apply', '--server-side', '-f', objects]),
    waitFor('DNS', ready, { seconds: 60, daemons: [daemon] }),
  ]);
}

/** No cache: tests ask right after a change. What is not the cluster's does not exist, at once, for want of internet. */
function configuration(kubeconfig: string): string {
  return `${network.domain}:${network.dnsPort} in-addr.arpa:${network.dnsPort} {
    bind ${network.node}
    errors
    ready ${network.node}:8181
    kubernetes ${network.domain} in-addr.arpa {
        kubeconfig ${kubeconfig}
        ttl 1
    }
}
.:${network.dnsPort} {
    bind ${network.node}
    errors
    template ANY ANY . {
        rcode NXDOMAIN
    }
}
`;
}

function service(): object {
  const metadata = { name: 'kube-dns', namespace: 'kube-system' };
  const ports = (['UDP', 'TCP'] as const).map((protocol) => ({ name: `dns-${protocol.toLowerCase()}`, protocol }));
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: {
          clusterIP: network.dns,
          ports: ports.map((port) => ({ ...port, port: 53, targetPort: network.dnsPort })),
        },
      },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kube-dns' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [network.node], conditions: { ready: true } }],
        ports: ports.map((port) => ({ ...port, port: network.dnsPort })),
      },
    ],
  };
}
