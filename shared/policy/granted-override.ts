import type { Artifact, StartedRun } from '../adapters/github/port.ts';
import { showDuration } from '../domain/duration.ts';
import type { Fact } from '../domain/fact.ts';
import type { Subject } from '../domain/subject.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { RecordCandidate } from './earlier-record.ts';
import type { Seat } from './roles.ts';
import { sameImages } from './same-images.ts';

/** What the configuration says about one kind of override. */
export type OverrideRule = {
  /** Milliseconds. */
  readonly lasts: number;
  /** Milliseconds; null when nothing is promised. */
  readonly validateWithin: number | null;
  readonly seats: readonly Seat[];
};

/** What somebody asked for, as the facts of an override's record hold it. */
export type OverrideRequest = {
  readonly kind: string;
  readonly reason: string;
  readonly ticket: string;
  readonly requester: { readonly id: number; readonly login: string };
  /** Ids of requirements, or `all`. */
  readonly requirements: readonly string[];
  /** RFC 3339, by GitHub's clock. */
  readonly grantedAt: string;
  readonly expires: string;
  /** By when the same checkpoint has to pass without it; null when nothing is promised. */
  readonly validateBy: string | null;
};

/** What is kept of an override's record. */
export type OverrideSummary = {
  readonly sha256: string;
  readonly application: string;
  readonly checkpoint: string | null;
  readonly environment: string | null;
  readonly verdict: Verdict;
  readonly subject: Subject;
  readonly policySha256: string;
  readonly run: { readonly id: number; readonly attempt: number };
  readonly request: OverrideRequest;
  /** Who approved it, in words. */
  readonly approvals: readonly string[];
};

/** An artifact that goes by the name of an override. The record is read only of runs that may grant one. */
export type OverrideCandidate = {
  readonly artifact: Artifact;
  readonly run: Fact<StartedRun>;
  readonly record: Fact<OverrideSummary> | null;
};

/** A record that was made up for after an override, stored by a run that somebody dispatched for it. */
export type LaterCandidate = {
  readonly artifact: Artifact;
  readonly run: Fact<StartedRun>;
  readonly record: RecordCandidate['record'] | null;
};

export type OverrideFacts = {
  readonly found: Fact<readonly OverrideCandidate[]>;
  /** Validations that were made up for, by sha256 of the override; read when the promise is due. */
  readonly later?: Readonly<Record<string, Fact<readonly LaterCandidate[]>>>;
  /** Records of the checkpoint that was overridden, by sha256 of the override; read when the promise is due. */
  readonly validations: Readonly<Record<string, Fact<readonly RecordCandidate[]>>>;
};

/** Where an override has to come from. */
export type OverrideOrigin = { readonly repositoryId: number; readonly branch: string };

/**
 * Why a run cannot have granted an override, whatever it has stored: only a dispatched run of the protected branch can,
 * in its first attempt, because a rerun would begin the time anew.
 */
export function ungranted(artifact: Artifact, run: StartedRun, origin: OverrideOrigin): string | undefined {
  const ids = [artifact.repositoryId, artifact.headRepositoryId, run.repositoryId, run.headRepositoryId];
  if (ids.some((id) => id !== origin.repositoryId)) return 'it comes from another repository, such as a fork';
  if (artifact.runId !== run.id || artifact.headSha !== run.headSha) return 'it belongs to another run';
  if (run.event !== 'workflow_dispatch') return `nobody asked for it: its run was started by ${run.event}`;
  if (run.headBranch !== origin.branch) {
    return `its run was dispatched on ${run.headBranch ?? 'no branch'}, not on the protected ${origin.branch}`;
  }
  return undefined;
}

/** Why a record is no override that was granted, for whatever; undefined when it is one. */
export function unproven(record: OverrideSummary, run: StartedRun, application: string): string | undefined {
  if (record.run.id !== run.id || record.run.attempt !== 1) return 'its record was made by another run or attempt';
  if (record.application !== application) return `it is for the application ${record.application}`;
  const { requester } = record.request;
  if (run.actor?.id !== requester.id || run.actor.type !== 'User') return 'its requester did not start its run';
  return record.verdict === 'PASS' ? undefined : `it was not granted (${record.verdict})`;
}

/** What an override has to fit to count in a gate. */
export type OverrideScope = {
  readonly checkpoint: string;
  readonly environment: string | null;
  readonly subject: Subject;
  readonly policySha256: string;
  readonly rules: Readonly<Record<string, OverrideRule>>;
  /** Milliseconds since the epoch, by GitHub's clock. */
  readonly now: number;
};

/** GitHub's answers may come from servers whose clocks differ by this much, in milliseconds. */
const CLOCK_SKEW = 60_000;

/** Why a granted override does not count for this subject now; undefined when it does. */
export function inapplicable(record: OverrideSummary, scope: OverrideScope): string | undefined {
  const { request, subject } = record;
  if (record.checkpoint !== scope.checkpoint) return `it is for the checkpoint ${record.checkpoint ?? 'none'}`;
  if (record.environment !== scope.environment) return `it is for the environment ${record.environment ?? 'none'}`;
  if (subject.commit !== scope.subject.commit || subject.tree !== scope.subject.tree) return 'it is for another commit';
  if (!sameImages(subject.images, scope.subject.images)) return 'it is for other images';
  if (record.policySha256 !== scope.policySha256) return 'it was granted by another version of the configuration';
  const rule = Object.hasOwn(scope.rules, request.kind) ? scope.rules[request.kind] : undefined;
  if (rule === undefined) return `the configuration has no override "${request.kind}"`;
  const granted = Date.parse(request.grantedAt);
  const end = Math.min(Date.parse(request.expires), granted + rule.lasts);
  if (Number.isNaN(end) || granted > scope.now + CLOCK_SKEW) return 'its times cannot be';
  if (scope.now >= end) return `it expired ${showDuration(scope.now - end)} ago, at ${new Date(end).toISOString()}`;
  return undefined;
}
