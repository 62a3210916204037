import { meaningFindings } from './meaning.ts';
import { offsetOf } from './reading/positions.ts';
import { readForm } from './reading/read-form.ts';
import { readYaml, type TextProblem } from './reading/read-yaml.ts';
import { configError } from './reading/render.ts';
import type { Config } from './schema.ts';

/**
 * Reads the configuration file: its text, then its form, then its meaning.
 * @param text the file's content
 * @param file its path, for messages
 * @throws UserError('CONFIG_INVALID') that names every mistake at once, each with its line, column and a caret
 */
export function parseConfig(text: string, file: string): Config {
  const source = readYaml(text);
  if ('problems' in source) throw configError(file, text, source.lines, source.problems);
  const form = readForm(source.value);
  const meaning = form.mended === undefined ? [] : meaningFindings(form.mended, form.named);
  const findings = [...form.findings, ...meaning.flatMap((finding) => form.inFile(finding) ?? [])];
  const problems = findings.map(
    (one): TextProblem => ({ offset: offsetOf(source.document, one), message: one.message }),
  );
  if (problems.length > 0) throw configError(file, text, source.lines, problems);
  if (form.mended === undefined)
    throw configError(file, text, source.lines, [{ offset: 0, message: 'cannot be read' }]);
  return form.mended;
}
