/** Where a record is stored: one artifact per decision and attempt, so that a rerun never replaces what was decided. */
export type RecordName = {
  /** Checkpoint id, or the kind of a record that belongs to no checkpoint: `build`, `rollback`. */
  readonly subject: string;
  readonly environment: string | null;
  readonly run: number;
  readonly attempt: number;
};

/** The file inside a record artifact. */
export const RECORD_FILE = 'record.json';

const NAME = /^countersign-(.+)\.(.+)\.(\d+)\.(\d+)$/;

/** `countersign-VALIDATION-BUILD.production.4711.1`; `_` stands for no environment. */
export const recordArtifactName = (name: RecordName): string =>
  `countersign-${name.subject}.${name.environment ?? '_'}.${name.run}.${name.attempt}`;

/** Reads a record artifact's name back; undefined for any other artifact. Names in the configuration have no dot. */
export function parseRecordArtifactName(text: string): RecordName | undefined {
  const [, subject, environment, run, attempt] = NAME.exec(text) ?? [];
  if (subject === undefined || environment === undefined) return undefined;
  return {
    subject,
    environment: environment === '_' ? null : environment,
    run: Number(run),
    attempt: Number(attempt),
  };
}

/**
 * Where an override is stored: by application, so that every later gate finds it with one question whichever commit its
 * run was of. A run can grant one; a rerun cannot store it again, so that nobody begins its time anew.
 */
export const overrideArtifactName = (application: string): string => `countersign-override.${application}`;

/**
 * Where a validation is stored that is made up for after an override, by a run of another commit: gates that look for it
 * know all of this. No deployment looks there. A run can store one, and a rerun none.
 */
export const laterRecordArtifactName = (about: {
  readonly application: string;
  readonly checkpoint: string;
  readonly environment: string | null;
  readonly commit: string;
}): string =>
  `countersign-validation.${about.application}.${about.checkpoint}.${about.environment ?? '_'}.c${about.commit.slice(0, 12)}`;
