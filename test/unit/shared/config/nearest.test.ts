import { expect, test } from 'vitest';
import { nearest, suggest } from '../../../../shared/config/nearest.ts';

test.each([
  ['sign-off', ['title', 'sign-offs'], 'sign-offs'],
  ['servcies', ['services', 'version'], 'services'],
  ['iamge', ['image', 'build'], 'image'],
  ['Kubernetes', ['kubernetes', 'compose'], 'kubernetes'],
  // Of two that are as near, the first.
  ['mix', ['min', 'max'], 'min'],
  ['mix', ['max', 'min'], 'max'],
  ['frobnicate', ['services', 'version'], undefined],
  ['per', ['pre', 'post'], undefined],
  ['Z', ['A', 'B'], undefined],
  ['', ['a'], undefined],
  ['x', [], undefined],
])('%j among %j is %j', (word, known, expected) => expect(nearest(word, known)).toBe(expected));

test('a suggestion names the nearest word, else the words there are, else nothing', () => {
  expect(suggest('qaa', ['qa', 'ops'])).toBe(', did you mean "qa"?');
  expect(suggest('president', ['qa', 'ops'])).toBe('; there is qa, ops');
  expect(suggest('president', [])).toBe('');
  expect(
    suggest(
      'president',
      Array.from({ length: 13 }, (_, index) => `role-${index}`),
    ),
  ).toBe('');
});
