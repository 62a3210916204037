import {
  overrideArtifactName,
  parseRecordArtifactName,
  RECORD_FILE,
  type RecordName,
  recordArtifactName,
} from '../domain/artifact-names.ts';
import { describeError } from '../domain/errors.ts';
import { type ParsedRecord, parseRecord } from '../domain/parse-record.ts';
import { type DecisionRecord, seal } from '../domain/record.ts';
import type { Artifacts } from './artifacts/port.ts';
import type { Files } from './files.ts';
import type { Artifact, GitHub, WorkflowRun } from './github/port.ts';
import { unzip } from './unzip.ts';

export type StoredRecord = {
  readonly sha256: string;
  /** Absolute path of the record's file on the runner. */
  readonly path: string;
  /** Name of the artifact that holds it. */
  readonly artifact: string;
};

/** A record artifact of a commit's runs. Who made it, and whether that counts, is for the gate to judge. */
export type FoundRecord = {
  readonly run: WorkflowRun;
  readonly artifact: Artifact;
  readonly name: RecordName;
  /** The record, or why it could not be read. A candidate that could not be read is never the same as none. */
  readonly parsed: ParsedRecord;
};

/** A record's own artifact name: builds and records without a checkpoint go by their kind. */
const nameOf = (record: DecisionRecord): RecordName => ({
  subject: record.kind === 'build' ? 'build' : (record.checkpoint ?? record.kind),
  environment: record.environment,
  run: record.run.id,
  attempt: record.run.attempt,
});

/**
 * Seals a record, writes it to a file and uploads it under its own name.
 * @throws UserError('ARTIFACT_NOT_STORED') when it was not stored; a decision without its record must not stand
 */
export async function storeRecord(
  ports: { readonly artifacts: Artifacts; readonly files: Files },
  record: DecisionRecord,
  name?: string,
): Promise<StoredRecord> {
  const sealed = seal(record);
  const usual =
    record.kind === 'override' ? overrideArtifactName(record.application) : recordArtifactName(nameOf(record));
  const artifact = name ?? usual;
  const path = await ports.files.writeTemp(`${artifact}.json`, sealed.text);
  await ports.artifacts.upload(artifact, [{ name: RECORD_FILE, bytes: sealed.text }]);
  return { sha256: sealed.sha256, path, artifact };
}

/** What is in an artifact must be the record that the artifact's name and run promise. */
function bound(parsed: ParsedRecord, name: RecordName, run: WorkflowRun): ParsedRecord {
  if (!parsed.ok) return parsed;
  if (recordArtifactName(nameOf(parsed.record)) !== recordArtifactName(name))
    return { ok: false, problem: `it holds the record ${recordArtifactName(nameOf(parsed.record))}` };
  if (name.run !== run.id || name.attempt > run.attempt)
    return {
      ok: false,
      problem: `it is named after run ${name.run}, attempt ${name.attempt}, but run ${run.id} made it`,
    };
  return parsed;
}

/** The record in an artifact, or why it cannot be read. Says nothing about who stored it. */
export async function readStored(github: GitHub, artifact: Artifact): Promise<ParsedRecord> {
  if (artifact.expired) return { ok: false, problem: 'the artifact has expired; run the job that made it again' };
  try {
    const content = unzip(await github.downloadArtifact(artifact)).get(RECORD_FILE);
    if (content === undefined) return { ok: false, problem: `there is no ${RECORD_FILE} in it` };
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return parseRecord(text);
  } catch (thrown) {
    return { ok: false, problem: describeError(thrown) };
  }
}

/**
 * All records that runs of a commit have stored, oldest run first, with what was read or why it was not. The zip's
 * digest was checked on the way; an artifact without one is never read.
 * @param which.subject checkpoint id, or kind of a record without one
 * @param which.environment null for records that belong to no environment
 * @param which.run the only run that is looked into
 * @throws UserError('GITHUB_UNREADABLE') when runs or artifacts could not be listed
 */
export async function findRecords(
  github: GitHub,
  commit: string,
  which: { readonly subject?: string; readonly environment?: string | null; readonly run?: number } = {},
): Promise<readonly FoundRecord[]> {
  // Asked beside the list of runs, which has to name the run too; what it throws is thrown where it is awaited.
  const early = which.run === undefined ? undefined : github.artifactsOfRun(which.run);
  early?.catch(() => undefined);
  const all = [...(await github.runsOfCommit(commit))].sort((a, b) => a.id - b.id);
  const runs = which.run === undefined ? all : all.filter((run) => run.id === which.run);
  const found = await Promise.all(
    runs.map(async (run) => {
      const candidates = (await (early ?? github.artifactsOfRun(run.id))).flatMap((artifact) => {
        const name = parseRecordArtifactName(artifact.name);
        return name !== undefined && wanted(name, which) ? [{ artifact, name }] : [];
      });
      return Promise.all(
        candidates.map(async ({ artifact, name }): Promise<FoundRecord> => {
          return { run, artifact, name, parsed: bound(await readStored(github, artifact), name, run) };
        }),
      );
    }),
  );
  return found.flat();
}

const wanted = (
  name: RecordName,
  which: { readonly subject?: string; readonly environment?: string | null },
): boolean =>
  (which.subject === undefined || name.subject === which.subject) &&
  (which.environment === undefined || name.environment === which.environment);
