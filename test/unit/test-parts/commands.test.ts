import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationsOf, maskedLog, parseCommands } from '../../harness/commands.ts';
import { parseFileCommand } from '../../harness/runner-files.ts';

/** The escaping of the toolkit, written anew: what the parser has to undo. */
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

describe('workflow commands', () => {
  test('messages and properties come back as they were, whatever is in them', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '%', ':', ',', '=', '\n', '\r', ' ', '0', 'A', '2', '5', 'é'),
    });
    const roundTrip = (message: string, file: string) => {
      const line = `::error file=${escapeProperty(file)},line=3::${escapeData(message)}`;
      expect(annotationsOf(parseCommands(line))).toEqual([
        { level: 'error', properties: { file, line: '3' }, message },
      ]);
    };
    fc.assert(fc.property(text, text, roundTrip));
  });

  test('ordinary lines are none, and nothing is one between stop-commands and its token', () => {
    const output = ['no ::error::here', '::stop-commands::pause', '::error::quoted', '::pause::', '::notice::real'];
    expect(parseCommands(output.join('\n'))).toEqual([{ name: 'notice', properties: {}, message: 'real' }]);
  });

  test('masked values are hidden, the longest first, every line of them', () => {
    const shown = maskedLog('::add-mask::ab\nab abc\nline1 line2', ['ab', 'abc', 'line1\nline2']);
    expect(shown).toBe('*** ***\n*** ***');
  });
});

describe('file commands', () => {
  test('values of both forms, the last one of a name', () => {
    const text = 'a=1\nb<<END\nx=y\n\nz<<q\nEND\na=2\n';
    expect(parseFileCommand(text)).toEqual({ a: '2', b: 'x=y\n\nz<<q' });
  });

  test.each([
    ['just words', 'neither name=value'],
    ['=value', 'neither name=value'],
    ['a<<END\nx\n', 'the delimiter "END" of "a" never comes'],
  ])('%j is refused', (text, problem) => expect(() => parseFileCommand(text)).toThrow(problem));
});
