import { conclude, type Decision, type RequirementResult } from '../shared/domain/decision.ts';
import { read } from '../shared/domain/fact.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import type { RolloutState, StepOutcome } from '../shared/domain/release.ts';
import { judgeRecord } from '../shared/policy/earlier-record.ts';
import { poolOf } from '../shared/policy/record-chain.ts';
import type { RollbackFacts } from './facts.ts';

/** What is to be done. */
export type RollbackDecision = {
  readonly decision: Decision;
  /** `nothing`: the target runs already, unchanged. */
  readonly action: 'refuse' | 'nothing' | 'restore';
};

const plain = { whoCanFix: [], links: [], observations: [] } as const;

/** The number that the request means; null when there is no verified release. */
export const targetNumber = (to: string, state: RolloutState): number | null =>
  to === 'last-verified' ? state.verified : Number(to);

/** Whether the rollback may begin. Everything that could only fail later is asked here, before any change. */
export function decide(facts: RollbackFacts): RollbackDecision {
  const decision = conclude([targetResult(facts), ...gateResult(facts), ...planResult(facts)]);
  if (decision.verdict !== 'PASS') return { decision, action: 'refuse' };
  return { decision, action: isInPlace(facts) ? 'nothing' : 'restore' };
}

/** True when the target is what runs: no rollout is half done, nothing has drifted, and nothing is too much. */
function isInPlace({ state, target }: RollbackFacts): boolean {
  if (target === null || state.inProgress !== null || state.current === null) return false;
  const origin = (number: number): number => state.history.find((entry) => entry.number === number)?.restores ?? number;
  if (state.current !== state.verified || origin(target.release) !== origin(state.current)) return false;
  return target.remove.length === 0 && target.objects.every(({ change }) => change === 'none');
}

function targetResult({ request, scope, state, target }: RollbackFacts): RequirementResult {
  const base = { ...plain, id: 'target', title: 'Release to go back to', needed: 'a verified release that is kept' };
  const no = (code: ReasonCode, seen: string): RequirementResult => ({ ...base, status: 'UNSATISFIED', code, seen });
  const verified = state.history.filter((entry) => entry.status === 'verified').map((entry) => entry.number);
  const known = verified.length === 0 ? 'none is' : `kept and verified: ${verified.join(', ')}`;
  const number = targetNumber(request.to, state);
  if (number === null) return no('NOTHING_TO_RESTORE', `${scope.environment} has no verified release`);
  const entry = state.history.find((one) => one.number === number);
  if (entry === undefined || target === null) {
    return no('TARGET_UNKNOWN', `release ${number} is not kept for ${scope.environment}; ${known}`);
  }
  if (entry.status !== 'verified') {
    return no('TARGET_NOT_VERIFIED', `release ${number} is ${entry.status}; ${known}`);
  }
  return { ...base, status: 'SATISFIED', code: 'OK', seen: `release ${number}, verified, commit ${entry.commit}` };
}

/**
 * A rollback has to be signed anew each time: only a record of this very workflow run counts, so that nobody can use an
 * old signature, and so that at night the way is one dispatch of one workflow (gate job, then rollback job).
 */
function gateResult(facts: RollbackFacts): readonly RequirementResult[] {
  const { checkpoint, records, run, repository, scope, policy } = facts;
  if (checkpoint === null) return [];
  const here = records.kind === 'read' ? read(records.value.filter((one) => one.run.id === run.runId)) : records;
  const { result } = judgeRecord(here, {
    repositoryId: repository.id,
    commit: run.sha,
    tree: facts.tree,
    runId: run.runId,
    beforeMerge: false,
    title: checkpoint.title,
    kind: 'gate',
    application: scope.application,
    checkpoint: checkpoint.id,
    environments: [scope.environment],
    policySha256: policy.sha256,
    images: null,
    chain: poolOf([records, facts.chain ?? read([])]),
  });
  const needed = `a PASS record of ${checkpoint.id} from this workflow run (${run.runId})`;
  return [
    result.code === 'RECORD_MISSING' ? { ...result, code: 'ROLLBACK_NOT_SIGNED', needed } : { ...result, needed },
  ];
}

function planResult({ target }: RollbackFacts): readonly RequirementResult[] {
  if (target === null) return [];
  const base = { ...plain, id: 'plan', title: 'Plan', needed: 'a plan that the cluster accepts' };
  const [first] = target.problems;
  if (first === undefined) {
    return [
      { ...base, status: 'SATISFIED', code: 'OK', seen: `${target.objects.length} objects, accepted in a dry run` },
    ];
  }
  const more = target.problems.length > 1 ? `; ${target.problems.length - 1} more` : '';
  const observations = target.problems.map(({ message }) => ({ what: 'plan', counted: false, why: message }));
  return [{ ...base, status: 'UNSATISFIED', code: first.code, seen: `${first.message}${more}`, observations }];
}

/** The decision after the restore: by what its parts and probes did. */
export function decideOutcome(
  admission: Decision,
  steps: readonly StepOutcome[],
  probes: readonly StepOutcome[],
): Decision {
  const results = [...steps, ...probes].map(
    ({ id, title, needed, seen, status, code }): RequirementResult => ({
      ...plain,
      id: `restore/${id}`,
      title: `${id}: ${title}`,
      status: status === 'passed' ? 'SATISFIED' : 'UNSATISFIED',
      code,
      seen,
      needed,
    }),
  );
  return conclude([...admission.requirements, ...results]);
}
