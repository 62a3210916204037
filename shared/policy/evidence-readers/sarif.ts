import * as z from 'zod';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

const LEVELS = ['error', 'warning', 'note', 'none'] as const;
type Level = (typeof LEVELS)[number];

const level = z.enum(LEVELS);
const properties = z.object({ 'security-severity': z.union([z.string(), z.number()]).optional() }).optional();
const index = z.int().min(-1).optional();

const rule = z.object({
  id: z.string(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties,
});
const driver = z.object({ name: z.string().min(1), rules: z.array(rule).optional() });

const result = z.object({
  ruleId: z.string().optional(),
  ruleIndex: index,
  rule: z.object({ id: z.string().optional(), index, toolComponent: z.object({ index }).optional() }).optional(),
  level: level.optional(),
  kind: z.enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']).optional(),
  baselineState: z.enum(['new', 'unchanged', 'updated', 'absent']).optional(),
  suppressions: z.array(z.object({ status: z.enum(['accepted', 'underReview', 'rejected']).optional() })).optional(),
  properties,
});

const run = z.object({
  tool: z.object({ driver, extensions: z.array(driver).optional() }),
  invocations: z.array(z.object({ executionSuccessful: z.boolean() })).optional(),
  externalPropertyFileReferences: z.object({ results: z.array(z.unknown()).optional() }).optional(),
  results: z.array(result).nullish(),
});

const log = z.object({ version: z.literal('2.1.0'), runs: z.array(run).min(1, 'has no run') });

type Run = z.output<typeof run>;
type Result = z.output<typeof result>;
type Rule = z.output<typeof rule>;

/** The rule of a result, in the tool itself or in the extension that the result names. */
function ruleOf({ tool }: Run, found: Result): Rule | undefined {
  const component = found.rule?.toolComponent?.index;
  const rules = (component === undefined || component < 0 ? tool.driver : tool.extensions?.[component])?.rules ?? [];
  const position = found.ruleIndex ?? found.rule?.index;
  const id = found.ruleId ?? found.rule?.id;
  if (position !== undefined && position >= 0) return rules[position];
  // `CA1000/1` is a case of the rule `CA1000`.
  return rules.find((one) => one.id === id) ?? rules.find((one) => id?.startsWith(`${one.id}/`));
}

/** SARIF 2.1.0 §3.27.10: without a level of its own, a result has that of its rule, and `warning` without one. */
const levelOf = (found: Result, of: Rule | undefined): Level =>
  found.level ?? of?.defaultConfiguration?.level ?? 'warning';

/** The bands of code scanning: critical from 9.0, high from 7.0, medium from 4.0, low above 0. */
function securitySeverity(found: Result, of: Rule | undefined): 'critical' | 'high' | 'medium' | 'low' | 'unrated' {
  const given = [found.properties, of?.properties].flatMap((one) => one?.['security-severity'] ?? []);
  const scores = given.map((text) => (String(text).trim() === '' ? Number.NaN : Number(text)));
  if (scores.some((score) => !(score >= 0 && score <= 10)))
    throw new Error('a security-severity is not a number from 0 to 10');
  const score = Math.max(0, ...scores);
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'unrated';
}

/** Suppressed when every word about it says so: none is under review or was rejected. */
const isSuppressed = ({ suppressions = [] }: Result): boolean =>
  suppressions.length > 0 && suppressions.every(({ status }) => status === undefined || status === 'accepted');

/** Why a run says nothing about what it looked at; undefined when it does. */
function problem({ results, invocations = [], externalPropertyFileReferences: elsewhere }: Run): string | undefined {
  if (results === undefined || results === null) return 'a run has no results: the tool did not get as far as looking';
  if (invocations.some((one) => !one.executionSuccessful)) return 'a run says that the tool itself failed';
  if ((elsewhere?.results?.length ?? 0) > 0) return 'a run keeps results in another file';
  return undefined;
}

const ZERO = {
  total: 0,
  error: 0,
  warning: 0,
  note: 0,
  none: 0,
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  unrated: 0,
  review: 0,
  suppressed: 0,
};

const readSarif: EvidenceReader = (text, wanted) => {
  const { runs } = parseShaped(text, log, 'a SARIF 2.1.0 log');
  const wrong = runs.map(problem).find((one) => one !== undefined);
  if (wrong !== undefined) return unreadable(wrong);
  const counts = { ...ZERO };
  for (const one of runs) {
    for (const found of one.results ?? []) {
      const { kind = 'fail' } = found;
      if (found.baselineState === 'absent') continue;
      if (isSuppressed(found)) counts.suppressed += 1;
      else if (kind === 'review' || kind === 'open') counts.review += 1;
      else if (kind === 'fail') {
        const of = ruleOf(one, found);
        counts.total += 1;
        counts[levelOf(found, of)] += 1;
        counts[securitySeverity(found, of)] += 1;
      }
    }
  }
  const tools = wanted.has('tools') ? { tools: [...new Set(runs.map(({ tool }) => tool.driver.name))] } : {};
  return { kind: 'values', values: { ...counts, runs: runs.length, ...tools } };
};

export const sarif: EvidenceForm = {
  reads: 'SARIF 2.1.0 of any tool; every run of the log',
  variables: [
    count('total', 'results that are failures and not suppressed'),
    ...LEVELS.map((name) => count(name, `of those, with level ${name} (their own, or that of their rule)`)),
    ...[
      ['critical', '9.0 and more'],
      ['high', '7.0 to 8.9'],
      ['medium', '4.0 to 6.9'],
      ['low', '0.1 to 3.9'],
    ].map(([name = '', range]) => count(name, `of those, with a security-severity of ${range}`)),
    count('unrated', 'of those, without a security-severity'),
    count('review', 'results that a person has to look at (kind review or open)'),
    count('suppressed', 'results that are suppressed; they are not in the other numbers'),
    count('runs', 'runs in the log'),
    { name: 'tools', unit: 'list', meaning: 'names of the tools', together: 'joined' },
  ],
  refuses: 'a run without results, of a tool that failed, or with results in another file',
  read: readSarif,
};
