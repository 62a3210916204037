import { expect, test } from 'vitest';
import { REASON_CODES } from '../../shared/domain/reason-codes.ts';
import { filesOf, productSources, read } from './sources.ts';

const codes = Object.entries(REASON_CODES);

test('the areas share no code, so that none is lost in the union', () => {
  const inAreas = filesOf('shared/domain/reason-codes/*.ts').flatMap((path) =>
    [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+): \{/gm)].map(([, name]) => name),
  );
  expect(inAreas.length).toBe(new Set(inAreas).size);
  expect(inAreas.sort()).toEqual(codes.map(([name]) => name).sort());
});

test.each(codes)('%s says cause, cure and example', (name, { cause, cure, example }) => {
  expect(name).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
  expect(cause).toMatch(/^[A-Za-z`].{15,}\.$/);
  expect(cure).toMatch(/^[A-Z`].{8,}\.$/);
  expect(example.length).toBeGreaterThan(10);
  expect(read('docs/reason-codes.md')).toContain(`\n### ${name}\n`);
});

test('every code is given by some source', () => {
  const text = productSources()
    .filter((source) => !source.path.startsWith('shared/domain/reason-codes/'))
    .map((source) => source.code)
    .join('\n');
  expect(codes.map(([name]) => name).filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});
