import { conclude, type Decision, type RequirementResult, stands } from '../shared/domain/decision.ts';
import { read, unavailable } from '../shared/domain/fact.ts';
import type { StepOutcome } from '../shared/domain/release.ts';
import { judgeRecord, type RecordSummary } from '../shared/policy/earlier-record.ts';
import { poolOf } from '../shared/policy/record-chain.ts';
import type { CheckpointRule, DeployFacts, PlanFacts } from './facts.ts';

/** The facts before there is a plan. */
type Unplanned = Omit<DeployFacts, 'plan'>;

/** The record that opens the gate, and what it says about the images; null while the gate is shut. */
export type GateAnswer = { readonly result: RequirementResult; readonly record: RecordSummary | null };

/** Judges the record of the checkpoint before; of the build, when the environment names no checkpoint. */
export function judgeGate(facts: Unplanned): GateAnswer {
  const { before } = facts.rules;
  return before === null ? judge(facts, 'build', 'Build', 'build') : judge(facts, before.id, before.title, 'gate');
}

function judge(facts: Unplanned, key: string, title: string, kind: 'build' | 'gate'): GateAnswer {
  const { repository, subject, scope, policy } = facts;
  return judgeRecord(facts.records[key] ?? unavailable(`records of ${key} were not read`, 'RECORD_UNREADABLE'), {
    repositoryId: repository.id,
    runId: facts.run.runId,
    beforeMerge: false,
    commit: subject.commit,
    tree: subject.tree,
    title,
    kind,
    application: scope.application,
    checkpoint: kind === 'build' ? null : key,
    environments: [kind === 'build' ? null : scope.environment],
    policySha256: policy.sha256,
    images: null,
    chain: poolOf([...Object.values(facts.records), facts.chain ?? read([])]),
  });
}

/** Checkpoints that the later ones come after and that are not decided by this deployment. */
export function earlierCheckpoints({ before, during, after }: DeployFacts['rules']): readonly string[] {
  const named = [...(during?.after ?? []), ...(after?.after ?? [])];
  return [...new Set(named)].filter((id) => id !== during?.id && id !== after?.id && id !== before?.id);
}

/** Whether the release may be deployed. Everything that could only fail later is asked here, before any change. */
export function decideAdmission(facts: DeployFacts): Decision {
  const asked = [
    checkout(facts),
    judgeGate(facts).result,
    ...earlierCheckpoints(facts.rules).map((id) => judge(facts, id, id, 'gate').result),
    ...probesForAfter(facts),
  ];
  // Without the gate nothing is planned; with it, a plan that is not there is not a plan without problems.
  return conclude(facts.plan === null && !asked.every(stands) ? asked : [...asked, planned(facts.plan)]);
}

const plain = { whoCanFix: [], links: [], observations: [] } as const;

function checkout({ checkout: head, subject }: DeployFacts): RequirementResult {
  const base = { ...plain, id: 'checkout', title: 'Checkout', needed: `the workspace at ${subject.commit}` };
  const seen = head === null ? 'no git repository in the workspace' : `the workspace is at ${head}`;
  return head === subject.commit
    ? { ...base, status: 'SATISFIED', code: 'OK', seen }
    : { ...base, status: 'UNSATISFIED', code: 'CHECKOUT_MISMATCH', seen, whoCanFix: ['the author of the workflow'] };
}

/** A checkpoint after the deployment without a single probe would say yes to nothing. */
function probesForAfter({ rules }: DeployFacts): readonly RequirementResult[] {
  if (rules.after === null || rules.probes > 0) return [];
  const seen = `${rules.after.id} is decided by the probes of "verify", and there is none`;
  const base = { ...plain, id: 'probes', title: 'Probes', needed: 'at least one probe in "verify"' };
  return [{ ...base, status: 'ERROR', code: 'NOTHING_REQUIRED', seen }];
}

function planned(plan: PlanFacts | null): RequirementResult {
  const base = { ...plain, id: 'plan', title: 'Plan', needed: 'a plan that the cluster accepts' };
  if (plan === null) return { ...base, status: 'ERROR', code: 'NOTHING_REQUIRED', seen: 'no plan was made' };
  const { objects, problems } = plan;
  const [first] = problems;
  if (objects.length === 0 && first === undefined) {
    return { ...base, status: 'ERROR', code: 'NOTHING_REQUIRED', seen: 'the release has no object' };
  }
  if (first === undefined) {
    return { ...base, status: 'SATISFIED', code: 'OK', seen: `${objects.length} objects, accepted in a dry run` };
  }
  const more = problems.length > 1 ? `; ${problems.length - 1} more` : '';
  const observations = problems.map(({ message }) => ({ what: 'plan', counted: false, why: message }));
  return { ...base, status: 'UNSATISFIED', code: first.code, seen: `${first.message}${more}`, observations };
}

/** The decisions after the rollout: of the whole, and of the checkpoints that it decides. */
export type RolloutDecisions = {
  readonly overall: Decision;
  readonly during: Decision | null;
  readonly after: Decision | null;
};

/** Decides by what the steps and probes did. */
export function decideRollout(
  facts: DeployFacts,
  steps: readonly StepOutcome[],
  probes: readonly StepOutcome[],
): RolloutDecisions {
  const { during, after } = facts.rules;
  const stepResults = steps.map((outcome) => outcomeResult('step', outcome));
  const probeResults = probes.map((outcome) => outcomeResult('probe', outcome));
  const duringDecision = during === null ? null : conclude([...afterResults(facts, during, null), ...stepResults]);
  const afterDecision =
    after === null ? null : conclude([...afterResults(facts, after, duringDecision), ...probeResults]);
  return {
    overall: conclude([judgeGate(facts).result, ...stepResults, ...probeResults]),
    during: duringDecision,
    after: afterDecision,
  };
}

/** The checkpoints that a checkpoint comes after: decided by their records, or just now. */
function afterResults(facts: DeployFacts, rule: CheckpointRule, during: Decision | null): readonly RequirementResult[] {
  return rule.after.map((id) => {
    if (id === facts.rules.before?.id) return judgeGate(facts).result;
    if (id !== facts.rules.during?.id || during === null) return judge(facts, id, id, 'gate').result;
    const base = { ...plain, id: `record/${id}`, title: facts.rules.during.title, needed: 'PASS in this deployment' };
    return during.verdict === 'PASS'
      ? { ...base, status: 'SATISFIED', code: 'OK', seen: 'PASS in this deployment' }
      : { ...base, status: 'UNSATISFIED', code: 'RECORD_NOT_PASS', seen: `${during.verdict} in this deployment` };
  });
}

/** A step or probe as a requirement. */
function outcomeResult(kind: 'step' | 'probe', outcome: StepOutcome): RequirementResult {
  const { id, title, needed, seen, status, code } = outcome;
  const result = status === 'passed' ? 'SATISFIED' : 'UNSATISFIED';
  return { ...plain, id: `${kind}/${id}`, title: `${id}: ${title}`, status: result, code, seen, needed };
}
