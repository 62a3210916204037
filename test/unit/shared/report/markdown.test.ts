import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { code, cut, fence, folded, link, table, text } from '../../../../shared/report/markdown.ts';

const html = (markdown: string): string => marked.parse(markdown, { async: false, gfm: true });

/** What a reader sees of one table cell, without tags that the sender could have smuggled in. */
const cell = (markdown: string): string => html(table(['a', 'b'], [[markdown, 'next']]));

describe('text from outside stays text', () => {
  test.each([
    '<script>alert(1)</script>',
    '![x](https://evil/x.png)',
    '[click](https://evil)',
    '**bold** _it_ ~~no~~ `code`',
    'a | b',
    '<!-- comment',
    '# heading',
    '- [x] item',
    'https://evil.example/path',
    'www.evil.example',
    '$x$',
    '&lt;b&gt;',
    '1. one',
  ])('%s', (outside) => {
    const shown = cell(text(outside));
    expect(shown).not.toMatch(/<(script|img|a|strong|em|del|code|h1|li|input)\b/);
    expect(shown.match(/<td>/g)).toHaveLength(2);
  });
  test('a mention notifies nobody', () => {
    expect(text('ask @ada about #12')).not.toMatch(/@ada|#12/);
  });
  test('invisible and turning characters are taken out, lines become one', () => {
    expect(text('a\u202Eb\u200Bc\nd\u0007')).toBe('abc d');
  });
  test('any text fills exactly its cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (outside) => {
        for (const one of [text(outside), code(outside)]) expect(cell(one).match(/<td>/g)).toHaveLength(2);
        expect(cell(text(outside))).not.toMatch(/<(script|img|a|strong|em|del|code|br)\b/);
      }),
    );
  });
});

test('code keeps what it shows, also back quotes and pipes', () => {
  expect(html(code('a `b` c'))).toContain('<code>a `b` c</code>');
  expect(cell(code('a | `b`'))).toContain('<code>a | `b`</code>');
});

test('a link goes to http and https only, and cannot be broken out of', () => {
  expect(link('x', 'javascript:alert(1)')).toBe('x');
  expect(html(link('a](https://evil) [b', 'https://ok/a)b'))).toMatch(/^<p><a href="https:\/\/ok\/a%29b">a\]\(/);
});

test('long text is cut, and not inside a character', () => {
  expect(cut('👍👍👍', 2)).toBe('👍…');
  expect([...text('x'.repeat(500))]).toHaveLength(200);
});

test('a fence is longer than any inside, and its tail is kept', () => {
  expect(html(fence('a\n```\n<b>\n'))).toContain('&lt;b&gt;');
  const long = fence(Array.from({ length: 300 }, (_, index) => `line ${index}`).join('\n'));
  expect(long).toContain('… 100 lines before');
  expect(long).toContain('line 299');
  expect(long).not.toContain('line 99\n');
});

test('a folded title is text', () => {
  expect(folded('<b>', 'x')).toContain('<summary>&lt;b></summary>');
});
