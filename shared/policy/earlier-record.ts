import type { Artifact, WorkflowRun } from '../adapters/github/port.ts';
import type { Observation, RequirementResult } from '../domain/decision.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { ImageReference, Subject } from '../domain/subject.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { BuildWaiver } from './build-waivers.ts';
import { foreign, type Origin } from './evidence-source.ts';
import { type ChainPool, chainProblem } from './record-chain.ts';
import { sameImages } from './same-images.ts';

/** What is kept of an earlier record: enough to judge it and to find it again by its hash. */
export type RecordSummary = {
  readonly sha256: string;
  readonly kind: string;
  readonly application: string;
  readonly checkpoint: string | null;
  readonly environment: string | null;
  readonly verdict: Verdict;
  /** Ids of the requirements that an override stood in for. */
  readonly overridden?: readonly string[];
  /** What a build let through, and who answers for it; absent when nothing. */
  readonly waivers?: readonly BuildWaiver[];
  readonly subject: Subject;
  readonly policy: { readonly ref: string; readonly sha256: string };
  readonly runId: number;
  readonly decidedAt: string;
  /** sha256 of the record before it; null for the first. */
  readonly previous: string | null;
};

/** A record artifact of a run of the commit. */
export type RecordCandidate = {
  readonly artifact: Artifact;
  readonly run: WorkflowRun;
  readonly attempt: number;
  readonly record: Fact<RecordSummary>;
};

/** What the record has to agree with. */
export type Expected = Origin & {
  readonly title: string;
  readonly kind: 'build' | 'gate';
  readonly application: string;
  readonly checkpoint: string | null;
  /** Environments whose record counts; null is a record for no environment. */
  readonly environments: readonly (string | null)[];
  readonly tree: string;
  readonly policySha256: string;
  /** Null when no images are known yet. */
  readonly images: Readonly<Record<string, ImageReference>> | null;
  /** Where the records before it are looked up; without it, the chain is not followed. */
  readonly chain?: ChainPool;
};

const what = (candidate: RecordCandidate): string => `record ${candidate.artifact.name}`;

/** Why a record that was read does not bind this subject; undefined when it does. */
function mismatch(record: RecordSummary, candidate: RecordCandidate, expected: Expected): string | undefined {
  if (record.runId !== candidate.run.id)
    return `it says that run ${record.runId} made it, but run ${candidate.run.id} did`;
  if (record.kind !== expected.kind || record.checkpoint !== expected.checkpoint)
    return 'it is a record of something else';
  if (!expected.environments.includes(record.environment))
    return `it is for the environment ${record.environment ?? 'none'}`;
  if (record.application !== expected.application) return `it is for the application ${record.application}`;
  if (record.subject.commit !== expected.commit || record.subject.tree !== expected.tree)
    return 'its subject is another commit or tree';
  if (record.policy.ref === 'workspace')
    return 'it was decided by the configuration of its own change, not by the protected one';
  if (record.policy.sha256 !== expected.policySha256) return 'it was decided by another version of the configuration';
  const images = Object.keys(record.subject.images).length > 0 && expected.images !== null;
  if (images && !sameImages(record.subject.images, expected.images ?? {})) return 'its subject has other images';
  return undefined;
}

/** Newer runs first, then newer attempts: the last answer counts, also when it is a no. */
const newestFirst = (left: RecordCandidate, right: RecordCandidate): number =>
  right.run.id - left.run.id || right.attempt - left.attempt || right.artifact.id - left.artifact.id;

const passedOver = (candidate: RecordCandidate, why: string): Observation => ({
  what: what(candidate),
  counted: false,
  why,
  link: candidate.run.url,
});

type Judged = { readonly result: RequirementResult; readonly record: RecordSummary | null };

/**
 * Judges the record of an earlier checkpoint or of the build: the newest of the commit counts, and only when it is
 * PASS, unaltered, and decided by the same configuration about the same subject.
 */
export function judgeRecord(candidates: Fact<readonly RecordCandidate[]>, expected: Expected): Judged {
  const base = {
    id: `record/${expected.checkpoint ?? expected.kind}`,
    title: expected.title,
    needed: 'a PASS record for this commit, decided by the same configuration',
    links: [],
    observations: [],
  };
  const no = (
    status: 'UNSATISFIED' | 'ERROR',
    code: ReasonCode,
    seen: string,
    more: Partial<RequirementResult> = {},
  ): Judged => ({
    result: { ...base, status, code, seen, whoCanFix: ['whoever can run the earlier step for this commit'], ...more },
    record: null,
  });
  if (candidates.kind === 'unavailable') return no('ERROR', candidates.code, candidates.reason);
  const judged = candidates.value.map((candidate) => ({ candidate, why: foreign(candidate, expected) }));
  const own = judged.filter(({ why }) => why === undefined).map(({ candidate }) => candidate);
  const [newest, ...older] = own.toSorted(newestFirst);
  const observations = [
    ...judged.flatMap(({ candidate, why }) => (why === undefined ? [] : [passedOver(candidate, why)])),
    ...older.map((candidate) => passedOver(candidate, 'a newer record replaces it')),
  ];
  if (newest === undefined) {
    return no('UNSATISFIED', 'RECORD_MISSING', `no record for commit ${expected.commit.slice(0, 12)}`, {
      observations,
    });
  }
  const more = { observations, links: [newest.run.url] };
  if (newest.record.kind === 'unavailable') {
    return no('ERROR', newest.record.code, `${what(newest)}: ${newest.record.reason}`, more);
  }
  const record = newest.record.value;
  const wrong = mismatch(record, newest, expected);
  if (wrong !== undefined) return no('UNSATISFIED', 'RECORD_MISMATCH', `${what(newest)}: ${wrong}`, more);
  if (record.verdict !== 'PASS')
    return no('UNSATISFIED', 'RECORD_NOT_PASS', `${record.verdict} in run ${newest.run.id}`, more);
  const broken = expected.chain && chainProblem(record, expected.chain, expected);
  if (broken !== undefined) return no(broken.status, broken.code, `${what(newest)}: ${broken.seen}`, more);
  const overridden = record.overridden ?? [];
  const loud = overridden.length > 0 ? ` with OVERRIDDEN ${overridden.join(', ')}` : '';
  const seen = `PASS${loud} in run ${newest.run.id}, sha256 ${record.sha256.slice(0, 12)}`;
  return { result: { ...base, ...more, status: 'SATISFIED', code: 'OK', seen, whoCanFix: [] }, record };
}
