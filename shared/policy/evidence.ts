import type { EvidenceFormat } from '../config/schema/checkpoints.ts';
import type { RequirementResult } from '../domain/decision.ts';
import { showDuration } from '../domain/duration.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { Subject } from '../domain/subject.ts';
import type { Reading } from './evidence-readers/reading.ts';
import { EVIDENCE_FORMS } from './evidence-readers/registry.ts';
import { together } from './evidence-readers/several.ts';
import { type EnvelopeSignature, toldSignature, unsigned } from './evidence-signature.ts';
import { type Candidate, chooseArtifact, type Origin } from './evidence-source.ts';
import { evaluateExpression, shownValues } from './expression.ts';
import { type PersonalData, showPersonalData } from './personal-data.ts';

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
  /** Path of the only workflow whose artifacts count. */
  readonly from?: string;
  /** Service whose image every file has to be about, by digest. */
  readonly image?: string;
  /** Public keys (PEM), one of which must have signed the envelope. */
  readonly signedBy?: readonly string[];
  /** What looks like personal data makes it no evidence; otherwise it is told. */
  readonly refusePersonalData?: true;
};

/** A file as it was read: its hash and what the reader found in it, never its text. */
export type EvidenceFile = {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly reading: Reading;
  /** Only where the rule names keys. */
  readonly signature?: EnvelopeSignature;
  /** Places of what looks like personal data. */
  readonly personal?: readonly PersonalData[];
};

export type EvidenceFact = {
  readonly rule: EvidenceRule;
  /** Every artifact of the name on the commit's runs; empty for a file of the repository. */
  readonly candidates: Fact<readonly Candidate[]>;
  /** Empty when there is no such file, or no artifact to look for it in; several when the path is a pattern. */
  readonly files: Fact<readonly EvidenceFile[]>;
};

/** What evidence is judged against, besides its own rule. */
export type Against = {
  readonly origin: Origin;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Images of the subject, by service. */
  readonly images: Subject['images'];
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
  if (Number.isNaN(now)) return error('EVIDENCE_TOO_OLD', 'max-age: GitHub told no time, so that no age is known');
  const age = now - Date.parse(createdAt);
  if (Number.isNaN(age) || age < -CLOCK_SKEW) {
    return error('EVIDENCE_TOO_OLD', `its time ${createdAt} cannot be: the clock says ${new Date(now).toISOString()}`);
  }
  if (age <= rule.maxAge) return undefined;
  return open('EVIDENCE_TOO_OLD', `it is ${showDuration(age)} old, at most ${showDuration(rule.maxAge)} are allowed`);
}

/** Every file has to be about the image that goes out: a scan of another one proves nothing about it. */
function imageProblem(
  { rule }: EvidenceFact,
  files: readonly EvidenceFile[],
  images: Subject['images'],
): Outcome | undefined {
  if (rule.image === undefined) return undefined;
  const image = Object.hasOwn(images, rule.image) ? images[rule.image] : undefined;
  if (image === undefined)
    return open('EVIDENCE_OTHER_IMAGE', `no build of this commit has pushed an image of ${rule.image}`);
  const other = files.find(({ reading }) => reading.kind === 'values' && !reading.digests?.includes(image.digest));
  if (other === undefined) return undefined;
  const named = (other.reading.kind === 'values' ? other.reading.digests : undefined) ?? [];
  const about =
    named.length === 0 ? 'names no image by its digest' : `is about ${[...new Set(named)].slice(0, 3).join(', ')}`;
  return open('EVIDENCE_OTHER_IMAGE', `${other.path} ${about}, and ${rule.image} is ${image.digest}`);
}

function signatureProblem({ rule }: EvidenceFact, files: readonly EvidenceFile[]): Outcome | undefined {
  const why = unsigned(rule, files);
  return why === undefined ? undefined : open('EVIDENCE_UNSIGNED', why);
}

function personalProblem({ rule }: EvidenceFact, files: readonly EvidenceFile[]): Outcome | undefined {
  const found = rule.refusePersonalData ? toldPersonalData(files) : '';
  return found === '' ? undefined : open('EVIDENCE_PERSONAL_DATA', found);
}

/** What looks like personal data in the files; empty when nothing does. */
const toldPersonalData = (files: readonly EvidenceFile[]): string =>
  files
    .filter(({ personal = [] }) => personal.length > 0)
    .map(({ path, personal = [] }) => `${path} has what looks like ${showPersonalData(personal)}`)
    .slice(0, 3)
    .join('; ');

