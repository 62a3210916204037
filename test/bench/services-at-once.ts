import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServices, type ReadyTarget, type ServicePorts } from '../../action-build/build-services.ts';
import { connectClock } from '../../shared/adapters/connect-clock.ts';
import { connectExec } from '../../shared/adapters/connect-exec.ts';
import { connectDocker } from '../../shared/adapters/docker/connect.ts';
import { connectMachine } from '../../shared/adapters/machine.ts';
import { startBed } from '../bed/bed.ts';
import { command } from '../bed/command.ts';
import { asked } from '../unit/action-build/make.ts';
import { type Figure, median, rounded } from './figure.ts';

/*
 * Three services built at once beside one after the other, the two in turn, on one engine and without its cache. Each
 * build waits for two seconds, as for a package mirror, and packs 40 MB, as a compiler or a bundler would keep a core
 * busy. What a real build gains lies between the two: all of the waiting, and of the work as much as there are cores.
 */

const RUNS = 3;
const SERVICES = ['backend', 'frontend', 'worker'];

const dockerfile = (nonce: string): string =>
  `FROM debian:bookworm-slim\nRUN echo ${nonce} && sleep 2 && head -c 40000000 /dev/urandom | gzip > /packed\nUSER 10001\n`;

async function targetsOf(folder: string, nonce: string): Promise<readonly ReadyTarget[]> {
  return await Promise.all(
    SERVICES.map(async (service) => {
      const path = join(folder, `Dockerfile.${service}`);
      await writeFile(path, dockerfile(`${service}-${nonce}`));
      return {
        target: {
          service,
          image: `countersign-bench/${service}`,
          context: '.',
          dockerfile: `Dockerfile.${service}`,
          args: {},
          stage: null,
          before: [],
          lint: false,
          builder: { secrets: [], cacheFrom: [], cacheTo: [], platform: null },
          asked: asked(),
        },
        context: { context: folder, dockerfile: path },
        secrets: { secrets: [], values: [] },
      };
    }),
  );
}

/** Milliseconds. @throws when a service was not built: then something else was measured. */
async function timed(ports: ServicePorts, folder: string, nonce: string): Promise<number> {
  const targets = await targetsOf(folder, nonce);
  const started = performance.now();
  const built = await buildServices(ports, { commit: nonce, source: 'https://example.test' }, targets, 'classic');
  const milliseconds = performance.now() - started;
  if (built.some(({ facts }) => facts.build.kind !== 'built')) throw new Error('a service was not built');
  return milliseconds;
}

export async function bench(): Promise<readonly Figure[]> {
  await using bed = await startBed({ engine: true, baseImage: true }, (line) => console.error(line));
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const exec = connectExec();
  const ports: ServicePorts = {
    exec,
    docker: connectDocker(exec, { DOCKER_HOST: bed.engine.host }),
    clock: connectClock(),
    log: { info: () => {}, debug: () => {}, group: async (_, body) => await body() },
    machine: connectMachine(),
    changedFiles: async () => [],
    contextFiles: () => ({ list: async () => [], read: async () => undefined }),
  };
  const alone: ServicePorts = { ...ports, machine: { resources: () => ({ cores: 1, freeMemory: 2 ** 40 }) } };
  const times: { readonly together: number[]; readonly alone: number[] } = { together: [], alone: [] };
  try {
    for (let run = 0; run < RUNS; run += 1) {
      const turns = [
        async () => times.together.push(await timed(ports, folder, `together-${process.pid}-${run}`)),
        async () => times.alone.push(await timed(alone, folder, `alone-${process.pid}-${run}`)),
      ];
      for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
    }
  } finally {
    const env = { DOCKER_HOST: bed.engine.host };
    const images = await command('docker', ['images', '--quiet', '--filter', 'reference=countersign-bench/*'], { env });
    const ids = [...new Set(images.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await command('docker', ['rmi', '--force', ...ids], { env });
    await rm(folder, { recursive: true, force: true });
  }
  const [together, one] = [median(times.together), median(times.alone)];
  return [
    {
      name: `three services built at once, ${availableParallelism()} cores`,
      value: rounded(together, 0),
      unit: 'ms',
      // Of the two in one turn: the rest of the machine changes from turn to turn.
      ratio: rounded(median(times.together.map((ms, turn) => ms / (times.alone[turn] ?? ms))), 3),
      beside: `one after the other ${rounded(one, 0)} ms`,
    },
  ];
}
