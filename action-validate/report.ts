import type { ConfigPath } from '../shared/config/finding.ts';
import { placesIn } from '../shared/config/place.ts';
import { type RequirementResult, stands } from '../shared/domain/decision.ts';
import type { Annotation, NoDecision, Report } from '../shared/domain/report.ts';
import type { Verdict } from '../shared/domain/verdict.ts';
import {
  type DecisionPage,
  decisionPage,
  type Line,
  policyLine,
  recordLine,
  subjectLines,
} from '../shared/report/decision-page.ts';
import { headline, WOULD_WORDS } from '../shared/report/headline.ts';
import { code, link, table, text } from '../shared/report/markdown.ts';
import { commonOutputs, type StoredRecord } from '../shared/report/outputs.ts';
import { type ApiCost, costLine, costResult } from './cost.ts';
import type { GateDecision } from './decide.ts';
import { policyChange } from './decide-policy.ts';
import type { GateFacts } from './gate-facts.ts';
import type { ExtraSignOff } from './simulation.ts';

export type Told = {
  readonly facts: GateFacts;
  readonly gate: GateDecision;
  /** Null where nothing was decided, so that nothing was stored. */
  readonly stored: StoredRecord | null;
  /** Text of the configuration. */
  readonly policyText: string;
  readonly cost: ApiCost;
  /** `https://github.com`. */
  readonly serverUrl: string;
  /** Set where nothing was decided. */
  readonly mark?: NoDecision;
  /** Sign-offs that were supposed, and what would be without them. */
  readonly supposed?: { readonly signOffs: readonly ExtraSignOff[]; readonly without: Verdict };
};

/** Where in the configuration a requirement is asked for. */
function pathOf(facts: GateFacts, result: RequirementResult): ConfigPath {
  const base = ['checkpoints', facts.rules.checkpoint] as const;
  const [kind, name = ''] = result.id.split('/');
  const within = (key: string, index: number): ConfigPath => (index < 0 ? base : [...base, key, index]);
  if (kind === 'evidence') return ['evidence', name, 'require'];
  if (kind === 'freeze' || kind === 'overrides') return [kind];
  if (kind === 'record') return within('after', facts.rules.after.indexOf(name));
  return within('sign-offs', facts.rules.seats.find((seat) => seat.id === result.id)?.line ?? 0);
}

function annotations({ facts, gate, policyText }: Told): Annotation[] {
  const place = placesIn(policyText, facts.policy.path);
  if (gate.decision.requirements.length === 0) {
    const told = `checkpoint ${facts.rules.checkpoint} asks for nothing; give it evidence, sign-offs or an earlier checkpoint`;
    return [{ level: 'error', text: told, place: place(['checkpoints', facts.rules.checkpoint], told) }];
  }
  return gate.decision.requirements
    .filter((result) => !stands(result))
    .map((result) => {
      const who = result.whoCanFix.length > 0 ? ` Who can act: ${result.whoCanFix.join(', ')}.` : '';
      const told = `${result.title} (${result.code}): ${result.seen}. Needed: ${result.needed}.${who}`;
      return { level: 'error', text: told, place: place(pathOf(facts, result), told) };
    });
}

/** An override is never quiet: each use is a warning on the run. */
const overrideAnnotations = ({ decision }: GateDecision): Annotation[] =>
  decision.requirements
    .filter(({ status }) => status === 'OVERRIDDEN')
    .map(({ title, seen }) => ({ level: 'warning', text: `${title}: ${seen}` }));

/** Nor what the images were let through with. */
const waiverAnnotations = ({ waivers = [] }: GateDecision): Annotation[] =>
  waivers.map(({ service, rule, at, owner, expires }) => ({
    level: 'warning',
    text: `${service}: ${rule}${at === null ? '' : ` at ${at}`} is waived by ${owner} until ${expires}`,
  }));

/** Nor is another configuration than that of the last verified deployment. */
function policyAnnotations({ facts }: Told): Annotation[] {
  const told = policyChange(facts);
  return told === undefined ? [] : [{ level: 'warning', text: `${facts.policy.path}: ${told}` }];
}

