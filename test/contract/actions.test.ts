import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validateAction } from '@actions/languageservice/validate-action';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ACTIONS, type ActionMetadata, readAction } from '../../scripts/docs/action-tables.ts';
import { markersOf } from '../../scripts/docs/markers.ts';
import { commonOutputs } from '../../shared/report/outputs.ts';
import { filesOf, ROOT, read, sourceOf } from './sources.ts';

/** Inputs that all four actions have, in the same words. */
const COMMON_INPUTS = ['config', 'config-ref', 'github-token'];

const COMMON_OUTPUTS = Object.keys(
  commonOutputs({ decision: { verdict: 'PASS', requirements: [], reasonCodes: [] }, result: {} }),
);

const OWN_OUTPUTS: Readonly<Record<(typeof ACTIONS)[number], readonly string[]>> = {
  'action-validate': [],
  'action-build': ['images', 'sarif'],
  'action-deploy': ['release', 'restored-release'],
  'action-rollback': ['release', 'restored-release'],
};

const words = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

async function schemaOf(action: string): Promise<z.ZodObject> {
  const module: unknown = await import(pathToFileURL(join(ROOT, action, 'inputs.ts')).href);
  return z.object({ inputs: z.instanceof(z.ZodObject) }).parse(module).inputs;
}

describe.each(ACTIONS)('%s', (action) => {
  let metadata: ActionMetadata;
  let schema: z.ZodObject;

  beforeAll(async () => {
    metadata = readAction(ROOT, action);
    schema = await schemaOf(action);
  });

  test('action.yml is what GitHub expects', async () => {
    const text = read(`${action}/action.yml`);
    const document = {
      uri: `file:///${action}/action.yml`,
      getText: () => text,
      positionAt: (offset: number) => ({ line: text.slice(0, offset).split('\n').length - 1, character: 0 }),
    } as Parameters<typeof validateAction>[0];
    expect((await validateAction(document)).map((diagnostic) => diagnostic.message)).toEqual([]);
    expect(metadata.runs).toMatchObject({ using: 'node24', main: 'dist/index.js' });
  });

  test('action.yml names exactly the inputs that the schema reads, in the same words', () => {
    const told = Object.fromEntries(
      Object.entries(metadata.inputs).map(([name, input]) => [name, words(input.description)]),
    );
    const readBySchema = Object.fromEntries(
      Object.entries(schema.shape).map(([name, one]) => [name, words((one as z.ZodType).description)]),
    );
    expect(told).toEqual(readBySchema);
    expect(Object.values(readBySchema).filter((description) => description === '')).toEqual([]);
  });

  // The runner gives the schema an empty input as one that is not given.
  test('an input is required, or has a default that the schema takes', () => {
    for (const [name, input] of Object.entries(metadata.inputs)) {
      const one = schema.shape[name] as z.ZodType;
      if (input.required) {
        expect(input.default, `${name} is required, so a default would never be used`).toBeUndefined();
        expect(one.safeParse(undefined).success, `${name} is required, so nothing must be refused`).toBe(false);
      } else {
        expect(input.default, `${name} needs a default in action.yml`).toBeDefined();
        expect(one.safeParse(input.default || undefined).success, `${name}: its own default is refused`).toBe(true);
      }
    }
  });

  test('an input that is not in action.yml cannot be read', () => {
    expect(
      schema.safeParse({ ...defaults(metadata), surprise: 'x' }).error?.issues.map((issue) => issue.code),
    ).toContain('unrecognized_keys');
  });

  test('the common inputs are there, in the words of action-validate', () => {
    const reference = readAction(ROOT, 'action-validate').inputs;
    for (const name of COMMON_INPUTS) expect(metadata.inputs[name]?.default, name).toBe(reference[name]?.default);
    expect(metadata.inputs['config']?.description).toBe(reference['config']?.description);
  });

  test('the outputs are the common ones and its own', () => {
    expect(Object.keys(metadata.outputs).sort()).toEqual([...COMMON_OUTPUTS, ...OWN_OUTPUTS[action]].sort());
  });

  test('every output of its own is written by its code', () => {
    const code = filesOf(`${action}/**/*.ts`)
      .map((path) => sourceOf(path).code)
      .join('\n');
    const unwritten = OWN_OUTPUTS[action].filter((name) => !new RegExp(`(?:'${name}'|\\b${name})\\s*[:,]`).test(code));
    expect(unwritten).toEqual([]);
    expect(code).toContain('commonOutputs(');
  });

  test('the README has the tables, an example and the permissions', () => {
    const readme = read(`${action}/README.md`);
    expect(markersOf(readme)).toEqual(expect.arrayContaining(['inputs', 'outputs']));
    expect(readme).toContain(`/${action}@v1`);
    expect(readme).toMatch(/permissions:/);
  });
});

const defaults = (metadata: ActionMetadata): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata.inputs).map(([name, input]) => [name, input.default ?? 'x']));
