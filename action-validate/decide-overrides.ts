import { laterRecordArtifactName } from '../shared/domain/artifact-names.ts';
import type { RequirementResult } from '../shared/domain/decision.ts';
import { unavailable } from '../shared/domain/fact.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import type { Subject } from '../shared/domain/subject.ts';
import { judgeFreeze, mayBreak, windowsAt } from '../shared/policy/freeze.ts';
import { type OverrideCandidate, type OverrideOrigin, ungranted } from '../shared/policy/granted-override.ts';
import { grantedFor, isLaterValidation } from '../shared/policy/later-validation.ts';
import { duePromises, judgePromises } from '../shared/policy/override-promises.ts';
import { applyOverrides, judgeOverrides } from '../shared/policy/overrides.ts';
import type { Stage } from './decide-pull-request.ts';
import type { GateFacts } from './gate-facts.ts';

const unreadable = (code: ReasonCode, seen: string): RequirementResult => ({
  id: 'overrides',
  title: 'Overrides of the application',
  status: 'ERROR',
  code,
  seen,
  needed: 'every override that is kept, because each may have promised a validation',
  whoCanFix: ['whoever gives the job actions: read, or can run it again'],
  links: [],
  observations: [],
});

/** An override that may have been granted and cannot be read could hold a promise that nobody kept. */
function unread(candidates: readonly OverrideCandidate[], origin: OverrideOrigin): RequirementResult[] {
  const problems = candidates.flatMap(({ artifact, run, record }) => {
    if (run.kind === 'unavailable') return [`override of run ${artifact.runId}: ${run.reason}`];
    if (ungranted(artifact, run.value, origin) !== undefined || record?.kind === 'read') return [];
    return [`override of run ${artifact.runId}: ${record?.reason ?? 'its record was not read'}`];
  });
  return problems.length === 0 ? [] : [unreadable('RECORD_UNREADABLE', problems.join('; '))];
}

/** Where the record is stored when the gate only makes up for a promised validation; null for every other gate. */
export function laterValidation(facts: GateFacts): string | null {
  const { rules, policy, repository, environment, subject, run } = facts;
  const found = facts.overrides?.found;
  if (found?.kind !== 'read') return null;
  const origin = { repositoryId: repository.id, branch: policy.ref };
  const scope = { checkpoint: rules.checkpoint, environment, commit: subject.commit };
  const granted = grantedFor(found.value, origin, rules.application, scope);
  if (!isLaterValidation(run, origin, subject.commit, granted)) return null;
  return laterRecordArtifactName({ application: rules.application, ...scope });
}

/**
 * Adds what freezes and promises ask for, and then puts OVERRIDDEN where an override counts. Before the merge none
 * counts: it would let through what no override can be bound to.
 */
export function withOverrides(
  facts: GateFacts,
  about: { readonly subject: Subject; readonly stage: Stage },
  results: readonly RequirementResult[],
): readonly RequirementResult[] {
  const { rules, policy, environment, repository } = facts;
  const now = facts.apiTime === undefined || facts.apiTime === null ? null : Date.parse(facts.apiTime);
  const windows = rules.freeze ?? [];
  const frozen = judgeFreeze(windows, now);
  if (rules.overrides === undefined) return [...results, ...frozen];
  const found = facts.overrides?.found ?? unavailable('they were not read');
  if (found.kind === 'unavailable') return [...results, ...frozen, unreadable(found.code, found.reason)];
  if (now === null) return [...results, ...frozen, unreadable('GITHUB_UNREADABLE', 'GitHub told no time')];
  const origin = { repositoryId: repository.id, branch: policy.ref };
  const { application, checkpoint } = rules;
  const scope = { checkpoint, environment, subject: about.subject, policySha256: policy.sha256, now };
  // Nobody could keep one of two promises while each waits for the other. No deployment can use what this one stores.
  const due = laterValidation(facts) === null ? duePromises(found.value, origin, application, scope) : [];
  const promised = judgePromises(due, facts.overrides ?? { validations: {} }, origin);
  const unknown = unread(found.value, origin);
  if (about.stage === 'before-merge') return [...results, ...frozen, ...promised, ...unknown];
  const judged = judgeOverrides(found.value, origin, application, { ...scope, rules: rules.overrides });
  const on = windowsAt(windows, now);
  const breaking = judged.granted.filter(({ record }) => mayBreak(on, record.request.kind));
  return [
    ...applyOverrides([...results, ...promised], judged),
    ...applyOverrides(frozen, { ...judged, granted: breaking }),
    ...unknown,
  ];
}
