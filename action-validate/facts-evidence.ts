import { posix } from 'node:path';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { unzip } from '../shared/adapters/unzip.ts';
import { isPattern } from '../shared/config/pattern.ts';
import { describeError } from '../shared/domain/errors.ts';
import { type Fact, read, unavailable } from '../shared/domain/fact.ts';
import { sha256 } from '../shared/domain/record.ts';
import { type EvidenceFact, type EvidenceFile, type EvidenceRule, originFor } from '../shared/policy/evidence.ts';
import { MAX_EVIDENCE_BYTES, readEvidence } from '../shared/policy/evidence-readers/registry.ts';
import { type Candidate, chooseArtifact, type Origin } from '../shared/policy/evidence-source.ts';
import { pathsOf } from '../shared/policy/expression.ts';
import { findPersonalData } from '../shared/policy/personal-data.ts';
import { readSignature } from './facts-signature.ts';
import { asFact } from './facts-unavailable.ts';

/** Files that one pattern may match; more are not evidence that anybody looks through. */
const MAX_FILES = 200;

function asFile(rule: EvidenceRule, path: string, bytes: Uint8Array): EvidenceFile {
  const wanted = new Set(pathsOf(rule.require).map((one) => one.split('.')[0] ?? one));
  const personal = findPersonalData(new TextDecoder().decode(bytes.subarray(0, MAX_EVIDENCE_BYTES)));
  return {
    path,
    sha256: sha256(bytes),
    bytes: bytes.length,
    reading: readEvidence(rule.format, bytes, wanted),
    ...(rule.signedBy === undefined ? {} : { signature: readSignature(bytes, rule.signedBy) }),
    ...(personal.length === 0 ? {} : { personal }),
  };
}

/** Every artifact of one name on every run of the commit, with its run and, after a rerun, the run's jobs. */
async function candidatesOf(github: GitHub, commit: string, name: string): Promise<Candidate[]> {
  const runs = await github.runsOfCommit(commit);
  const found = await Promise.all(
    runs.map(async (run) => {
      const named = (await github.artifactsOfRun(run.id)).filter((artifact) => artifact.name === name);
      const jobs = named.length > 0 && run.attempt > 1 ? { jobs: await github.jobsOfRun(run.id) } : {};
      return named.map((artifact) => ({ artifact, run, ...jobs }));
    }),
  );
  return found.flat();
}

async function filesOf(github: GitHub, rule: EvidenceRule, candidate: Candidate): Promise<Fact<EvidenceFile[]>> {
  const zip = await asFact(() => github.downloadArtifact(candidate.artifact));
  if (zip.kind === 'unavailable') return zip;
  const { path } = rule.source;
  const refuse = (why: string): Fact<never> =>
    unavailable(`artifact ${candidate.artifact.name}: ${why}`, 'EVIDENCE_UNREADABLE');
  try {
    const files = unzip(zip.value, {
      only: isPattern(path) ? (name) => posix.matchesGlob(name, path) : (name) => name === path,
    });
    if (files.size > MAX_FILES) return refuse(`${files.size} files match ${path}, at most ${MAX_FILES} are read`);
    const sorted = [...files].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return read(sorted.map(([name, bytes]) => asFile(rule, name, bytes)));
  } catch (thrown) {
    return refuse(describeError(thrown));
  }
}

async function readOne(github: GitHub, rule: EvidenceRule, origin: Origin): Promise<EvidenceFact> {
  const { source } = rule;
  if (source.kind === 'repository') {
    const bytes = await asFact(() => github.file(source.path, origin.commit));
    if (bytes.kind === 'unavailable') return { rule, candidates: read([]), files: bytes };
    const files = bytes.value === undefined ? [] : [asFile(rule, source.path, bytes.value)];
    return { rule, candidates: read([]), files: read(files) };
  }
  const candidates = await asFact(() => candidatesOf(github, origin.commit, source.artifact));
  if (candidates.kind === 'unavailable') return { rule, candidates, files: candidates };
  const choice = chooseArtifact(candidates.value, originFor(rule, origin));
  const files = choice.kind === 'chosen' ? await filesOf(github, rule, choice.candidate) : read([]);
  return { rule, candidates, files };
}

/** Reads every piece of evidence at the same time. */
export const readEvidenceFacts = (
  github: GitHub,
  rules: readonly EvidenceRule[],
  origin: Origin,
): Promise<EvidenceFact[]> => Promise.all(rules.map((rule) => readOne(github, rule, origin)));
