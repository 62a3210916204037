/** A cluster by `kind`, where that is installed: it needs no root, but an engine and an image of its own to pull. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { command, succeeds, which } from '../bed/command.ts';
import { startDaemon, stopDaemons, waitFor } from '../bed/daemon.ts';

const NAME = 'countersign';

/** What a kind cluster stands on: the engine that runs its node, and the registry that its pods pull from. */
export type KindBase = { readonly engine: string; readonly registry: string };

/** Makes the cluster, or finds the one of before, and gives its kubeconfig. @throws Error when kind cannot make it. */
export async function startKind(folder: string, base: KindBase): Promise<string> {
  const env = { DOCKER_HOST: base.engine };
  const kubeconfig = join(folder, 'kubeconfig');
  const kubectl = ['--kubeconfig', kubeconfig, '--request-timeout=5s', 'get', '--raw', '/readyz'];
  if (existsSync(kubeconfig) && (await succeeds('kubectl', kubectl))) return kubeconfig;
  await stopKind(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'engine'), base.engine);
  await command('kind', ['create', 'cluster', '--name', NAME, '--kubeconfig', kubeconfig, '--wait', '120s'], { env });
  await joinRegistry(folder, base);
  return kubeconfig;
}

/** Deletes the cluster of this folder; does nothing when there is none. */
export async function stopKind(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await stopDaemons(folder, ['forward']);
  const engine = join(folder, 'engine');
  if (which('kind') && existsSync(engine)) {
    const env = { DOCKER_HOST: readFileSync(engine, 'utf8') };
    await succeeds('kind', ['delete', 'cluster', '--name', NAME], { env });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Loopback inside kind's node is not ours: its containerd is told to ask the network's gateway, and we listen there. */
async function joinRegistry(folder: string, base: KindBase): Promise<void> {
  const env = { DOCKER_HOST: base.engine };
  const format = '{{range .IPAM.Config}}{{println .Gateway}}{{end}}';
  const gateways = await command('docker', ['network', 'inspect', 'kind', '--format', format], { env });
  const gateway = gateways.split('\n').find((line) => /^[\d.]+$/.test(line));
  const port = base.registry.split(':').at(-1) ?? '';
  if (gateway === undefined) throw new Error("kind's network has no IPv4 gateway");
  const program = join(import.meta.dirname, 'forward.ts');
  const daemon = startDaemon({ name: 'forward', program: process.execPath, args: [program, gateway, port], folder });
  await waitFor('way to the registry', () => connects(gateway, Number(port)), { seconds: 10, daemons: [daemon] });
  const hosts = `[host."http://${gateway}:${port}"]\n`;
  const file = `/etc/containerd/certs.d/${base.registry}`;
  const write = `mkdir -p "${file}" && printf '%s' "$1" > "${file}/hosts.toml"`;
  const nodes = await command('kind', ['get', 'nodes', '--name', NAME], { env });
  for (const node of nodes.split('\n').filter(Boolean)) {
    await command('docker', ['exec', node, 'sh', '-c', write, 'sh', hosts], { env });
  }
}

function connects(host: string, port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const answer = (value: true | undefined) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => answer(undefined));
  });
}
