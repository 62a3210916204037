import type { RequirementResult } from '../domain/decision.ts';
import { type Fact, read, unavailable } from '../domain/fact.ts';
import type { RecordCandidate, RecordSummary } from './earlier-record.ts';
import { foreign } from './evidence-source.ts';
import {
  type LaterCandidate,
  type OverrideCandidate,
  type OverrideFacts,
  type OverrideOrigin,
  type OverrideScope,
  type OverrideSummary,
  ungranted,
  unproven,
} from './granted-override.ts';
import { type GrantedOverride, VALIDATION_DUE } from './overrides.ts';
import { sameImages } from './same-images.ts';

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

/** A record that could keep a promise, and when it was stored. */
type Answer = { readonly record: RecordCandidate['record']; readonly at: string };

/** Records of the commit's own runs, and of runs that somebody dispatched for it later. */
function answersTo(
  facts: Pick<OverrideFacts, 'validations' | 'later'>,
  { record }: GrantedOverride,
  origin: OverrideOrigin,
): Fact<readonly Answer[]> {
  const own = facts.validations[record.sha256] ?? unavailable('its records were not read', 'RECORD_UNREADABLE');
  const later: Fact<readonly LaterCandidate[]> = facts.later?.[record.sha256] ?? read([]);
  if (own.kind === 'unavailable') return own;
  if (later.kind === 'unavailable') return later;
  const about = { commit: record.subject.commit, repositoryId: origin.repositoryId };
  const mine = own.value.filter((candidate) => foreign(candidate, about) === undefined);
  const dispatched = later.value.flatMap(({ artifact, run, record: found }): Answer[] => {
    if (run.kind === 'unavailable') return [{ record: run, at: artifact.createdAt }];
    if (ungranted(artifact, run.value, origin) !== undefined || found === null) return [];
    if (found.kind === 'read' && found.value.runId !== run.value.id) return [];
    return [{ record: found, at: artifact.createdAt }];
  });
  return read([...mine.map((one) => ({ record: one.record, at: one.artifact.createdAt })), ...dispatched]);
}

/** Whether a gate's record is about what was overridden: the same checkpoint, environment, content and images. */
const isAbout = (one: RecordSummary, { checkpoint, environment, subject }: OverrideSummary): boolean =>
  one.checkpoint === checkpoint &&
  one.environment === environment &&
  one.subject.commit === subject.commit &&
  one.subject.tree === subject.tree &&
  sameImages(one.subject.images, subject.images);

/**
 * Whether a promise was kept: after it was given, the checkpoint has passed for the same content and environment with
 * nothing overridden. An override that no gate used promised nothing. A record that cannot be read could be either.
 */
function keptBy(answers: Fact<readonly Answer[]>, { record }: GrantedOverride): Kept {
  if (answers.kind === 'unavailable') return { kind: 'unknown', why: answers.reason };
  const gates = answers.value.flatMap(({ record: one, at }) =>
    one.kind === 'read' && one.value.kind === 'gate' ? [{ gate: one.value, at: Date.parse(at) }] : [],
  );
  const overridden = (gate: RecordSummary): boolean => (gate.overridden ?? []).length > 0;
  const keeps = ({ gate, at }: { readonly gate: RecordSummary; readonly at: number }): boolean =>
    gate.verdict === 'PASS' && !overridden(gate) && isAbout(gate, record) && at > Date.parse(record.request.grantedAt);
  if (gates.some(keeps)) return { kind: 'kept' };
  if (gates.some(({ gate }) => overridden(gate) && gate.environment === record.environment)) return { kind: 'open' };
  const unread = answers.value.find((one) => one.record.kind === 'unavailable');
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
  facts: Pick<OverrideFacts, 'validations' | 'later'>,
  origin: OverrideOrigin,
): RequirementResult[] {
  const judged = due.map((one) => ({ one, answer: keptBy(answersTo(facts, one, origin), one) }));
  const overdue = judged.filter(({ answer }) => answer.kind === 'open');
  const unknown = judged.find(({ answer }) => answer.kind === 'unknown');
  if (overdue.length === 0 && unknown === undefined) return [];
  const base = {
    id: VALIDATION_DUE,
    title: 'Promised validation after an override',
    needed: 'a PASS of the overridden checkpoint for the same commit and images, with nothing overridden',
    whoCanFix: [`whoever can dispatch the overridden checkpoint on ${origin.branch} for that commit (input commit)`],
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
