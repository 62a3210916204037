import type { RequirementResult } from '../domain/decision.ts';
import { type Fact, unavailable } from '../domain/fact.ts';
import type { RecordCandidate } from './earlier-record.ts';
import { foreign } from './evidence-source.ts';
import {
  type OverrideCandidate,
  type OverrideFacts,
  type OverrideOrigin,
  type OverrideScope,
  ungranted,
  unproven,
} from './granted-override.ts';
import { type GrantedOverride, VALIDATION_DUE } from './overrides.ts';

/**
 * Granted overrides whose promised validation should have been made by now, whatever they are for. The gate that makes
 * it up is left out, or nobody could ever keep the promise.
 */
export function duePromises(
  candidates: readonly OverrideCandidate[],
  origin: OverrideOrigin,
  application: string,
  scope: Pick<OverrideScope, 'checkpoint' | 'environment' | 'now'> & { readonly subject: { readonly commit: string } },
): readonly GrantedOverride[] {
  return candidates.flatMap(({ artifact, run, record }) => {
    if (run.kind !== 'read' || record?.kind !== 'read') return [];
    const one = { record: record.value, run: run.value };
    if ((ungranted(artifact, run.value, origin) ?? unproven(record.value, run.value, application)) !== undefined)
      return [];
    const { request, subject, checkpoint, environment } = record.value;
    if (request.validateBy === null || scope.now < Date.parse(request.validateBy)) return [];
    const itself =
      subject.commit === scope.subject.commit && checkpoint === scope.checkpoint && environment === scope.environment;
    return itself ? [] : [one];
  });
}

type Kept = { readonly kind: 'kept' | 'unused' | 'open' } | { readonly kind: 'unknown'; readonly why: string };

/**
 * Whether a promise was kept: the checkpoint has passed for the same commit and environment with nothing overridden.
 * An override that no gate used promised nothing. A record that cannot be read could be either.
 */
function keptBy(records: Fact<readonly RecordCandidate[]>, { record }: GrantedOverride, repositoryId: number): Kept {
  if (records.kind === 'unavailable') return { kind: 'unknown', why: records.reason };
  const origin = { commit: record.subject.commit, repositoryId };
  const own = records.value.filter((candidate) => foreign(candidate, origin) === undefined);
  const readable = own.flatMap((candidate) => (candidate.record.kind === 'read' ? [candidate.record.value] : []));
  const gates = readable.filter((one) => one.kind === 'gate' && one.environment === record.environment);
  if (gates.some((one) => one.verdict === 'PASS' && (one.overridden ?? []).length === 0)) return { kind: 'kept' };
  if (gates.some((one) => (one.overridden ?? []).length > 0)) return { kind: 'open' };
  const unread = own.find((candidate) => candidate.record.kind === 'unavailable');
  return unread?.record.kind === 'unavailable' ? { kind: 'unknown', why: unread.record.reason } : { kind: 'unused' };
}

const told = ({ record }: GrantedOverride): string => {
  const { kind, requester, validateBy } = record.request;
  const where = `${record.checkpoint ?? ''} of ${record.subject.commit.slice(0, 12)}`;
  return `${where} was overridden (${kind}, asked for by ${requester.login}) and not validated by ${validateBy ?? ''}`;
};

/** The requirement that every promised validation was made in time; nothing while none is due. */
export function judgePromises(
  due: readonly GrantedOverride[],
  facts: Pick<OverrideFacts, 'validations'>,
  repositoryId: number,
): RequirementResult[] {
  const judged = due.map((one) => {
    const records =
      facts.validations[one.record.sha256] ?? unavailable('its records were not read', 'RECORD_UNREADABLE');
    return { one, answer: keptBy(records, one, repositoryId) };
  });
  const overdue = judged.filter(({ answer }) => answer.kind === 'open');
  const unknown = judged.find(({ answer }) => answer.kind === 'unknown');
  if (overdue.length === 0 && unknown === undefined) return [];
  const base = {
    id: VALIDATION_DUE,
    title: 'Promised validation after an override',
    needed: 'a PASS of the overridden checkpoint for the same commit, with nothing overridden',
    whoCanFix: ['whoever can run the overridden checkpoint for that commit (input commit)'],
    links: overdue.map(({ one }) => one.run.url),
    observations: judged.map(({ one, answer }) => ({
      what: `override ${one.record.request.kind} of run ${one.run.id}`,
      counted: answer.kind === 'open',
      why:
        answer.kind === 'open' ? told(one) : answer.kind === 'unknown' ? answer.why : `its promise is ${answer.kind}`,
      link: one.run.url,
    })),
  };
  if (overdue.length > 0) {
    const seen = overdue.map(({ one }) => told(one)).join('; ');
    return [{ ...base, status: 'UNSATISFIED', code: 'OVERRIDE_VALIDATION_OVERDUE', seen }];
  }
  const seen = unknown?.answer.kind === 'unknown' ? unknown.answer.why : '';
  return [{ ...base, status: 'ERROR', code: 'RECORD_UNREADABLE', seen }];
}
