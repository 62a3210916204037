import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { decide } from '../../action-validate/decide.ts';
import { parseConfig } from '../../shared/config/parse.ts';
import { type Decision, stands } from '../../shared/domain/decision.ts';
import { describeError } from '../../shared/domain/errors.ts';
import { caseFacts } from './case-facts.ts';
import { caseFile, type PolicyCase } from './case-file.ts';

export type CaseResult = {
  readonly name: string;
  readonly passed: boolean;
  /** What was expected and is not so, one line each. */
  readonly problems: readonly string[];
};

const listed = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.toSorted().join(', '));

/** In what the decision differs from what the case expects. */
function problemsOf(decision: Decision, expect: PolicyCase['expect']): string[] {
  const open = decision.requirements.filter((result) => !stands(result));
  const details = open.map((result) => `${result.id} is ${result.status} (${result.code}): ${result.seen}`);
  const reasons = listed(decision.reasonCodes) === listed([...new Set(expect.reasons)]);
  const general = [
    ...(decision.verdict === expect.verdict ? [] : [`verdict: expected ${expect.verdict}, is ${decision.verdict}`]),
    ...(reasons ? [] : [`reasons: expected ${listed(expect.reasons)}, are ${listed(decision.reasonCodes)}`]),
  ];
  const single = Object.entries(expect.requirements).flatMap(([id, code]) => {
    const result = decision.requirements.find((one) => one.id === id);
    if (result?.code === code) return [];
    const ids = decision.requirements.map((one) => one.id).join(', ');
    return [`${id}: expected ${code}, ${result === undefined ? `is not asked; asked: ${ids}` : `is ${result.code}`}`];
  });
  const overridden = decision.requirements.filter(({ status }) => status === 'OVERRIDDEN').map(({ id }) => id);
  if (expect.overridden !== undefined && listed(overridden) !== listed(expect.overridden))
    general.push(`overridden: expected ${listed(expect.overridden)}, are ${listed(overridden)}`);
  return general.length > 0 ? [...general, ...single, ...details] : single;
}

/** Decides every case of a file. @param load gives the text of a path that the file names @throws on a wrong file */
export function runCases(text: string, load: (path: string) => string): readonly CaseResult[] {
  const parsed = caseFile.safeParse(parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { configuration, cases, now } = parsed.data;
  const config =
    typeof configuration === 'string'
      ? parseConfig(load(configuration), configuration)
      : parseConfig(stringify(configuration), 'configuration');
  return cases.map((one) => {
    try {
      const problems = problemsOf(decide(caseFacts(config, one, one.at ?? now)).decision, one.expect);
      return { name: one.name, passed: problems.length === 0, problems };
    } catch (thrown) {
      return { name: one.name, passed: false, problems: [describeError(thrown)] };
    }
  });
}

/** A table of passed and failed cases. */
export const casesPage = (file: string, results: readonly CaseResult[]): string =>
  [
    `${file}: ${results.filter((one) => one.passed).length} of ${results.length} cases as expected`,
    ...results.flatMap((one) => [
      `  ${one.passed ? 'ok    ' : 'FAILED'} ${one.name}`,
      ...one.problems.map((problem) => `           ${problem}`),
    ]),
  ].join('\n');