function pullRequestLine({ facts }: Told): Line[] {
  const { reading } = facts.pullRequests;
  if (reading?.kind !== 'read') return [];
  const { pull, rounds } = reading.value;
  const again = rounds > 1 ? ` (it moved while it was read; ${rounds} rounds)` : '';
  return [{ label: 'Pull request', value: `${link(`#${pull.number} ${pull.title}`, pull.url)}${again}` }];
}

const STAGES = {
  merged: 'merged',
  'before-merge': 'before the merge: nothing can be deployed by this decision',
  none: 'no pull request made this commit',
} as const;

/** Who signs sees what the images were let through with. */
function waiverSection({ waivers = [] }: GateDecision): DecisionPage['sections'] & object {
  if (waivers.length === 0) return [];
  const rows = waivers.map(({ service, rule, at, owner, reason, expires }) => [
    text(service),
    `${code(rule)}${at === null ? '' : ` ${text(at)}`}`,
    text(owner),
    text(expires),
    text(reason, 300),
  ]);
  return [
    { heading: 'Waivers of the images', body: table(['Service', 'Accepted', 'Owner', 'Last day', 'Reason'], rows) },
  ];
}

function page(told: Told, line: string): DecisionPage {
  const { facts, gate, stored, cost } = told;
  const repository = `${told.serverUrl}/${facts.repository.name}`;
  return {
    title: told.mark === undefined ? facts.rules.title : `${told.mark}, nothing was decided: ${facts.rules.title}`,
    scope: facts.environment,
    headline: line,
    decision: gate.decision,
    sections: waiverSection(gate),
    ...(told.mark === undefined ? {} : { mark: told.mark }),
    about: [
      { label: 'Checkpoint', value: code(facts.rules.checkpoint) },
      ...subjectLines(gate.subject, repository),
      ...pullRequestLine(told),
      { label: 'Stage', value: text(STAGES[gate.stage]) },
      policyLine(facts.policy, repository),
      ...(gate.previous === null ? [] : [{ label: 'Previous record', value: `sha256 ${code(gate.previous)}` }]),
    ],
    footer: [
      costLine(cost),
      `${told.mark === undefined ? 'decided' : 'looked at'} ${text(facts.now)}`,
      stored === null ? 'no record is stored' : recordLine(stored),
    ],
  };
}

/** One line: what was decided, or what would be and what was supposed for it. */
function lineOf({ facts, gate, mark, supposed }: Told): string {
  const { checkpoint } = facts.rules;
  if (mark === undefined) return headline(gate.decision, checkpoint);
  const would = headline(gate.decision, checkpoint, WOULD_WORDS);
  if (supposed === undefined) return `${mark}, nothing was decided: ${would}`;
  const people = supposed.signOffs.map(({ role, login }) => `${login} as ${role}`).join(', ') || 'nobody';
  return `${mark}, nothing was decided: had ${people} signed just now, ${would}. Without: it ${WOULD_WORDS[supposed.without]}`;
}

/** What the action says: outputs, summary, and annotations on the lines of the configuration that are not fulfilled. */
export function report(told: Told): Report {
  const { facts, gate, stored, mark } = told;
  const { decision } = gate;
  const line = lineOf(told);
  const outputs = commonOutputs({
    decision,
    stored: stored ?? undefined,
    result: {
      // In place of the verdict, so that nobody who reads the result takes it for one.
      ...(mark === undefined ? {} : { verdict: mark, 'would-be': decision.verdict }),
      ...(told.supposed === undefined ? {} : { 'would-be-without': told.supposed.without }),
      checkpoint: facts.rules.checkpoint,
      environment: facts.environment,
      stage: gate.stage,
      subject: gate.subject,
      requirements: decision.requirements.map(({ id, status, code: reason }) => ({ id, status, code: reason })),
      overridden: decision.requirements.filter(({ status }) => status === 'OVERRIDDEN').map(({ id }) => id),
      waivers: gate.waivers ?? [],
      'record-sha256': stored?.sha256 ?? '',
      ...costResult(told.cost),
    },
  });
  return {
    verdict: mark ?? decision.verdict,
    headline: line,
    outputs,
    summary: decisionPage(page(told, line)),
    annotations: [
      ...overrideAnnotations(gate),
      ...waiverAnnotations(gate),
      ...policyAnnotations(told),
      ...annotations(told).map((one): Annotation => (mark === undefined ? one : { ...one, level: 'notice' })),
    ],
  };
}
