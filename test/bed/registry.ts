/** An image registry on loopback (plain http, which every engine allows there), with its storage in the run folder. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { which } from './command.ts';
import { daemonAlive, startDaemon, stopDaemons, waitFor } from './daemon.ts';
import { ensureTools, type Log } from './install.ts';

/** `address` is host and port: the first part of an image name. */
export type Registry = { readonly address: string };

/** Starts a registry, or gives the running one of this folder. @throws MissingPart */
export async function startRegistry(folder: string, log: Log): Promise<Registry> {
  const state = join(folder, 'registry.json');
  if (daemonAlive(folder, 'registry') && existsSync(state)) {
    return JSON.parse(readFileSync(state, 'utf8')) as Registry;
  }
  await ensureTools(['docker-registry'], log);
  await stopRegistry(folder);
  const registry = await launch(folder);
  writeFileSync(state, JSON.stringify(registry));
  return registry;
}

/** Ends the registry of this folder, with all its images. */
export async function stopRegistry(folder: string): Promise<void> {
  await stopDaemons(folder, ['registry']);
  rmSync(folder, { recursive: true, force: true });
}

async function launch(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${await freePort(5000)}`;
  // JSON is YAML: the registry reads it as such. The packaged configuration asks for a password; ours does not.
  const configuration = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
    http: { addr: address },
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(configuration));
  const daemon = startDaemon({
    name: 'registry',
    program: which('docker-registry') ?? 'docker-registry',
    args: ['serve', join(folder, 'config.yml')],
    folder,
    env: { OTEL_TRACES_EXPORTER: 'none' },
  });
  const answers = async () => ((await fetch(`http://${address}/v2/`)).status === 200 ? true : undefined);
  await waitFor('answer of the registry', answers, { seconds: 20, daemons: [daemon] });
  return { address };
}

/** The port asked for when it is free on loopback, else any free one. */
export async function freePort(preferred: number): Promise<number> {
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
      });
    });
  return listen(preferred).catch(() => listen(0));
}
