import { describe, expect, test } from 'vitest';
import { REASON_CODES } from '../../shared/domain/reason-codes.ts';
import { filesOf, read } from './sources.ts';

const PAGE = 'docs/ways-to-be-wrong.md';
const rows = read(PAGE)
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, way = '', , , codes = '', source = '', files = '']) => ({ way: Number(way), codes, source, files }));

/** Numbers in the names of tests, by file: `way 2, way 3: a review may name any commit`. */
const named = filesOf('test/unit/action-validate/**/*.test.ts').map((path) => ({
  path,
  ways: [...read(path).matchAll(/'((?:way \d+(?:, )?)+): /g)].flatMap(([, words = '']) =>
    [...words.matchAll(/\d+/g)].map(([number]) => Number(number)),
  ),
}));

test('the ways are counted without a gap', () => {
  expect(rows.map(({ way }) => way)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.length).toBeGreaterThan(30);
});

describe.each(rows)('way $way', ({ way, codes, source, files }) => {
  test('is proved by a test of its name in each file that the page names, and in no other', () => {
    const proved = named
      .filter(({ ways }) => ways.includes(way))
      .map(({ path }) => path.replace(/^.*\/|\.test\.ts$/g, ''));
    expect(proved.length).toBeGreaterThan(0);
    expect(proved.toSorted()).toEqual(files.split(', ').toSorted());
  });
  test('names reason codes that there are, and a public source', () => {
    const names = [...codes.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !Object.hasOwn(REASON_CODES, name))).toEqual([]);
    expect(source).toMatch(/\]\(https:\/\/[^)]+\)/);
  });
});

test('no test is named after a way that the page does not have', () => {
  const known = new Set(rows.map(({ way }) => way));
  expect(named.flatMap(({ ways }) => ways).filter((way) => !known.has(way))).toEqual([]);
});
