import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { expect, test } from 'vitest';
import { isPair, isSeq, parseDocument, visit } from 'yaml';
import { parseConfig } from '../../../../shared/config/parse.ts';
import { knownKeys } from '../../../../shared/config/reading/schema-tree.ts';
import { configSchema } from '../../../../shared/config/schema.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import { asYaml, validConfig } from './arbitrary.ts';
import { EXAMPLE, mistakes } from './example.ts';

test('a valid configuration is read as it was written', () => {
  fc.assert(
    fc.property(
      validConfig.chain((config) => asYaml(config).map((text) => ({ config, text }))),
      ({ config, text }) => {
        expect(parseConfig(text, 'c.yml')).toEqual(config);
      },
    ),
  );
});

type Key = { readonly word: string; readonly offset: number; readonly known: readonly string[] };

/** Every key of the text that the schema fixes, with the keys that may stand beside it. Names are free and left out. */
function fixedKeys(text: string): Key[] {
  const keys: Key[] = [];
  const document = parseDocument(text);
  visit(document, {
    Pair(_, pair, ancestors) {
      const key = pair.key as { value: string; range: [number, number, number] };
      const path = ancestors.flatMap((ancestor, index): (string | number)[] => {
        if (isPair(ancestor)) return [(ancestor.key as { value: string }).value];
        return isSeq(ancestor) ? [ancestor.items.indexOf(ancestors[index + 1] ?? pair)] : [];
      });
      const known = knownKeys(configSchema, path);
      if (known.includes(key.value)) keys.push({ word: key.value, offset: key.range[0], known });
    },
  });
  return keys;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const typo = (word: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(word.length - 1), fc.constantFrom(...LETTERS), fc.constantFrom('insert', 'delete', 'replace'))
    .map(([at, letter, kind]) => {
      const rest = kind === 'insert' ? word.slice(at) : word.slice(at + 1);
      return `${word.slice(0, at)}${kind === 'delete' ? '' : letter}${rest}`;
    });

test('one mistyped key is told at its place with the key that was meant', () => {
  const typos = fc
    .constantFrom(...fixedKeys(EXAMPLE))
    .chain((key) => typo(key.word).map((mistyped) => ({ ...key, mistyped })));
  fc.assert(
    fc.property(typos, ({ word, offset, known, mistyped }) => {
      fc.pre(mistyped.length > 0 && !known.includes(mistyped));
      // Another key may be as near; then either is a fair guess.
      fc.pre(known.every((other) => other === word || distance(other, mistyped) > 1));
      const text = `${EXAMPLE.slice(0, offset)}${mistyped}${EXAMPLE.slice(offset + word.length)}`;
      const before = EXAMPLE.slice(0, offset).split('\n');
      const place = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
      expect(mistakes(text)).toEqual([`${place} unknown key "${mistyped}", did you mean "${word}"?`]);
    }),
    { numRuns: 300 },
  );
});

test('the keys of the example are found', () => {
  const words = fixedKeys(EXAMPLE).map((key) => key.word);
  expect(words.length).toBeGreaterThan(60);
  expect(words).toEqual(expect.arrayContaining(['version', 'login', 'any-of', 'undo', 'from', 'within', 'forbid']));
});

/** Never anything but UserError, and always one place for each problem. */
function survives(text: string): void {
  try {
    parseConfig(text, 'c.yml');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).code).toBe('CONFIG_INVALID');
    expect((error as UserError).places.length).toBeGreaterThan(0);
  }
}

test('no text makes the parser fail in another way', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: 300 });
});

const TOKENS = [
  'a',
  'version',
  'roles',
  'checkpoints',
  ': ',
  '- ',
  '\n',
  '  ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '&x ',
  '*x',
  '!!map ',
  '|',
  '>',
  '"',
  "'",
  '#',
  '? ',
  '---\n',
  '%',
  '<<',
  '1',
  '.nan',
  'null',
];

test('no mixture of YAML makes the parser fail in another way', () => {
  const mixture = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(''));
  fc.assert(fc.property(mixture, survives), { numRuns: 1000 });
});

test('no JSON in the place of any value makes the parser fail in another way', () => {
  const places = fixedKeys(EXAMPLE);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.json({ maxDepth: 3 }), ({ offset, word }, json) => {
      const end = offset + word.length;
      survives(`${EXAMPLE.slice(0, end)}: ${json}${EXAMPLE.slice(end + 1)}`);
      survives(`version: 1\napplication: x\n${word}: ${json}\n`);
    }),
    { numRuns: 500 },
  );
});

test('nesting that no stack can hold is refused', () => {
  survives('['.repeat(100_000));
  survives(`version: 1\nnotifications: ${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`);
});
