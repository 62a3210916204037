import type { LineCounter } from 'yaml';
import { type Place, UserError } from '../../domain/errors.ts';
import type { TextProblem } from './read-yaml.ts';

/** Columns of a source line that are shown around the mistake. */
const WIDTH = 110;

/** Turns problems, in any order, into the one error that names them all in the order of the file. */
export function configError(
  file: string,
  text: string,
  lines: LineCounter,
  problems: readonly TextProblem[],
): UserError {
  const source = text.split(/\r?\n/);
  const ordered = [...problems].sort((left, right) => left.offset - right.offset);
  const places = ordered.map((problem) => place(file, lines, problem));
  const count = places.length === 1 ? '1 problem' : `${places.length} problems`;
  const blocks = places.map((one) =>
    [`${file}:${one.line}:${one.column} ${one.message}`, ...excerpt(source, one)].join('\n'),
  );
  return new UserError('CONFIG_INVALID', [`${count} in ${file}`, ...blocks].join('\n'), { places });
}

function place(file: string, lines: LineCounter, problem: TextProblem): Place {
  const { line, col } = lines.linePos(problem.offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col), message: printable(problem.message) };
}

function excerpt(source: readonly string[], { line, column }: Place): string[] {
  const whole = source[line - 1];
  if (whole === undefined) return [];
  const from = Math.max(0, column - 1 - Math.floor(WIDTH / 2));
  const shown = printable(whole.slice(from, from + WIDTH));
  const margin = String(line);
  return [`  ${margin} | ${shown}`, `  ${' '.repeat(margin.length)} | ${' '.repeat(column - 1 - from)}^`];
}

/** Control characters would move the caret, or speak to the terminal or the runner that shows the message. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
