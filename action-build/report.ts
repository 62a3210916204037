import type { Decision } from '../shared/domain/decision.ts';
import type { PolicyReference } from '../shared/domain/record.ts';
import type { Report } from '../shared/domain/report.ts';
import { type ImageReference, pinned, type Subject } from '../shared/domain/subject.ts';
import { decisionPage, policyLine, recordLine, subjectLines } from '../shared/report/decision-page.ts';
import { headline } from '../shared/report/headline.ts';
import { code } from '../shared/report/markdown.ts';
import { commonOutputs } from '../shared/report/outputs.ts';
import { annotationsOf } from './annotations.ts';
import { checklistTable } from './checklist-table.ts';
import { judge } from './judgement.ts';
import { showPlace } from './place.ts';
import { matrixTable } from './run/matrix-table.ts';
import type { BuildFacts } from './service-facts.ts';
import { serviceFolds } from './service-folds.ts';
import { serviceTable } from './service-table.ts';

export type Outcome = {
  readonly application: string;
  readonly facts: BuildFacts;
  readonly decision: Decision;
  readonly subject: Subject;
  readonly policy: PolicyReference;
  readonly stored: { readonly sha256: string; readonly path: string; readonly artifact: string };
  /** Folder on the runner with the findings as SARIF. */
  readonly sarif: string;
  /** Address of the repository in a browser. */
  readonly repositoryUrl: string;
};

const pinnedImages = (images: Readonly<Record<string, ImageReference>>): Record<string, string> =>
  Object.fromEntries(Object.entries(images).map(([service, image]) => [service, pinned(image)]));

/** Digests alone, for actions that take name and digest apart. */
const digestsOf = ({ images }: Subject): Record<string, string> =>
  Object.fromEntries(Object.entries(images).map(([service, { digest }]) => [service, digest]));

/** Every finding that somebody answers for, for workflows that read outputs. */
const waivedFindings = ({ services, day }: BuildFacts) =>
  services.flatMap((facts) =>
    judge(facts, day).flatMap(({ waived }) =>
      waived.map(({ finding: { rule, place, reason }, waiver: { owner, expires } }) => ({
        service: facts.service,
        rule,
        place: showPlace(place),
        reason,
        owner,
        expires,
      })),
    ),
  );

const evidenceLine = ({ evidence }: BuildFacts): string[] =>
  evidence === null ? [] : [`findings and provenance ${code(evidence.artifact)}`];

function say({ facts, decision, application }: Outcome): string {
  const line = headline(decision, `${application}: container build`);
  if (decision.verdict !== 'PASS') return line;
  const services = facts.services.map(({ service }) => service).join(', ');
  return facts.push
    ? `${line}: ${services} checked and pushed`
    : `${line}: ${services} checked, nothing pushed (push: false), so the record names no image`;
}

/** What the run says at its end. */
export function report(outcome: Outcome): Report {
  const { facts, decision, subject, policy, stored, repositoryUrl } = outcome;
  const images = pinnedImages(subject.images);
  const line = say(outcome);
  const matrix = matrixTable(facts);
  return {
    verdict: decision.verdict,
    headline: line,
    outputs: {
      ...commonOutputs({
        decision,
        stored,
        result: { images, digests: digestsOf(subject), waived: waivedFindings(facts) },
      }),
      images: JSON.stringify(images),
      sarif: outcome.sarif,
    },
    summary: decisionPage({
      title: 'Container build validation',
      scope: null,
      headline: line,
      decision,
      sections: [
        { heading: 'Services', body: serviceTable(facts) },
        { heading: 'Checklist', body: checklistTable(facts) },
        ...(matrix === undefined ? [] : [{ heading: 'Communication', body: matrix }]),
        { heading: 'Checks', body: serviceFolds(facts) },
      ],
      about: [...subjectLines(subject, repositoryUrl), policyLine(policy, repositoryUrl)],
      footer: [recordLine(stored), `build logs ${code(facts.logs.artifact)}`, ...evidenceLine(facts)],
    }),
    annotations: annotationsOf(facts, decision),
  };
}
