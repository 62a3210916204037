import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { suiteOn } from '../bed/need.ts';

const program = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

/** Opens a sandbox, runs a container in it and then waits for ever. */
const OWNER = `
import { connectExec } from ${JSON.stringify(join(ROOT, 'shared/adapters/connect-exec.ts'))};
import { connectSandbox } from ${JSON.stringify(join(ROOT, 'shared/adapters/sandbox/connect-sandbox.ts'))};
process.on('SIGTERM', () => process.exit(143));
const sandbox = await connectSandbox(connectExec(), process.env)({ run: Number(process.env.RUN), attempt: 1 });
await sandbox.lay([{ name: 'a', talksTo: [{ pod: 'b', port: 80 }] }, { name: 'b', talksTo: [] }]);
await sandbox.run('a', {
  image: process.env.IMAGE, command: ['sleep', '1000'], env: {}, writable: ['/data'], hardened: true, readOnly: true,
  memory: 64 * 1024 * 1024,
});
console.log('running');
await new Promise((resolve) => setTimeout(resolve, 1_000_000));
`;

suiteOn({ engine: true, baseImage: true }, 'a process that ends while its sandbox is open', (bed) => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('%s: nothing of it is left', async (signal) => {
    const run = `${process.pid}${signal.length}`;
    const env = { ...process.env, DOCKER_HOST: bed().engine.host };
    const docker = async (...args: string[]) => (await program('docker', args, { env })).stdout.trim();
    const filter = ['--quiet', '--filter', `label=dev.countersign.run=${run}-1`];
    const left = async () => ({
      containers: await docker('ps', '--all', ...filter),
      networks: await docker('network', 'ls', ...filter),
      volumes: await docker('volume', 'ls', ...filter),
    });
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', OWNER], {
      env: { ...env, RUN: run, IMAGE: bed().baseImage.name },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(owner.stdout, 'data');
    const during = await left();
    // Two companions, a door, and the service.
    expect(during.containers.split('\n')).toHaveLength(4);
    expect(during.networks.split('\n')).toHaveLength(2);
    expect(during.volumes.split('\n')).toHaveLength(2);
    const label = await docker(
      'inspect',
      '--format',
      '{{index .Config.Labels "dev.countersign.sandbox"}}',
      during.containers.split('\n')[0] ?? '',
    );
    owner.kill(signal);
    await once(owner, 'exit');
    const gone = { containers: '', networks: '', volumes: '' };
    for (let round = 0; round < 600 && (await left()).networks + (await left()).containers !== ''; round += 1) {
      await setTimeout(100);
    }
    expect(await left()).toEqual(gone);
    const images = async () => await docker('images', '--quiet', '--filter', `label=dev.countersign.sandbox=${label}`);
    for (let round = 0; round < 600 && (await images()) !== ''; round += 1) await setTimeout(100);
    expect(await images()).toBe('');
  });
});
