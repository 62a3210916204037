import { type Decision, stands } from '../shared/domain/decision.ts';
import type { Place } from '../shared/domain/errors.ts';
import type { Annotation } from '../shared/domain/report.ts';
import type { Finding, FindingPlace } from './checks/check.ts';
import { type Judged, judge } from './judgement.ts';
import { showPlace } from './place.ts';
import type { BuildFacts, ServiceFacts } from './service-facts.ts';

/** GitHub shows ten of a step; the rest is in the summary. */
const MOST_OF_ONE_CHECK = 3;

/** Where a person can change it: the line that is named, else the begin of the service's Dockerfile. */
function placeFor({ source }: ServiceFacts, place: FindingPlace | undefined, message: string): Place {
  if (place?.in === 'source') return { file: place.file, line: place.line ?? 1, column: 1, message };
  return { file: source.dockerfile, line: 1, column: 1, message };
}

function describe(facts: ServiceFacts, judged: Judged, finding: Finding): string {
  const where = finding.place.in === 'source' ? '' : ` (${showPlace(finding.place)})`;
  return `${facts.service}: ${judged.check.title}: ${finding.reason}${where}. ${finding.fix} [${finding.rule}]`;
}

function ofFindings(facts: ServiceFacts, judged: Judged): Annotation[] {
  const { result, waived } = judged;
  const open = result.status === 'fail' ? result.findings : [];
  const errors = open.slice(0, MOST_OF_ONE_CHECK).map((finding): Annotation => {
    const message = describe(facts, judged, finding);
    return { level: 'error', text: message, place: placeFor(facts, finding.place, message) };
  });
  const notices = waived.slice(0, MOST_OF_ONE_CHECK).map(({ finding, waiver }): Annotation => {
    const message = `${facts.service}: ${judged.check.title}: ${finding.reason}: waived by ${waiver.owner} until ${waiver.expires} [${finding.rule}]`;
    return { level: 'notice', text: message, place: placeFor(facts, finding.place, message) };
  });
  return [...errors, ...notices];
}

/** What no finding says: a check without an answer, a push that failed. */
function ofRequirements({ services }: BuildFacts, { requirements }: Decision, told: ReadonlySet<string>): Annotation[] {
  return requirements
    .filter((result) => !stands(result) && !told.has(result.id))
    .map((result) => {
      const message = `${result.title}: ${result.seen}. Needed: ${result.needed}`;
      const facts = services.find((one) => result.id.startsWith(`${one.service}/`));
      return facts === undefined
        ? { level: 'error', text: message }
        : { level: 'error', text: message, place: placeFor(facts, undefined, message) };
    });
}

/** One annotation for each finding, where it can be corrected, and for each requirement that does not stand otherwise. */
export function annotationsOf(facts: BuildFacts, decision: Decision): Annotation[] {
  const judged = facts.services.flatMap((service) => judge(service, facts.day).map((one) => ({ service, one })));
  const told = judged
    .filter(({ one }) => one.result.status === 'fail')
    .map(({ service, one }) => `${service.service}/${one.check.id}`);
  return [
    ...judged.flatMap(({ service, one }) => ofFindings(service, one)),
    ...ofRequirements(facts, decision, new Set(told)),
  ];
}
