import { code, fence, folded, table, text } from '../shared/report/markdown.ts';
import { CHECKLIST, type ChecklistLine } from './checks/check.ts';
import { showDatabases } from './checks/packages.ts';
import { type Judged, judge } from './judgement.ts';
import { showPlace } from './place.ts';
import type { BuildFacts, ServiceFacts } from './service-facts.ts';
import { SIGN } from './service-table.ts';

/** Findings of one check that are shown; all of them are in the record's facts. */
const MOST_FINDINGS = 20;

function seenOf({ result, waived }: Judged): string {
  const findings = result.status === 'fail' ? result.findings : [];
  const open = findings
    .slice(0, MOST_FINDINGS)
    .map(
      ({ rule, place, reason, fix }) => `${code(rule)} ${text(showPlace(place))}: ${text(reason, 300)}. ${text(fix)}.`,
    );
  const more = findings.length > MOST_FINDINGS ? [`and ${findings.length - MOST_FINDINGS} more`] : [];
  const accepted = waived.map(
    ({ finding, waiver }) =>
      `🟠 ${code(finding.rule)} ${text(showPlace(finding.place))}: ${text(finding.reason, 300)}. Waived by ${text(waiver.owner)} until ${text(waiver.expires)}: ${text(waiver.reason)}.`,
  );
  const lines = [...open, ...more, ...accepted];
  return lines.length > 0 ? lines.join('<br>') : text(result.seen, 300);
}

/** The rows of one line of the checklist; one that no check answers is never taken for passed. */
function lineRows(line: ChecklistLine, judged: readonly Judged[]): string[][] {
  const mine = judged.filter(({ check }) => check.line === line);
  if (mine.length === 0) return [['◻️ not covered', text(CHECKLIST[line]), '', 'No check answers this line', '']];
  return mine.map((one, index) => [
    SIGN[one.result.status],
    index === 0 ? text(CHECKLIST[line]) : '',
    text(one.check.title),
    seenOf(one),
    one.check.controls.map((control) => text(control)).join('<br>'),
  ]);
}

function serviceFold(facts: ServiceFacts, day: string): string {
  const { build, read } = facts;
  const judged = judge(facts, day);
  const about = [
    build.kind === 'built' ? `Image id ${code(build.image)}` : '',
    read.kind === 'read' ? `${read.details.diffIds.length} layers, ${text(showDatabases(read.content), 300)}` : '',
    build.kind === 'failed' ? fence(build.lastLines.join('\n')) : '',
  ];
  const lines = Object.keys(CHECKLIST) as ChecklistLine[];
  const rows = lines.flatMap((line) => lineRows(line, judged));
  const checks = table(['', 'Checklist', 'Check', 'Seen', 'Controls'], rows);
  return folded(facts.service, [checks, ...about].filter((part) => part !== '').join('\n\n'));
}

/** For every service the twelve lines of the checklist with the checks that answer them, folded. */
export const serviceFolds = (facts: BuildFacts): string =>
  facts.services.map((service) => serviceFold(service, facts.day)).join('\n\n');
