import type { StartedRun } from '../adapters/github/port.ts';
import type { Observation, RequirementResult } from '../domain/decision.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import {
  inapplicable,
  type OverrideCandidate,
  type OverrideOrigin,
  type OverrideRequest,
  type OverrideScope,
  type OverrideSummary,
  ungranted,
  unproven,
} from './granted-override.ts';

/** Requirement of the promise to validate later; it is never part of `all`. */
export const VALIDATION_DUE = 'overrides/validation';

/** Bound to content, whatever the emergency: what was built is what is released, and what was merged is what was read. */
const NEVER: ReadonlySet<string> = new Set(['record/build', 'overrides', 'link']);

/** What is wrong in itself can be overridden; what GitHub did not tell can be asked again. */
const JUDGED: ReadonlySet<ReasonCode> = new Set([
  'EVIDENCE_UNREADABLE',
  'EVIDENCE_EXPRESSION',
  'EVIDENCE_TOO_OLD',
  'AUTHOR_UNKNOWN',
]);

/** Whether an override may stand in for this result at all. */
const open = (result: RequirementResult): boolean =>
  !NEVER.has(result.id) && (result.status === 'UNSATISFIED' || (result.status === 'ERROR' && JUDGED.has(result.code)));

const names = ({ requirements }: OverrideRequest, id: string): boolean =>
  requirements.includes(id) || (requirements.includes('all') && id !== VALIDATION_DUE);

export type GrantedOverride = { readonly record: OverrideSummary; readonly run: StartedRun };

const what = ({ record, run }: GrantedOverride): string => `override ${record.request.kind} of run ${run.id}`;

/** How an override is told wherever it was used: what for, by whom, until when. */
function tellOverride({ record }: GrantedOverride): string {
  const { kind, reason, ticket, requester, expires } = record.request;
  // Who, in which role; how they did it is in the record of the override.
  const by = record.approvals.map((approval) => approval.split(':')[0]).join(', ') || 'nobody';
  return `OVERRIDDEN by ${kind} until ${expires}: ${reason} (${ticket}); asked for by ${requester.login}, approved by ${by}`;
}

function overridden(result: RequirementResult, by: GrantedOverride): RequirementResult {
  const observation = { what: what(by), counted: true, why: tellOverride(by), link: by.run.url };
  return {
    ...result,
    status: 'OVERRIDDEN',
    seen: `${tellOverride(by)}. Seen: ${result.seen}`,
    whoCanFix: [],
    links: [by.run.url, ...result.links],
    observations: [observation, ...result.observations],
  };
}

/** Overrides that were looked at for this subject, and why each of them does not count. */
export type Judged = {
  readonly granted: readonly GrantedOverride[];
  readonly rejected: readonly { readonly names: readonly string[]; readonly observation: Observation }[];
};

/** Which overrides count for the scope. Of other subjects nothing is said: there may be many. */
export function judgeOverrides(
  candidates: readonly OverrideCandidate[],
  origin: OverrideOrigin,
  application: string,
  scope: OverrideScope,
): Judged {
  const granted: GrantedOverride[] = [];
  const rejected: { names: readonly string[]; observation: Observation }[] = [];
  for (const { artifact, run, record } of candidates) {
    if (run.kind === 'unavailable' || record?.kind !== 'read') {
      const why = run.kind === 'read' ? ungranted(artifact, run.value, origin) : run.reason;
      const unread = record?.kind === 'unavailable' ? record.reason : 'its record was not read';
      const told = { what: `override of run ${artifact.runId}`, counted: false, why: why ?? unread };
      if (artifact.headSha === scope.subject.commit || why === undefined)
        rejected.push({ names: ['all'], observation: told });
      continue;
    }
    const one = { record: record.value, run: run.value };
    const why =
      ungranted(artifact, run.value, origin) ??
      unproven(record.value, run.value, application) ??
      inapplicable(record.value, scope);
    if (why === undefined) granted.push(one);
    else if (record.value.subject.commit === scope.subject.commit) {
      const observation = { what: what(one), counted: false, why, link: run.value.url };
      rejected.push({ names: record.value.request.requirements, observation });
    }
  }
  return { granted, rejected };
}

/** Puts OVERRIDDEN in place of what an override names and may stand in for; nothing is ever made SATISFIED. */
export function applyOverrides(
  results: readonly RequirementResult[],
  { granted, rejected }: Judged,
): RequirementResult[] {
  return results.map((result) => {
    if (!open(result)) return result;
    const by = granted.find(({ record }) => names(record.request, result.id));
    if (by !== undefined) return overridden(result, by);
    const told = rejected.filter((one) => one.names.includes(result.id) || one.names.includes('all'));
    return { ...result, observations: [...result.observations, ...told.map(({ observation }) => observation)] };
  });
}
