import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { suiteOn } from '../bed/need.ts';

const program = promisify(execFile);
const CONNECT = join(import.meta.dirname, '../../shared/adapters/docker/connect.ts');
const EXEC = join(import.meta.dirname, '../../shared/adapters/connect-exec.ts');

/** Reads the first chunk of an export and then waits for ever, until a signal makes the process exit. */
const READER = `
import { connectDocker } from ${JSON.stringify(CONNECT)};
import { connectExec } from ${JSON.stringify(EXEC)};
process.on('SIGTERM', () => process.exit(143));
const docker = connectDocker(connectExec(), process.env);
for await (const chunk of docker.export(process.env.IMAGE)) {
  console.log('reading', chunk.length);
  await new Promise((resolve) => setTimeout(resolve, 100_000));
}
`;

suiteOn({ engine: true, baseImage: true }, 'a process that is told to end while it reads an image', (bed) => {
  test('removes the container that it reads from', async () => {
    const env = { ...process.env, DOCKER_HOST: bed().engine.host };
    const docker = async (...args: string[]) => (await program('docker', args, { env })).stdout.trim();
    const image = await docker('inspect', '--format', '{{.Id}}', bed().baseImage.name);
    const mine = async () =>
      (await docker('ps', '--all', '--quiet', '--filter', 'label=dev.countersign.purpose')).split('\n');
    const before = await mine();
    const reader = spawn(process.execPath, ['--input-type=module', '--eval', READER], {
      env: { ...env, IMAGE: image },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(reader.stdout, 'data');
    // Others may read images on the same engine at the same time.
    const added = (await mine()).filter((id) => id !== '' && !before.includes(id));
    expect(added).toHaveLength(1);
    reader.kill('SIGTERM');
    expect(await once(reader, 'exit')).toEqual([143, null]);
    expect(await mine()).not.toContain(added[0]);
  });
});
