import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema, type SchemaNode } from '../../scripts/docs/config-schema.ts';
import { generatedFiles } from '../../scripts/docs/generated-files.ts';
import { table } from '../../scripts/docs/markdown.ts';
import { fillMarkers, markersOf } from '../../scripts/docs/markers.ts';
import { parseConfig } from '../../shared/config/parse.ts';
import { configSchema } from '../../shared/config/schema.ts';
import { filesOf, ROOT, read } from './sources.ts';

test('everything generated is what the sources say', async () => {
  const files = await generatedFiles(ROOT);
  const wrong = files.flatMap((file) => {
    if ('problem' in file) return [`${file.path}: ${file.problem}`];
    if (!existsSync(join(ROOT, file.path))) return [`${file.path} is missing: npm run docs`];
    return read(file.path) === file.text ? [] : [`${file.path} is stale: npm run docs`];
  });
  expect(wrong).toEqual([]);
  expect(files.map((file) => file.path)).toEqual(
    expect.arrayContaining(['schema/countersign.schema.json', 'docs/reason-codes.md', 'docs/configuration.md']),
  );
});

test('every key of the configuration has its table and its words', () => {
  const undescribed = keysOf(configJsonSchema(), '').filter(([, node]) => !node.description?.trim());
  expect(undescribed.map(([path]) => path)).toEqual([]);
  const sections = [...read('docs/configuration.md').matchAll(/generated:keys ([a-z]+)/g)].map(
    ([, section]) => section,
  );
  const named = Object.keys(configSchema.shape).filter(
    (key) => !['version', 'application', 'notifications'].includes(key),
  );
  expect(sections.sort()).toEqual(['top', 'step', 'probe', ...named].sort());
});

function keysOf(node: SchemaNode, path: string): [string, SchemaNode][] {
  const inner = [
    node.items,
    ...(node.anyOf ?? []),
    typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined,
  ];
  const below = inner.flatMap((one) => (one === undefined ? [] : keysOf(one, `${path}.*`)));
  const own = Object.entries(node.properties ?? {}).flatMap(([key, one]): [string, SchemaNode][] => [
    [`${path}.${key}`, one],
    ...keysOf(one, `${path}.${key}`),
  ]);
  return [...own, ...below];
}

describe('the JSON Schema that editors use', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
    JSON.parse(read('schema/countersign.schema.json')),
  );
  const examples = filesOf('workflows-examples/*/.github/countersign.yml').map(read);

  test('takes the examples', () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('refuses an unknown key at every level, as the parser does', () => {
    const text = examples[0] ?? '';
    for (const key of ['checkpoints:', 'image:', 'kubernetes:', 'require:']) {
      const wrong = text.replace(key, `x${key}`);
      expect(validate(parse(wrong)), key).toBe(false);
      expect(() => parseConfig(wrong, 'c.yml')).toThrow(`unknown key "x${key.slice(0, -1)}"`);
    }
  });
});

test('every example in the documentation is a configuration without a mistake', () => {
  const blocks = ['README.md', ...filesOf('docs/**/*.md', 'action-*/README.md')].flatMap((path) =>
    existsSync(join(ROOT, path))
      ? [...read(path).matchAll(/```ya?ml\n([\s\S]*?)```/g)].map(([, text = '']) => ({ path, text }))
      : [],
  );
  const configurations = blocks.filter(({ text }) => /^version: 1$/m.test(text));
  expect(configurations.length).toBeGreaterThan(0);
  for (const { path, text } of configurations) expect(() => parseConfig(text, path)).not.toThrow();
});

describe('the generators', () => {
  test('fill a block, keep the rest, and refuse what they do not know', () => {
    const page = 'a\n<!-- generated:x topic -->\nold\n<!-- /generated -->\nb';
    const filled = fillMarkers(page, 'p', { x: (topic) => `new ${topic}` });
    expect(filled).toBe('a\n<!-- generated:x topic -->\nnew topic\n<!-- /generated -->\nb');
    expect(markersOf(page)).toEqual(['x']);
    expect(() => fillMarkers(page, 'p', {})).toThrow('p: nothing makes "generated:x"');
    expect(() => fillMarkers('<!-- generated:x -->\n', 'p', { x: () => '' })).toThrow(
      '1 generated blocks are opened and 0 are closed',
    );
  });

  test('a table cell holds any text', () => {
    expect(table(['a'], [['x | y\n z']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });
});
