/**
 * Tries policies and checks records with no network.
 *
 *   npm run policy -- test CASES.yml…
 *   npm run policy -- replay RECORD.json…
 *   npm run policy -- simulate --record RECORD.json [--config FILE] [--sign-off ROLE=LOGIN]… [--without-review ID]…
 *
 * Exit: 0 when every case is as expected, every decision identical, or the simulation was made (whatever it says);
 * 1 when one is not; 2 when a file or an argument cannot be used.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSignOffs } from '../action-validate/simulation.ts';
import { parseConfig } from '../shared/config/parse.ts';
import { describeError } from '../shared/domain/errors.ts';
import { parseRecord } from '../shared/domain/parse-record.ts';
import { replayPage, replayRecord } from './policy/replay.ts';
import { casesPage, runCases } from './policy/run-cases.ts';
import { simulateRecord, simulationPage } from './policy/simulate.ts';

const USAGE = `usage: npm run policy -- test CASES.yml…
       npm run policy -- replay RECORD.json…
       npm run policy -- simulate --record RECORD.json [--config FILE] [--sign-off ROLE=LOGIN]… [--without-review ID]…`;

const text = (file: string): string => new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));

/** Several files: the worst exit code of them. */
function each(files: readonly string[], one: (file: string) => number): number {
  if (files.length === 0) throw new Error(`name at least one file\n${USAGE}`);
  return Math.max(...files.map(one));
}

function test(file: string): number {
  const results = runCases(text(file), (path) => text(resolve(dirname(file), path)));
  console.log(casesPage(file, results));
  return results.every((result) => result.passed) ? 0 : 1;
}

function replay(file: string): number {
  const replayed = replayRecord(text(file));
  console.log(replayPage(file, replayed));
  return { identical: 0, different: 1, unusable: 2 }[replayed.kind];
}

function simulate(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      record: { type: 'string' },
      config: { type: 'string' },
      'sign-off': { type: 'string', multiple: true, default: [] },
      'without-review': { type: 'string', multiple: true, default: [] },
    },
  });
  const { record: file, config } = values;
  if (file === undefined) throw new Error(`--record is missing\n${USAGE}`);
  const parsed = parseRecord(text(file));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.problem}`);
  const simulated = simulateRecord(parsed.record, {
    ...(config === undefined ? {} : { config: parseConfig(text(config), config) }),
    signOffs: values['sign-off'].flatMap(parseSignOffs),
    withoutReviews: values['without-review'].map(Number),
  });
  console.log(simulationPage(file, parsed.record, simulated));
  return 0;
}

function run([command, ...args]: readonly string[]): number {
  if (command === 'test') return each(args, test);
  if (command === 'replay') return each(args, replay);
  if (command === 'simulate') return simulate(args);
  throw new Error(`${command === undefined ? 'no command' : `unknown command "${command}"`}\n${USAGE}`);
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (thrown) {
  console.error(describeError(thrown));
  process.exitCode = 2;
}
