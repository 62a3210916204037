import type { Deployment, DeploymentEvent } from '../adapters/github/port.ts';
import type { Observation } from '../domain/decision.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { RecordCandidate, RecordSummary } from './earlier-record.ts';
import { foreign } from './evidence-source.ts';

/** A deployment with what was read about it; null for what was not needed. */
export type DeploymentFact = {
  readonly deployment: Deployment;
  readonly events: Fact<readonly DeploymentEvent[]> | null;
  /** Records that the deployment's run has stored for its environment. */
  readonly records: Fact<readonly RecordCandidate[]> | null;
};

/** Deployments to one environment, newest first, as far as they were looked at. */
export type DeploymentFacts = {
  readonly looked: readonly DeploymentFact[];
  /** Whether older ones exist that were not looked at. */
  readonly more: boolean;
};

/** What a record of a deployment has to agree with. */
export type DeploymentRule = {
  readonly application: string;
  readonly environment: string;
  /** Checkpoint after the deployment; null when the environment has none. */
  readonly checkpoint: string | null;
  readonly repositoryId: number;
};

/** `code` where it could not be read, so that nobody knows. */
export type Verified =
  | { readonly record: RecordSummary; readonly at: string }
  | { readonly why: string; readonly code?: ReasonCode };

export const isSuccess = (event: DeploymentEvent): boolean => event.state === 'success';

const newestFirst = (left: RecordCandidate, right: RecordCandidate): number =>
  right.attempt - left.attempt || right.artifact.id - left.artifact.id;

function mismatch(record: RecordSummary, { deployment }: DeploymentFact, rule: DeploymentRule): string | undefined {
  if (record.kind !== 'deploy' || record.checkpoint !== rule.checkpoint) return 'its record is of something else';
  if (record.application !== rule.application) return `its record is for the application ${record.application}`;
  if (record.environment !== rule.environment) return `its record is for ${record.environment ?? 'no environment'}`;
  if (record.runId !== deployment.run) return `its record says that run ${record.runId} made it`;
  if (record.subject.commit !== deployment.sha) return 'its record is about another commit';
  if (record.policy.ref === 'workspace') return 'its record was decided by the configuration of its own change';
  if (record.verdict !== 'PASS') return `its record says ${record.verdict}`;
  return undefined;
}

/**
 * Whether a deployment was verified. Anyone with write access can make a deployment and call it a success, so that it
 * only says where to look: what counts is the PASS record of the run that it names, stored for that very commit.
 */
export function verified(fact: DeploymentFact, rule: DeploymentRule): Verified {
  const { deployment, events, records } = fact;
  if (deployment.run === null) return { why: 'it names no run that could have stored a record' };
  if (events === null) return { why: 'it was not looked at' };
  if (events.kind === 'unavailable') return { why: events.reason, code: events.code };
  const success = events.value.find(isSuccess);
  if (success === undefined) return { why: `it did not succeed (${events.value.at(-1)?.state ?? 'no status'})` };
  if (records === null) return { why: 'its record was not looked at' };
  if (records.kind === 'unavailable') return { why: records.reason, code: records.code };
  const origin = { commit: deployment.sha, repositoryId: rule.repositoryId };
  const own = records.value.filter((one) => one.run.id === deployment.run && foreign(one, origin) === undefined);
  const [newest] = own.toSorted(newestFirst);
  if (newest === undefined) return { why: `run ${deployment.run} has no record of it` };
  const { record } = newest;
  if (record.kind === 'unavailable') return { why: `its record: ${record.reason}`, code: record.code };
  const wrong = mismatch(record.value, fact, rule);
  return wrong === undefined ? { record: record.value, at: success.at } : { why: wrong };
}

/** Where the commits begin that nobody has verified yet. */
export type Start =
  | {
      readonly kind: 'verified';
      readonly commit: string;
      /** What it was decided by. */
      readonly policy: RecordSummary['policy'];
      readonly told: string;
      readonly observations: readonly Observation[];
    }
  | { readonly kind: 'first'; readonly observations: readonly Observation[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly observations: readonly Observation[] };

export const what = ({ deployment }: DeploymentFact): string =>
  `deployment ${deployment.id} of ${deployment.sha.slice(0, 12)}`;

/**
 * The last deployment that can be shown to have been verified. An older one than the newest only makes more commits to
 * look at. With none at all, it is the first deployment only when no deployment ever succeeded.
 */
export function startOf(facts: DeploymentFacts, rule: DeploymentRule): Start {
  const observations: Observation[] = [];
  for (const fact of facts.looked) {
    const answer = verified(fact, rule);
    if (!('why' in answer)) {
      const { id, sha } = fact.deployment;
      const told = `deployment ${id} to ${rule.environment}, verified by run ${answer.record.runId}`;
      return { kind: 'verified', commit: sha, policy: answer.record.policy, told, observations };
    }
    observations.push({ what: what(fact), counted: false, why: answer.why });
  }
  const unread = facts.looked.find(({ events }) => events === null || events.kind === 'unavailable');
  if (unread !== undefined) return { kind: 'unknown', why: `${what(unread)} could not be read`, observations };
  const succeeded = facts.looked.find(({ events }) => events?.kind === 'read' && events.value.some(isSuccess));
  if (succeeded !== undefined) {
    const answer = verified(succeeded, rule);
    return { kind: 'unknown', why: `${what(succeeded)}: ${'why' in answer ? answer.why : ''}`, observations };
  }
  if (facts.more) return { kind: 'unknown', why: 'there are more deployments than are looked at', observations };
  return { kind: 'first', observations };
}
