import { type Decision, type RequirementResult, stands } from '../domain/decision.ts';
import type { PolicyReference } from '../domain/record.ts';
import type { NoDecision } from '../domain/report.ts';
import { pinned, type Subject } from '../domain/subject.ts';
import type { RequirementStatus, Verdict } from '../domain/verdict.ts';
import { VERDICT_WORDS, WOULD_WORDS } from './headline.ts';
import { code, folded, link, table, text } from './markdown.ts';

/** A labelled line; the value is Markdown. */
export type Line = { readonly label: string; readonly value: string };

export type DecisionPage = {
  /** Outside text. */
  readonly title: string;
  /** The environment; shown behind the title. */
  readonly scope: string | null;
  /** Outside text, one line. */
  readonly headline: string;
  readonly decision: Decision;
  /** Set where nothing was decided: then no verdict stands over the page. */
  readonly mark?: NoDecision;
  /** How the verdict is said; as it is said of a checkpoint unless given. */
  readonly words?: Readonly<Record<Verdict, string>>;
  /** Requirements that were overridden in a decision that this one rests on. */
  readonly overriddenBefore?: readonly string[];
  readonly about: readonly Line[];
  /** The action's own parts, as Markdown, between the table and `about`. */
  readonly sections?: readonly { readonly heading: string; readonly body: string }[];
  /** Markdown fragments. */
  readonly footer: readonly string[];
};

const VERDICT_SIGN: Readonly<Record<Verdict, string>> = { PASS: '✅', FAIL: '❌', ERROR: '⚠️' };
const STATUS_SIGN: Readonly<Record<RequirementStatus, string>> = {
  SATISFIED: '✅',
  UNSATISFIED: '❌',
  OVERRIDDEN: '🟠 OVERRIDDEN',
  NOT_APPLICABLE: '➖ not applicable',
  ERROR: '⚠️',
};

/** Errors first, then what is open, then the rest: what a reader has to act on stands on top. */
const URGENCY: readonly RequirementStatus[] = ['ERROR', 'UNSATISFIED', 'OVERRIDDEN', 'SATISFIED', 'NOT_APPLICABLE'];

const byUrgency = (results: readonly RequirementResult[]): RequirementResult[] =>
  results.toSorted((left, right) => URGENCY.indexOf(left.status) - URGENCY.indexOf(right.status));

const reason = (result: RequirementResult): string => (stands(result) ? '' : `<br>${code(result.code)}`);

function requirementRow(result: RequirementResult): string[] {
  const [first] = result.links;
  const title = first === undefined ? text(result.title) : link(result.title, first);
  return [
    STATUS_SIGN[result.status],
    `**${title}**${reason(result)}`,
    text(result.seen, 300),
    stands(result) ? '' : text(result.needed, 300),
    result.whoCanFix.map((who) => text(who, 80)).join('<br>'),
  ];
}

const COLUMNS = ['', 'Requirement', 'Seen', 'Needed', 'Who can act'];

/** A table of requirements; while all of them hold, nothing is needed of anybody and those columns are left out. */
function requirementTable(results: readonly RequirementResult[]): string {
  const rows = results.map(requirementRow);
  const used = COLUMNS.map((name, column) =>
    name !== 'Needed' && name !== 'Who can act' ? true : rows.some((row) => row[column] !== ''),
  );
  const keep = (cells: readonly string[]): string[] => cells.filter((_, column) => used[column]);
  return table(keep(COLUMNS), rows.map(keep));
}

/** As many requirements that hold as a reader still takes in beside what is open; more of them are folded. */
const MOST_SHOWN = 12;

const isQuiet = ({ status }: RequirementResult): boolean => status === 'SATISFIED' || status === 'NOT_APPLICABLE';

/** What is open or overridden always stands there in full. */
function requirements(results: readonly RequirementResult[]): string[] {
  const sorted = byUrgency(results);
  const quiet = sorted.filter(isQuiet);
  if (quiet.length <= MOST_SHOWN) return [requirementTable(sorted)];
  const loud = sorted.filter((result) => !isQuiet(result));
  const unasked = quiet.filter(({ status }) => status === 'NOT_APPLICABLE').length;
  const title = `${quiet.length - unasked} requirements hold${unasked > 0 ? `, ${unasked} not applicable` : ''}`;
  return [loud.length > 0 ? requirementTable(loud) : '', folded(title, requirementTable(quiet))];
}

