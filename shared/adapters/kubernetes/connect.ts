import { describeError, UserError } from '../../domain/errors.ts';
import type { Exec } from '../exec.ts';
import { kubernetesOver } from './client.ts';
import { type Kubernetes, KubernetesError } from './port.ts';
import { startProxy } from './proxy.ts';
import { unreachable } from './refusal.ts';
import { connectSender } from './sender.ts';
import { connectTransport, type Transport } from './transport.ts';

export type ConnectOptions = {
  readonly exec: Exec;
  /** The runner's temporary folder. */
  readonly temp: string;
  /** Ends everything: the proxy, the watches, the waiting. */
  readonly signal: AbortSignal;
  /** Gets one line about the connection. */
  readonly log?: (line: string) => void;
  /** Name or path of the program; `kubectl` on PATH unless given. */
  readonly kubectl?: string;
  /** Added to the environment that kubectl inherits: another `KUBECONFIG`, for example. */
  readonly env?: Readonly<Record<string, string>>;
};

const TIMEOUT = 15_000;

/**
 * Connects to the cluster that kubectl is logged in to: every way of kubectl to authenticate and to get through, paid
 * once. Close it (`await using`) when done.
 * @throws UserError('CLUSTER_UNREACHABLE' or 'PROGRAM_MISSING') with the cause in one line.
 */
export async function connectKubernetes(options: ConnectOptions): Promise<Kubernetes & AsyncDisposable> {
  const { exec, temp, signal, kubectl = 'kubectl', env = {} } = options;
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  const [address, proxy] = await Promise.allSettled([
    addressOf(exec, kubectl, env, signal),
    startProxy({ kubectl, temp, env, signal: both }),
  ]);
  const end = async (): Promise<void> => {
    ending.abort(unreachable('the connection to the cluster was closed'));
    if (proxy.status === 'fulfilled') await proxy.value.close();
  };
  if (address.status === 'rejected' || proxy.status === 'rejected') {
    await end();
    throw address.status === 'rejected' ? address.reason : (proxy as PromiseRejectedResult).reason;
  }
  const transport = connectTransport(proxy.value.socket, new URL(address.value).pathname.replace(/\/$/, ''));
  const close = async (): Promise<void> => {
    transport.close();
    await end();
  };
  try {
    const version = await versionOf(transport, both);
    options.log?.(`cluster ${address.value}, Kubernetes ${version}`);
    const server = { version, url: address.value };
    return { ...kubernetesOver({ transport, server, signal: both, close }), [Symbol.asyncDispose]: close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** The server of kubectl's current context. */
async function addressOf(
  exec: Exec,
  kubectl: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const args = ['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'];
  const { exitCode, stdout, stderr } = await exec.run(kubectl, args, { timeout: TIMEOUT, signal, env });
  const server = stdout.trim();
  if (exitCode === 0 && URL.canParse(server)) return server;
  // Without a configuration kubectl uses the service account of the pod that it runs in, if it runs in one.
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = { ...process.env, ...env };
  if (host !== undefined && host !== '') {
    const name = host.includes(':') ? `[${host}]` : host;
    return `https://${name}:${port}`;
  }
  const why =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^error: /, '') || 'its configuration names no server';
  throw unreachable(`kubectl is not logged in to a cluster (${why}); log in to the cluster in an earlier step`);
}

/** Asks once who is there: the first request shows every trouble with network, certificates and credentials. */
async function versionOf(transport: Transport, signal: AbortSignal): Promise<string> {
  const send = connectSender(transport, signal);
  try {
    const { body } = await send({ method: 'GET', path: '/version', timeout: TIMEOUT }, 'read');
    return String((JSON.parse(body) as { gitVersion?: unknown }).gitVersion ?? 'unknown');
  } catch (thrown) {
    // Hardened clusters show their version to few; that is no reason to stop.
    if (thrown instanceof KubernetesError && thrown.status === 403) return 'unknown';
    if (thrown instanceof KubernetesError && thrown.status === 401) {
      throw unreachable(
        'the cluster refuses the credentials of kubectl (401): they are wrong or have expired; log in again in an earlier step',
        thrown,
      );
    }
    if (thrown instanceof UserError) throw thrown;
    throw unreachable(`the answer of the cluster cannot be understood: ${describeError(thrown)}`, thrown);
  }
}
