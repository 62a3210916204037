import { table, text } from '../shared/report/markdown.ts';
import { CHECKLIST, type ChecklistLine, type CheckResult } from './checks/check.ts';
import { type Judged, judge } from './judgement.ts';
import type { BuildFacts } from './service-facts.ts';
import { SIGN } from './service-table.ts';

/** The sign that a line shows when its checks answer differently: the one that asks most of a reader. */
const LOUDEST: readonly CheckResult['status'][] = ['fail', 'not-run', 'waived', 'pass', 'not-asked'];

/** One cell: the loudest answer of the line's checks. A line that no check answers is never taken for passed. */
function cell(line: ChecklistLine, judged: readonly Judged[]): string {
  const mine = judged.filter(({ check }) => check.line === line).map(({ result }) => result.status);
  const loudest = LOUDEST.find((status) => mine.includes(status));
  return loudest === undefined ? '◻️ not covered' : SIGN[loudest];
}

const PARTS = { 'pre-build': 'Before', build: 'Build', 'post-build': 'After' } as const;

const partOf = (line: ChecklistLine): string =>
  Object.entries(PARTS).find(([part]) => line.startsWith(`${part}/`))?.[1] ?? '';

/** The twelve lines of the checklist, one column for each service. */
export function checklistTable({ services, day }: BuildFacts): string {
  const judged = services.map((facts) => judge(facts, day));
  const lines = Object.keys(CHECKLIST) as ChecklistLine[];
  const rows = lines.map((line, index) => {
    const part = partOf(line);
    const first = lines[index - 1] === undefined || partOf(lines[index - 1] ?? line) !== part;
    return [first ? `**${part}**` : '', text(CHECKLIST[line]), ...judged.map((one) => cell(line, one))];
  });
  return table(['', 'Checklist', ...services.map(({ service }) => text(service))], rows);
}
