import type { GitHub } from '../shared/adapters/github/port.ts';
import { unzip } from '../shared/adapters/unzip.ts';
import { describeError } from '../shared/domain/errors.ts';
import { type Fact, read, unavailable } from '../shared/domain/fact.ts';
import { sha256 } from '../shared/domain/record.ts';
import type { EvidenceFact, EvidenceFile, EvidenceRule } from '../shared/policy/evidence.ts';
import { readEvidence } from '../shared/policy/evidence-readers/registry.ts';
import { type Candidate, chooseArtifact, type Origin } from '../shared/policy/evidence-source.ts';
import { pathsOf } from '../shared/policy/expression.ts';
import { asFact } from './facts-unavailable.ts';

function asFile(rule: EvidenceRule, bytes: Uint8Array | undefined): EvidenceFile | null {
  if (bytes === undefined) return null;
  const wanted = new Set(pathsOf(rule.require).map((path) => path.split('.')[0] ?? path));
  return { sha256: sha256(bytes), bytes: bytes.length, reading: readEvidence(rule.format, bytes, wanted) };
}

/** Every artifact of one name on every run of the commit, with its run. */
async function candidatesOf(github: GitHub, commit: string, name: string): Promise<Candidate[]> {
  const runs = await github.runsOfCommit(commit);
  const found = await Promise.all(
    runs.map(async (run) => (await github.artifactsOfRun(run.id)).map((artifact) => ({ artifact, run }))),
  );
  return found.flat().filter(({ artifact }) => artifact.name === name);
}

async function fileOf(github: GitHub, rule: EvidenceRule, candidate: Candidate): Promise<Fact<EvidenceFile | null>> {
  const zip = await asFact(() => github.downloadArtifact(candidate.artifact));
  if (zip.kind === 'unavailable') return zip;
  try {
    const files = unzip(zip.value, { only: (name) => name === rule.source.path });
    return read(asFile(rule, files.get(rule.source.path)));
  } catch (thrown) {
    return unavailable(`artifact ${candidate.artifact.name}: ${describeError(thrown)}`, 'EVIDENCE_UNREADABLE');
  }
}

async function readOne(github: GitHub, rule: EvidenceRule, origin: Origin): Promise<EvidenceFact> {
  const { source } = rule;
  if (source.kind === 'repository') {
    const bytes = await asFact(() => github.file(source.path, origin.commit));
    return { rule, candidates: read([]), file: bytes.kind === 'read' ? read(asFile(rule, bytes.value)) : bytes };
  }
  const candidates = await asFact(() => candidatesOf(github, origin.commit, source.artifact));
  if (candidates.kind === 'unavailable') return { rule, candidates, file: candidates };
  const choice = chooseArtifact(candidates.value, origin);
  const file = choice.kind === 'chosen' ? await fileOf(github, rule, choice.candidate) : read(null);
  return { rule, candidates, file };
}

/** Reads every piece of evidence at the same time. */
export const readEvidenceFacts = (
  github: GitHub,
  rules: readonly EvidenceRule[],
  origin: Origin,
): Promise<EvidenceFact[]> => Promise.all(rules.map((rule) => readOne(github, rule, origin)));
