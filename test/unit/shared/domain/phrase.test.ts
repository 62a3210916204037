/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how people write the placeholders */
import { expect, test } from 'vitest';
import { fillMeaning, says, unknownPlaceholders } from '../../../../shared/domain/phrase.ts';

const VALUES = { application: 'tracker', checkpoint: 'PRE', role: 'qa', number: '7', head: 'abc' };

test('every placeholder is filled in, and what is none stays as it is', () => {
  const phrase = '${application} ${checkpoint} ${role} ${number} ${head} ${other}';
  expect(fillMeaning(phrase, VALUES)).toBe('tracker PRE qa 7 abc ${other}');
  expect(unknownPlaceholders(phrase)).toEqual(['other']);
});

test('one line says it, with any white space between its words', () => {
  expect(says('a\r\n  I   approve \nb', 'I approve')).toBe(true);
  expect(says('I approve not', 'I approve')).toBe(false);
  expect(says('<!-- I approve -->', 'I approve')).toBe(false);
  expect(says('', 'I approve')).toBe(false);
});
