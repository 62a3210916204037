import { expect, test } from 'vitest';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import { changed, EXAMPLE, mistakes } from './example.ts';

function errorOf(text: string): UserError {
  try {
    parseConfig(text, '.github/countersign.yml');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

test('a right file gives its data with the keys as written', () => {
  const config = parseConfig(EXAMPLE, 'countersign.yml');
  expect(config.application).toBe('tracker');
  expect(config.environments?.['production']?.['promotes-from']).toEqual({
    environment: 'beta',
    'verified-for': '24h',
  });
});

test('the message counts the problems, names the file and shows line, column and caret', () => {
  const error = errorOf(changed('sign-offs: [qa,', 'sign-off: [qaa,').replace('application', 'aplication'));
  expect(error.code).toBe('CONFIG_INVALID');
  expect(error.message.split('\n')).toEqual([
    '3 problems in .github/countersign.yml',
    '.github/countersign.yml:2:1 unknown key "aplication", did you mean "application"?',
    '  2 | aplication: tracker',
    '    | ^',
    '.github/countersign.yml:11:41 unknown key "sign-off", did you mean "sign-offs"?',
    '  11 |   PRE: { title: Before, after: [BUILD], sign-off: [qaa, { any-of: [qa, ops] }] }',
    '     |                                         ^',
    '.github/countersign.yml:11:52 unknown role "qaa", did you mean "qa"?',
    '  11 |   PRE: { title: Before, after: [BUILD], sign-off: [qaa, { any-of: [qa, ops] }] }',
    '     |                                                    ^',
  ]);
  expect(error.places.map((place) => [place.file, place.line, place.column])).toEqual([
    ['.github/countersign.yml', 2, 1],
    ['.github/countersign.yml', 11, 41],
    ['.github/countersign.yml', 11, 52],
  ]);
});

test('mistakes of form and of meaning are told in one run', () => {
  const text = changed('format: junit', 'format: jnit')
    .replace('after: [BUILD]', 'after: [BILD]')
    .replace('id: 2,', 'id: two,');
  expect(mistakes(text)).toEqual([
    '5:25 "id" must be a number, not the text "two"',
    expect.stringMatching(/^7:53 "format" must be one of junit, .* not "jnit", did you mean "junit"\?$/),
    '11:33 unknown checkpoint "BILD", did you mean "BUILD"?',
  ]);
});

test('an entry whose own form is wrong is still known by its name', () => {
  expect(mistakes(changed('id: 2,', 'id: -2,'))).toEqual(['5:25 "id" must be more than 0']);
});

test('two mistakes in one list hide nothing of what stands around it', () => {
  const text = changed('sign-offs: [qa, {', 'sign-offs: [5, 6, {').replace('after: [BUILD]', 'after: [BILD]');
  expect(mistakes(text)).toEqual([
    '11:33 unknown checkpoint "BILD", did you mean "BUILD"?',
    expect.stringMatching(/^11:52 "sign-offs\[0\]" must be/),
    expect.stringMatching(/^11:55 "sign-offs\[1\]" must be/),
  ]);
});

test('a mistake inside a mistyped key is told as well', () => {
  expect(mistakes(changed('sign-offs: [qa,', 'sign-off: [5,'))).toEqual([
    '11:41 unknown key "sign-off", did you mean "sign-offs"?',
    '11:52 "sign-offs[0]" must be the name of a role, or a mapping with any-of: [role, role]',
  ]);
});

test.each([
  ['', '1:1 the file is empty; it needs at least version and application'],
  ['# only a comment\n', '1:1 the file is empty; it needs at least version and application'],
  ['- a\n', '1:1 the root must be a mapping of keys to values'],
  ['text', '1:1 the root must be a mapping of keys to values'],
  ['a: 1\na: 2\n', '2:1 this key is given twice in the same mapping; keep one'],
  ['a: 1\n---\nb: 1\n', '2:1 a second document begins here; the configuration is one document'],
  ['a:\n\tb: 1\n', '2:1 a tab is used for indentation; use spaces'],
  ['a: !secret x\n', '1:4 is not valid YAML: Unresolved tag: !secret'],
  ['%YAML 1.1\n---\na: yes\n', '1:1 a %YAML directive is not allowed'],
  ['1: a\n', '1:1 a key must be plain text; put it in quotes'],
  ['? [a]\n: b\n', '1:3 a key must be plain text; put it in quotes'],
  ['a: *b\n', '1:4 *b refers to no anchor before it'],
  ['a: &a [*a]\n', '1:8 *a contains itself'],
])('%j is refused', (text, message) => expect(mistakes(text)).toEqual([message]));

test('an alias bomb is refused before it unfolds', () => {
  const levels = Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`);
  const text = ['a0: &a0 [x]', ...levels].join('\n');
  expect(mistakes(text)).toEqual([expect.stringMatching(/^1:1 cannot be read as YAML: Excessive alias count/)]);
});

test('a plain anchor may be used, and a mistake behind it is told where it stands', () => {
  const people = 'people: &p [{ id: 1, login: ada, name: Ada Byron }]';
  const text = changed('people: [{ id: 1, login: ada, name: Ada Byron }]', people);
  expect(mistakes(text.replace('people: [{ id: 2, login: linus, name: Linus T }]', 'people: *p'))).toEqual([]);
});

test('control characters of the file reach no terminal', () => {
  const error = errorOf('version: 1\napplication: "\u001b[31mred"\n');
  expect(error.message).not.toContain('\u001b');
});

test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
  '%s is no key, role or evidence by itself',
  (word) => {
    expect(mistakes(`${EXAMPLE}${word}: 1\n`)).toEqual([expect.stringContaining(`unknown key "${word}"`)]);
    expect(mistakes(changed('sign-offs: [qa,', `sign-offs: [${word},`))).toHaveLength(1);
    expect(mistakes(changed('evidence: [unit,', `evidence: [${word},`))).toHaveLength(1);
  },
);

test('a missing key is told at the entry that misses it', () => {
  expect(mistakes(changed('title: Build, ', ''))).toEqual(['10:3 the key "title" is missing here']);
  expect(mistakes('version: 1\n')).toEqual(['1:1 the key "application" is missing here']);
});

test.each([
  ['version: 1', 'version: 2', '2', '"version" must be 1, not 2'],
  [
    'n: tracker',
    'n: Tracker',
    'Tracker',
    '"application" must be a DNS label: lower-case letters, digits and "-", not "Tracker"',
  ],
  ['24h', 'soon', 'soon', '"verified-for" must be a duration such as 90s, 5m, 24h or 3d, not "soon"'],
  ['[backup]', 'backup', 'backup }, saves', '"command" must be a list, not the text "backup"'],
  ['[backup]', '[]', '[]', '"command" must have at least 1 entry'],
  ['status: 200', 'status: 99', '99', '"status" must be at least 100'],
  ['status: 200', 'status: .nan', '.nan', '"status" must be a number, not the number NaN'],
  ['status: 200', 'status:', ', within', '"status" must be a number, not empty'],
  [
    't: backend',
    't: ../other',
    '../other',
    '"context" must be a path inside the repository, without "..", not "../other"',
  ],
  [
    'from: deployment/',
    'from: ',
    'backend, command: [backup]',
    '"from" must be kind/name, such as deployment/backend, not "backend"',
  ],
])('%j -> %j', (from, to, caret, message) => {
  const text = changed(from, to);
  expect(mistakes(text)).toEqual([`${positionOf(text, caret)} ${message}`]);
});

test('a name that cannot be a name is told at the name', () => {
  expect(mistakes(changed('beta:', '"be ta":'))[0]).toMatch(/^19:3 the name "be ta" must be a DNS label/);
});

/** `line:column` of a piece of text. */
function positionOf(text: string, piece: string): string {
  const lines = text.slice(0, text.indexOf(piece)).split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}
