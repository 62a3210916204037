/**
 * A Docker engine for tests: the one that is reachable (`DOCKER_HOST`, or what the docker client points to), else a
 * `dockerd` of our own with its own data, socket, bridge and address pools.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, succeeds, which } from './command.ts';
import { daemonAlive, startDaemon, stopDaemons, waitFor } from './daemon.ts';
import { ensureTools, type Log, MissingPart } from './install.ts';
import { type PacketFilter, readPacketFilter, restorePacketFilter } from './packet-filter.ts';
import { unmountBelow } from './unmount.ts';

/** `host` is a value for `DOCKER_HOST`; `own` is one that the bed started and will stop. */
export type Engine = { readonly host: string; readonly started: 'own' | 'found' };

const BRIDGE = 'csdocker0';
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
  await unmountBelow(folder);
  await succeeds('ip', ['link', 'delete', BRIDGE]);
  const filter = join(folder, 'packet-filter.json');
  if (existsSync(filter)) {
    await restorePacketFilter(JSON.parse(readFileSync(filter, 'utf8')) as PacketFilter, DOCKER_CHAINS);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** True when an engine answers at that address. */
export async function reachable(host: string): Promise<boolean> {
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
  // A bridge of our own name: `docker0` may belong to an engine that is stopped just now.
  await succeeds('ip', ['link', 'add', BRIDGE, 'type', 'bridge']);
  await command('ip', ['address', 'replace', '10.201.0.1/24', 'dev', BRIDGE]);
  await command('ip', ['link', 'set', BRIDGE, 'up']);
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
      `--bridge=${BRIDGE}`,
      '--default-address-pool=base=10.202.0.0/16,size=24',
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
