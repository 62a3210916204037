/**
 * Runs one benchmark of `test/bench` and prints one JSON line for each figure.
 *
 *   npm run bench -- startup
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Benchmark } from '../test/bench/figure.ts';

const folder = resolve(import.meta.dirname, '../test/bench');
const [name = ''] = process.argv.slice(2);
const file = join(folder, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || name === 'figure' || !existsSync(file)) {
  const names = readdirSync(folder)
    .filter((entry) => entry.endsWith('.ts'))
    .map((entry) => entry.slice(0, -3));
  console.error(`name one benchmark: ${names.filter((one) => one !== 'figure').join(', ')}`);
  process.exit(1);
}
const { bench }: { bench: Benchmark } = await import(pathToFileURL(file).href);
for (const figure of await bench()) console.log(JSON.stringify(figure));
