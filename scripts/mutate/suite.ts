import { expect } from 'vitest';

/** A test as its file gave it. */
export type Test = { readonly name: string; readonly run: () => unknown };

/** Tests in the order of their files; filled while the files are loaded. */
export const tests: Test[] = [];

const within: string[] = [];

type Body = (...values: never[]) => unknown;
type Table = readonly unknown[];

const named = (name: string): string => [...within, name].join(' > ');
const valuesOf = (row: unknown): never[] => (Array.isArray(row) ? row : [row]) as never[];

const addTest = (name: string, body: Body, values: readonly never[] = []): void =>
  void tests.push({ name: named(name), run: () => body(...values) });

function group(name: string, body: Body, values: readonly never[] = []): void {
  within.push(name);
  body(...values);
  within.pop();
}

const each =
  (add: typeof addTest) =>
  (table: Table) =>
  (name: string, body: Body): void => {
    for (const [index, row] of table.entries()) add(`${name} [${index}]`, body, valuesOf(row));
  };

/** What stands in for vitest's own words, so that the same tests can be run many times in one process. */
export const describe = Object.assign((name: string, body: Body) => group(name, body), { each: each(group) });
export const test = Object.assign((name: string, body: Body) => addTest(name, body), { each: each(addTest) });
export { expect };
