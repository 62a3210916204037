import type { EvidenceFormat } from '../config/schema/checkpoints.ts';
import type { RequirementResult } from '../domain/decision.ts';
import { showDuration } from '../domain/duration.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { Reading } from './evidence-readers/reading.ts';
import { type Candidate, chooseArtifact, type Origin } from './evidence-source.ts';
import { evaluateExpression, shownValues } from './expression.ts';

/** What the configuration says about one piece of evidence. */
export type EvidenceRule = {
  readonly name: string;
  readonly source:
    | { readonly kind: 'artifact'; readonly artifact: string; readonly path: string }
    | { readonly kind: 'repository'; readonly path: string };
  readonly format: EvidenceFormat;
  readonly require: string;
  /** Milliseconds; null for any age. */
  readonly maxAge: number | null;
};

/** A file as it was read: its hash and what the reader found in it, never its text. */
export type EvidenceFile = {
  readonly sha256: string;
  readonly bytes: number;
  readonly reading: Reading;
};

export type EvidenceFact = {
  readonly rule: EvidenceRule;
  /** Every artifact of the name on the commit's runs; empty for a file of the repository. */
  readonly candidates: Fact<readonly Candidate[]>;
  /** Null when there is no such file, or no artifact to look for it in. */
  readonly file: Fact<EvidenceFile | null>;
};

type Outcome = Pick<RequirementResult, 'status' | 'code' | 'seen'> & { readonly link?: string };

const error = (code: ReasonCode, seen: string): Outcome => ({ status: 'ERROR', code, seen });
const open = (code: ReasonCode, seen: string): Outcome => ({ status: 'UNSATISFIED', code, seen });

/** Clocks of GitHub and the runner may differ by this much, in milliseconds. */
const CLOCK_SKEW = 300_000;

function ageProblem(rule: EvidenceRule, createdAt: string | null, now: number): Outcome | undefined {
  if (rule.maxAge === null) return undefined;
  if (createdAt === null)
    return error('EVIDENCE_TOO_OLD', 'max-age: nobody can tell the age of a file in the repository');
  const age = now - Date.parse(createdAt);
  if (Number.isNaN(age) || age < -CLOCK_SKEW) {
    return error('EVIDENCE_TOO_OLD', `its time ${createdAt} cannot be: the clock says ${new Date(now).toISOString()}`);
  }
  if (age <= rule.maxAge) return undefined;
  return open('EVIDENCE_TOO_OLD', `it is ${showDuration(age)} old, at most ${showDuration(rule.maxAge)} are allowed`);
}

function judgeContent(fact: EvidenceFact, createdAt: string | null, now: number): Outcome {
  const { rule, file } = fact;
  const where = `${rule.source.path}${rule.source.kind === 'artifact' ? ` in artifact ${rule.source.artifact}` : ''}`;
  if (file.kind === 'unavailable') return error(file.code, file.reason);
  if (file.value === null) return open('EVIDENCE_MISSING', `there is no ${where}`);
  const { reading } = file.value;
  if (reading.kind === 'unreadable') return error('EVIDENCE_UNREADABLE', `${where}: ${reading.reason}`);
  const old = ageProblem(rule, createdAt, now);
  if (old !== undefined) return old;
  const answer = evaluateExpression(rule.require, reading.values, now);
  if (answer.kind === 'none') {
    const known = Object.keys(reading.values).toSorted().join(', ') || 'none of those that it uses';
    return error('EVIDENCE_EXPRESSION', `require gives no answer: ${answer.reason}; known: ${known}`);
  }
  const shown = shownValues(rule.require, reading.values) || where;
  return answer.holds ? { status: 'SATISFIED', code: 'OK', seen: shown } : open('EVIDENCE_INSUFFICIENT', shown);
}

function judge(fact: EvidenceFact, origin: Origin, now: number): Outcome & Pick<RequirementResult, 'observations'> {
  const { rule, candidates } = fact;
  if (rule.source.kind === 'repository') return { ...judgeContent(fact, null, now), observations: [] };
  if (candidates.kind === 'unavailable') return { ...error(candidates.code, candidates.reason), observations: [] };
  const choice = chooseArtifact(candidates.value, origin);
  const { observations } = choice;
  if (choice.kind === 'none') {
    const seen = `no run of commit ${origin.commit.slice(0, 12)} has an artifact "${rule.source.artifact}" that counts`;
    return { ...open('EVIDENCE_MISSING', seen), observations };
  }
  if (choice.kind === 'refused') {
    const seen = `the newest artifact "${rule.source.artifact}": ${choice.why}`;
    return { ...open('EVIDENCE_UNTRUSTED', seen), link: choice.link, observations };
  }
  const { artifact, run } = choice.candidate;
  return { ...judgeContent(fact, artifact.createdAt, now), link: run.url, observations };
}

/** Judges one piece of evidence from its facts. @param now milliseconds since the epoch */
export function judgeEvidence(fact: EvidenceFact, origin: Origin, now: number): RequirementResult {
  const { rule } = fact;
  const { link, ...outcome } = judge(fact, origin, now);
  const age = rule.maxAge === null ? '' : `, not older than ${showDuration(rule.maxAge)}`;
  return {
    id: `evidence/${rule.name}`,
    title: `Evidence ${rule.name}`,
    ...outcome,
    needed: `${rule.require}${age}`,
    whoCanFix: outcome.status === 'SATISFIED' ? [] : ['whoever changes this commit or its workflows'],
    links: link === undefined ? [] : [link],
  };
}