/** Every observation that did not count, once, with the requirements that looked at it. */
function passedOver(decision: Decision): string {
  const rows = new Map<string, string[]>();
  for (const result of decision.requirements) {
    for (const seen of result.observations.filter((observation) => !observation.counted)) {
      const what = seen.link === undefined ? text(seen.what) : link(seen.what, seen.link);
      const cells = [what, text(seen.why, 300)];
      const titles = rows.get(cells.join('\n')) ?? [];
      rows.set(cells.join('\n'), [...titles, text(result.title)]);
    }
  }
  if (rows.size === 0) return '';
  const body = [...rows].map(([cells, titles]) => [...cells.split('\n'), [...new Set(titles)].join(', ')]);
  const title = `${rows.size} ${rows.size === 1 ? 'thing was' : 'things were'} looked at and did not count`;
  return folded(title, table(['Seen', 'Why it does not count', 'Looked at for'], body));
}

/** What does not apply neither holds nor is open. */
const progress = (decision: Decision): string => {
  const asked = decision.requirements.filter(({ status }) => status !== 'NOT_APPLICABLE');
  const done = asked.filter(({ status }) => status === 'SATISFIED').length;
  return asked.length === 0 ? '' : `, ${done} of ${asked.length} hold`;
};

/** What stands over the page. A yes that needed an override never looks like one that did not. */
function title({ decision, mark, overriddenBefore = [], ...page }: DecisionPage): string {
  const here = decision.requirements.filter(({ status }) => status === 'OVERRIDDEN').length;
  const count = here + overriddenBefore.length;
  const told = count > 0 && decision.verdict === 'PASS' ? `, ${count} OVERRIDDEN` : '';
  const sign = mark !== undefined ? '🔍' : told === '' ? VERDICT_SIGN[decision.verdict] : '🟠';
  const words = page.words ?? (mark === undefined ? VERDICT_WORDS : WOULD_WORDS);
  const where = page.scope === null ? '' : ` → ${text(page.scope)}`;
  return `## ${sign} ${text(page.title)}${where}: ${words[decision.verdict]}${told}${progress(decision)}`;
}

/** The summary of any decision, as GitHub-flavoured Markdown. */
export function decisionPage(page: DecisionPage): string {
  const { decision } = page;
  const parts = [
    title(page),
    `> **${text(page.headline, 600)}**`,
    ...requirements(decision.requirements),
    passedOver(decision),
    ...(page.sections ?? []).flatMap((section) => [`### ${text(section.heading)}`, section.body]),
    page.about.map((line) => `- ${text(line.label)}: ${line.value}`).join('\n'),
    page.footer.length === 0 ? '' : `<sub>${page.footer.join(' · ')}</sub>`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const short = (sha: string): string => sha.slice(0, 12);

/** Commit, tree and images of a subject. `repositoryUrl` is the address in a browser. */
export function subjectLines(subject: Subject, repositoryUrl: string): Line[] {
  const images = Object.entries(subject.images).map(([service, image]) => ({
    label: `Image ${service}`,
    value: code(pinned(image)),
  }));
  return [
    { label: 'Commit', value: `[${code(short(subject.commit))}](${repositoryUrl}/commit/${subject.commit})` },
    { label: 'Tree', value: code(short(subject.tree)) },
    ...images,
  ];
}

/** The configuration that was decided by. */
export function policyLine(policy: PolicyReference, repositoryUrl: string): Line {
  const file = `${repositoryUrl}/blob/${policy.commit}/${policy.path.split('/').map(encodeURIComponent).join('/')}`;
  const at = policy.ref === 'workspace' ? 'the checked-out workspace' : `${policy.ref} at ${short(policy.commit)}`;
  return {
    label: 'Policy',
    value: `${link(policy.path, file)} from ${text(at)}, sha256 ${code(short(policy.sha256))}`,
  };
}

/** For the footer: where the record is and what its hash is. */
export const recordLine = (stored: { readonly sha256: string; readonly artifact: string }): string =>
  `record ${code(stored.artifact)} sha256 ${code(stored.sha256)}`;
