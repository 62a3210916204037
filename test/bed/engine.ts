/**
 * A Docker engine for tests: the one that is reachable (`DOCKER_HOST`, or what the docker client points to), else a
 * `dockerd` of our own with its own data, socket, bridge and address pools.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, succeeds, which } from './command.ts';
import { daemonAlive, startDaemon, stopDaemons, waitFor } from './daemon.ts';
import { ensureTools, type Log } from './install.ts';
import { MissingPart } from './missing-part.ts';
import { type PacketFilter, readPacketFilter, restorePacketFilter } from './packet-filter.ts';
import { killContainerd, killShims } from './shims.ts';
import { unmountBelow } from './unmount.ts';

/** `host` is a value for `DOCKER_HOST`; `own` is one that the bed started and will stop. */
export type Engine = { readonly host: string; readonly started: 'own' | 'found' };

const DOCKER_CHAINS = /^DOCKER/;

/** Uses or starts an engine; `folder` is the engine's run folder. @throws MissingPart */
export async function startEngine(folder: string, log: Log): Promise<Engine> {
  const own: Engine = { host: `unix://${join(folder, 'docker.sock')}`, started: 'own' };
  const named = process.env['DOCKER_HOST'];
  if (named && named !== own.host && (await reachable(named))) return { host: named, started: 'found' };
  if (daemonAlive(folder, 'dockerd') && (await reachable(own.host))) return own;
  const found = await defaultEngine();
  if (found) return { host: found, started: 'found' };
  if (process.getuid?.() !== 0) throw new MissingPart('no Docker engine is reachable, and only root can start one');
  await ensureTools(['dockerd', 'docker', 'containerd', 'runc', 'iptables', 'ip'], log);
  await stopEngine(folder);
  try {
    await launch(folder, own.host);
  } catch (error) {
    await stopEngine(folder);
    throw error;
  }
  return own;
}

/** Ends our engine and removes all that it left. Does nothing when there is none of ours. */
export async function stopEngine(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await stopDaemons(folder, ['dockerd'], 20_000);
  // Gone already, unless dockerd itself was killed.
  killContainerd(join(folder, 'exec/containerd/containerd.toml'));
  killShims(join(folder, 'exec/containerd/containerd.sock'));
  await unmountBelow(folder);
  const bridge = join(folder, 'bridge');
  if (existsSync(bridge)) await succeeds('ip', ['link', 'delete', readFileSync(bridge, 'utf8')]);
  const filter = join(folder, 'packet-filter.json');
  if (existsSync(filter)) {
    await restorePacketFilter(JSON.parse(readFileSync(filter, 'utf8')) as PacketFilter, DOCKER_CHAINS);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** True when an engine answers at that address. */
async function reachable(host: string): Promise<boolean> {
  if (which('docker') === undefined) return false;
  return succeeds('docker', ['version', '--format', '{{.Server.Version}}'], { env: { DOCKER_HOST: host } });
}

/** What the docker client talks to when nothing is said: the socket of its current context. */
async function defaultEngine(): Promise<string | undefined> {
  if (which('docker') === undefined) return undefined;
  const format = '{{.Endpoints.docker.Host}}';
  const env = { DOCKER_HOST: '' };
  const host = (await command('docker', ['context', 'inspect', '--format', format], { env }).catch(() => '')).trim();
  return host !== '' && (await reachable(host)) ? host : undefined;
}

async function launch(folder: string, host: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'packet-filter.json'), JSON.stringify(await readPacketFilter()));
  // Not /etc/docker/daemon.json, which belongs to another engine.
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const { bridge, pool } = await makeBridge(folder);
  const daemon = startDaemon({
    name: 'dockerd',
    program: which('dockerd') ?? 'dockerd',
    // The storage driver is dockerd's choice: overlay2, and vfs where the file system refuses it.
    args: [
      `--config-file=${join(folder, 'daemon.json')}`,
      `--host=${host}`,
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'docker.pid')}`,
      `--bridge=${bridge}`,
      `--default-address-pool=base=${pool},size=24`,
      '--log-level=warn',
    ],
    folder,
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  await waitFor('answer of dockerd', async () => ((await reachable(host)) ? true : undefined), {
    seconds: 60,
    daemons: [daemon],
  });
}

/** A bridge of our own name: `docker0` may belong to an engine that is stopped just now, another number to another bed. */
async function makeBridge(folder: string): Promise<{ bridge: string; pool: string }> {
  for (let number = 0; number < 8; number++) {
    const bridge = `csdocker${number}`;
    if (!(await succeeds('ip', ['link', 'add', bridge, 'type', 'bridge']))) continue;
    writeFileSync(join(folder, 'bridge'), bridge);
    await command('ip', ['address', 'replace', `10.201.${number}.1/24`, 'dev', bridge]);
    await command('ip', ['link', 'set', bridge, 'up']);
    return { bridge, pool: `10.202.${number * 32}.0/19` };
  }
  throw new Error('no bridge for the Docker engine could be made: csdocker0 to csdocker7 are all there');
}