function judgeValues({ rule }: EvidenceFact, files: readonly EvidenceFile[], where: string, now: number): Outcome {
  const form = EVIDENCE_FORMS[rule.format];
  const reading = together(
    form,
    files.map((file) => file.reading),
  );
  if (reading.kind === 'unreadable') return error('EVIDENCE_UNREADABLE', `${where}: ${reading.reason}`);
  const times = new Set(form.variables.filter(({ unit }) => unit === 'time').map(({ name }) => name));
  const values = { files: files.length, ...reading.values };
  const answer = evaluateExpression(rule.require, values, now, times);
  if (answer.kind === 'none') {
    const known = Object.keys(values).toSorted().join(', ') || 'none of those that it uses';
    return error('EVIDENCE_EXPRESSION', `require gives no answer: ${answer.reason}; known: ${known}`);
  }
  const several = files.length > 1 ? `, ${files.length} files` : '';
  const shown = `${shownValues(rule.require, values) || where}${several}`;
  return answer.holds ? { status: 'SATISFIED', code: 'OK', seen: shown } : open('EVIDENCE_INSUFFICIENT', shown);
}

function judgeContent(fact: EvidenceFact, createdAt: string | null, { now, images }: Against): Outcome {
  const { rule } = fact;
  const inside = rule.source.kind === 'artifact' ? ` in artifact ${rule.source.artifact}` : '';
  if (fact.files.kind === 'unavailable') return error(fact.files.code, fact.files.reason);
  const files = fact.files.value;
  if (files.length === 0) return open('EVIDENCE_MISSING', `there is no ${rule.source.path}${inside}`);
  const bad = files.find(({ reading }) => reading.kind === 'unreadable');
  if (bad?.reading.kind === 'unreadable')
    return error('EVIDENCE_UNREADABLE', `${bad.path}${inside}: ${bad.reading.reason}`);
  const problem =
    ageProblem(rule, createdAt, now) ??
    signatureProblem(fact, files) ??
    imageProblem(fact, files, images) ??
    personalProblem(fact, files);
  if (problem !== undefined) return problem;
  const judged = judgeValues(fact, files, `${rule.source.path}${inside}`, now);
  const outcome = { ...judged, seen: `${judged.seen}${toldSignature(rule, files)}` };
  const personal = toldPersonalData(files);
  return personal === '' ? outcome : { ...outcome, seen: `${outcome.seen}; careful: ${personal}` };
}

function judge(fact: EvidenceFact, against: Against): Outcome & Pick<RequirementResult, 'observations'> {
  const { rule, candidates } = fact;
  if (rule.source.kind === 'repository') return { ...judgeContent(fact, null, against), observations: [] };
  if (candidates.kind === 'unavailable') return { ...error(candidates.code, candidates.reason), observations: [] };
  const choice = chooseArtifact(candidates.value, originFor(rule, against.origin));
  const { observations } = choice;
  if (choice.kind === 'none') {
    const { commit } = against.origin;
    const seen = `no run of commit ${commit.slice(0, 12)} has an artifact "${rule.source.artifact}" that counts`;
    return { ...open('EVIDENCE_MISSING', seen), observations };
  }
  if (choice.kind === 'refused') {
    const seen = `the newest artifact "${rule.source.artifact}": ${choice.why}`;
    return { ...open('EVIDENCE_UNTRUSTED', seen), link: choice.link, observations };
  }
  const { artifact, run } = choice.candidate;
  return { ...judgeContent(fact, artifact.createdAt, against), link: run.url, observations };
}

/** What an artifact for this rule has to belong to. */
export const originFor = (rule: EvidenceRule, origin: Origin): Origin =>
  rule.from === undefined ? origin : { ...origin, workflow: rule.from };

/** What is asked for, besides `require`. */
function conditions(rule: EvidenceRule): string {
  return [
    rule.require,
    ...(rule.maxAge === null ? [] : [`not older than ${showDuration(rule.maxAge)}`]),
    ...(rule.image === undefined ? [] : [`about the image of ${rule.image}`]),
    ...(rule.from === undefined ? [] : [`made by ${rule.from}`]),
    ...(rule.signedBy === undefined ? [] : ['signed by a key of signed-by']),
    ...(rule.refusePersonalData ? ['without personal data'] : []),
  ].join(', ');
}

/** Judges one piece of evidence from its facts. */
export function judgeEvidence(fact: EvidenceFact, against: Against): RequirementResult {
  const { rule } = fact;
  const { link, ...outcome } = judge(fact, against);
  return {
    id: `evidence/${rule.name}`,
    title: `Evidence ${rule.name}`,
    ...outcome,
    needed: conditions(rule),
    whoCanFix: outcome.status === 'SATISFIED' ? [] : ['whoever changes this commit or its workflows'],
    links: link === undefined ? [] : [link],
  };
}
