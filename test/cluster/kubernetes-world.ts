import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectExec } from '../../shared/adapters/connect-exec.ts';
import { connectKubernetes } from '../../shared/adapters/kubernetes/connect.ts';
import type { Kubernetes, KubernetesObject } from '../../shared/adapters/kubernetes/port.ts';
import type { Bed } from '../bed/bed.ts';
import { command } from '../bed/command.ts';
import { ensureTools } from '../bed/install.ts';

const HELLO = 'mkdir /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www';

/** A shell and a web server, nothing else. */
const dockerfile = (start: string): string => `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
CMD ["sh", "-c", ${JSON.stringify(start)}]
`;

/** Builds the smallest image with a shell from the static busybox, pushes it, and gives its name with digest. */
export async function pushShell(
  bed: Bed<{ engine: true; registry: true }>,
  repository = 'countersign-kubernetes/shell',
  start = HELLO,
): Promise<string> {
  await ensureTools(['busybox'], console.log);
  const context = mkdtempSync(join(tmpdir(), 'countersign-image-'));
  const env = { DOCKER_HOST: bed.engine.host, DOCKER_BUILDKIT: '0' };
  const name = `${bed.registry.address}/${repository}`;
  try {
    copyFileSync('/bin/busybox', join(context, 'busybox'));
    writeFileSync(join(context, 'Dockerfile'), dockerfile(start));
    await command('docker', ['build', '--quiet', '--tag', `${name}:1`, context], { env });
    const pushed = await command('docker', ['push', `${name}:1`], { env });
    return `${name}@${/digest: (sha256:[0-9a-f]{64})/.exec(pushed)?.[1]}`;
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

/** A connection to the bed's cluster. */
export function connect(
  cluster: { readonly kubeconfig: string; readonly kubectl: string },
  signal = new AbortController().signal,
): Promise<Kubernetes & AsyncDisposable> {
  const { kubeconfig, kubectl } = cluster;
  return connectKubernetes({ exec: connectExec(), temp: tmpdir(), signal, kubectl, env: { KUBECONFIG: kubeconfig } });
}

/** An empty namespace of that name: what is left of an earlier run is gone. */
export async function freshNamespace(kubernetes: Kubernetes, name: string): Promise<void> {
  const address = { apiVersion: 'v1', kind: 'Namespace', name };
  const from = await kubernetes.list(address, undefined, { fields: `metadata.name=${name}` });
  if (from.items.length > 0) {
    const gone = new AbortController();
    const selector = { fields: `metadata.name=${name}` };
    await kubernetes.delete(address);
    for await (const { type } of kubernetes.watch(address, undefined, from, { signal: gone.signal, selector })) {
      if (type === 'DELETED') gone.abort();
    }
  }
  await kubernetes.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

export type Workload = {
  readonly replicas?: number;
  readonly command?: string;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly pod?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
};

/** A deployment, stateful set or job of one container that runs a shell command. */
export function workload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job',
  namespace: string,
  name: string,
  image: string,
  { replicas = 1, command: shell, container = {}, pod = {}, spec = {} }: Workload = {},
): KubernetesObject {
  const labels = { app: name };
  const main = { name: 'main', image, ...(shell === undefined ? {} : { command: ['sh', '-c', shell] }), ...container };
  const template = { metadata: { labels }, spec: { terminationGracePeriodSeconds: 0, containers: [main], ...pod } };
  const counted = kind === 'DaemonSet' ? {} : { replicas };
  const selected = kind === 'Job' ? {} : { ...counted, selector: { matchLabels: labels } };
  const named = kind === 'StatefulSet' ? { serviceName: name } : {};
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: { ...selected, ...named, template, ...spec },
  };
}
