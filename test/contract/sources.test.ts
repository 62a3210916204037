import { expect, test } from 'vitest';
import { importsOf, productSources, withoutComments } from './sources.ts';

test('imports are found in every form', () => {
  const text = [
    "import { a, b } from '../shared/x.ts';",
    "import type { C } from './c.ts';",
    "import { type D, type E } from './d.ts';",
    "import { type F, g } from './f.ts';",
    "import * as z from 'zod';",
    "import './side-effect.ts';",
    "export { h } from './h.ts';",
    "export type { I } from './i.ts';",
    "import {\n  type J,\n  k,\n} from '@actions/core';",
    "const later = await import('@actions/artifact');",
    "// import { no } from './comment.ts';",
    "const text = 'import from';",
  ].join('\n');
  expect(importsOf(text, 'action-x/main.ts').map((one) => [one.target ?? one.specifier, one.typeOnly])).toEqual([
    ['shared/x.ts', false],
    ['action-x/c.ts', true],
    ['action-x/d.ts', true],
    ['action-x/f.ts', false],
    ['zod', false],
    ['action-x/side-effect.ts', false],
    ['action-x/h.ts', false],
    ['action-x/i.ts', true],
    ['@actions/core', false],
    ['@actions/artifact', false],
  ]);
});

test('comments are taken out and texts are left', () => {
  expect(withoutComments('a(); // Date.now()\n/* fetch() */ b("http://x"); `// kept`')).toBe(
    'a(); \n b("http://x"); `// kept`',
  );
});

test('the sources are there', () => {
  const paths = productSources().map((source) => source.path);
  expect(paths.length).toBeGreaterThan(60);
  expect(paths).toEqual(
    expect.arrayContaining(['shared/config/parse.ts', 'shared/domain/record.ts', 'shared/runner/run-action.ts']),
  );
  expect(paths.filter((path) => path.includes('/dist/'))).toEqual([]);
});
