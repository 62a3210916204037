import { expect, test } from 'vitest';
import { describeError, UserError } from '../../../../shared/domain/errors.ts';

test('a user error carries its code, its places and its cause', () => {
  const cause = new Error('404');
  const places = [{ file: 'a.yml', line: 1, column: 2, message: 'x' }];
  const error = new UserError('CONFIG_INVALID', 'wrong', { cause, places });
  expect(error).toMatchObject({ name: 'UserError', code: 'CONFIG_INVALID', message: 'wrong', cause, places });
  expect(new UserError('INTERNAL', 'x').places).toEqual([]);
  expect('cause' in new UserError('INTERNAL', 'x')).toBe(false);
});

test.each([
  [new Error('a', { cause: new Error('b', { cause: 'c' }) }), 'a: b: c'],
  [new TypeError(''), 'TypeError'],
  ['text', 'text'],
  [undefined, 'undefined'],
  [null, 'null'],
  [42, '42'],
])('%s is described as %s', (thrown, text) => expect(describeError(thrown)).toBe(text));

test('a circle of causes ends', () => {
  const error = new Error('round');
  error.cause = error;
  expect(describeError(error).split(': ')).toHaveLength(8);
});
