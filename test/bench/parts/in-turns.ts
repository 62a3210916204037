import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Figure, median, rounded } from '../figure.ts';
import type { Sample } from './read-ways.ts';

/** Something that is measured beside others. */
export type Contender = { readonly name: string; readonly sample: () => Promise<Sample> };

const WAYS = join(import.meta.dirname, 'read-ways.ts');

/** One way of reading, in a process of its own. @throws when it fails. */
export async function readBy(way: string, file: string, images: readonly string[]): Promise<Sample> {
  const child = spawn(process.execPath, [WAYS, way, file, ...images], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${way} ended with ${code}`);
  return JSON.parse(text) as Sample;
}

/** A step that is only timed; its processor time and memory are those of other processes. */
export async function timed(step: () => Promise<unknown>): Promise<Sample> {
  const started = performance.now();
  await step();
  return { ms: performance.now() - started, cpu: Number.NaN, rss: Number.NaN };
}

/** The samples of each contender; all in turn, each turn beginning with another one, so that a busy moment meets all. */
export async function inTurns(runs: number, contenders: readonly Contender[]): Promise<ReadonlyMap<string, Sample[]>> {
  const samples = new Map(contenders.map(({ name }): [string, Sample[]] => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const offset of contenders.keys()) {
      const one = contenders[(run + offset) % contenders.length];
      if (one !== undefined) samples.get(one.name)?.push(await one.sample());
    }
  }
  return samples;
}

/** The median of the ratios within each turn, by the clock and by processor time. */
export function besides(samples: ReadonlyMap<string, readonly Sample[]>, name: string, beside: string): Figure {
  const [ours, theirs] = [samples.get(name) ?? [], samples.get(beside) ?? []];
  const ratio = (of: (sample: Sample) => number): number =>
    rounded(median(ours.map((one, turn) => of(one) / of(theirs[turn] ?? one))), 2);
  const cpu = ratio((sample) => sample.cpu);
  return {
    name,
    value: rounded(median(ours.map(({ ms }) => ms)), 0),
    unit: 'ms',
    ratio: ratio((sample) => sample.ms),
    beside: `${beside} ${rounded(median(theirs.map(({ ms }) => ms)), 0)} ms${Number.isNaN(cpu) ? '' : `; processor time ${cpu} times`}`,
  };
}

/** The most memory that a contender had in any turn. */
export function mostMemory(samples: ReadonlyMap<string, readonly Sample[]>, name: string, beside: string): Figure {
  const most = (of: string): number => Math.max(...(samples.get(of) ?? []).map(({ rss }) => rss));
  return {
    name: `peak memory of the process: ${name}`,
    value: most(name),
    unit: 'bytes',
    ratio: rounded(most(name) / most(beside), 2),
    beside: `${beside} ${most(beside)} bytes`,
  };
}
