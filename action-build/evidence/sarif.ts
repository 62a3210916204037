import type { DecisionRecord } from '../../shared/domain/record.ts';
import type { Check, Finding } from '../checks/check.ts';
import { type Judged, judge } from '../judgement.ts';
import { showPlace } from '../place.ts';
import type { ServiceFacts, Waiver } from '../service-facts.ts';

type Found = { readonly check: Omit<Check, 'run'>; readonly finding: Finding; readonly waiver: Waiver | undefined };

function findingsOf({ check, result, waived }: Judged): Found[] {
  const open = result.status === 'fail' ? result.findings : [];
  return [
    ...open.map((finding) => ({ check, finding, waiver: undefined })),
    ...waived.map(({ finding, waiver }) => ({ check, finding, waiver })),
  ];
}

/** A file and line of the repository: what is in an image leads to the Dockerfile that makes it. */
function locationOf({ place }: Finding, dockerfile: string): object {
  const inSource = place.in === 'source';
  const uri = inSource ? place.file : dockerfile;
  const startLine = inSource && place.line !== null ? place.line : 1;
  return {
    physicalLocation: {
      artifactLocation: { uri: uri.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine },
    },
    ...(inSource ? {} : { logicalLocations: [{ fullyQualifiedName: showPlace(place) }] }),
  };
}

function resultOf({ finding, waiver }: Found, service: string, dockerfile: string): object {
  const about = finding.about ?? showPlace(finding.place);
  return {
    ruleId: finding.rule,
    level: waiver === undefined ? 'error' : 'note',
    message: { text: `${service}: ${finding.reason}. ${finding.fix}.` },
    locations: [locationOf(finding, dockerfile)],
    // What stays the same while lines move: code scanning follows a finding by it.
    partialFingerprints: { 'countersign/v1': `${service}:${finding.rule}:${about}` },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
            },
          ],
        }),
  };
}

function rulesOf(found: readonly Found[]): object[] {
  const rules = new Map(found.map(({ check, finding }) => [finding.rule, check]));
  return [...rules].map(([id, check]) => ({
    id,
    shortDescription: { text: check.title },
    fullDescription: { text: `Passes with: ${check.needed}.` },
    properties: { tags: ['security', ...check.controls] },
  }));
}

/** Checks without an answer: a reader must not take the absence of their findings for their absence in the image. */
const notRun = (judged: readonly Judged[]): object[] =>
  judged.flatMap(({ check, result }) =>
    result.status === 'not-run'
      ? [{ level: 'error', message: { text: `${check.title}: ${result.seen}` }, descriptor: { id: check.id } }]
      : [],
  );

/**
 * All findings of one service as SARIF 2.1.0. The category is the service's own, so that results of several images do
 * not replace each other in code scanning.
 * @param day the day that waivers are counted on.
 */
export function makeSarif(facts: ServiceFacts, day: string, tool: DecisionRecord['tool']): string {
  const judged = judge(facts, day);
  const found = judged.flatMap(findingsOf);
  const silent = notRun(judged);
  const run = {
    tool: { driver: { name: tool.name, version: tool.version, rules: rulesOf(found) } },
    automationDetails: { id: `countersign/${facts.service}/` },
    invocations: [{ executionSuccessful: silent.length === 0, toolExecutionNotifications: silent }],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    results: found.map((one) => resultOf(one, facts.service, facts.source.dockerfile)),
  };
  const sarif = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}
