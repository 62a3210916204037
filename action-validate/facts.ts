import type { Clock } from '../shared/adapters/clock.ts';
import type { Merges } from '../shared/adapters/git.ts';
import { openTogether } from '../shared/adapters/github/open-together.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { loadPolicy } from '../shared/adapters/load-policy.ts';
import { refuseUnsupported } from '../shared/config/support.ts';
import { asRecorded } from '../shared/domain/record.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { choosePullRequest } from '../shared/policy/pull-request-choice.ts';
import { readEvidenceFacts } from './facts-evidence.ts';
import { overriddenSince, readGranted, readPromises } from './facts-overrides.ts';
import { mergeQueueEarly, NO_MERGES, readPast } from './facts-past.ts';
import { pullRequestQuery, readPullRequests, subjectCommit } from './facts-pull-request.ts';
import { readRecords } from './facts-records.ts';
import { readApprovals, readTeams } from './facts-sign-offs.ts';
import type { GateFacts, RunFacts } from './gate-facts.ts';
import type { Inputs } from './inputs.ts';
import { gateRules } from './rules.ts';

export type Gathered = {
  readonly facts: GateFacts;
  /** Text of the configuration, so that annotations can point at its lines. */
  readonly policyText: string;
};

export const runFacts = (run: RunContext): RunFacts => ({
  id: run.runId,
  attempt: run.runAttempt,
  event: run.eventName,
  ref: run.ref,
  sha: run.sha,
  actor: { id: run.actorId, login: run.actor },
  triggeringActor: run.triggeringActor,
});

/** `repository.default_branch` is in every event's payload and saves a request; undefined when it is not. */
export function defaultBranch(run: RunContext): string | undefined {
  const repository = run.event['repository'];
  const name = typeof repository === 'object' && repository !== null && 'default_branch' in repository;
  return name && typeof repository.default_branch === 'string' ? repository.default_branch : undefined;
}

/**
 * Reads everything that the decision needs, and changes nothing. What GitHub refuses becomes an unavailable fact;
 * only the configuration and the commit itself have to be there.
 */
export async function gatherFacts(
  ports: { readonly github: GitHub; readonly clock: Clock; readonly merges?: Merges },
  run: RunContext,
  inputs: Inputs,
): Promise<Gathered> {
  const { github } = ports;
  const environment = inputs.environment ?? null;
  const sha = subjectCommit(run, inputs.commit);
  const ref = inputs['config-ref'] ?? defaultBranch(run);
  const together = openTogether(github, sha, environment);
  const { config, policy, text } = await loadPolicy(together.github, { path: inputs.config, ref });
  const opening = await together.opening();
  const rules = gateRules(config, inputs.checkpoint, environment);
  const scope = { checkpoint: inputs.checkpoint, ...(environment === null ? {} : { environment }) };
  refuseUnsupported(config, 'validate', scope);
  if (run.eventName === 'merge_group' && rules.seats.length > 0) throw mergeQueueEarly();
  const query = pullRequestQuery(run, sha);
  const [commit, pullRequests, environmentReviews] = await Promise.all([
    opening?.commit ?? github.commit(sha),
    readPullRequests(github, query, { rules, opening, policyBranch: policy.ref, merges: ports.merges ?? NO_MERGES }),
    readApprovals(ports, run, rules),
  ]);
  const subject = { commit: sha, tree: commit.tree };
  const known = { run: runFacts(run), environmentReviews, subject };
  const repository = { id: run.repositoryId, name: run.repository };
  const overridden = { repository, policy, rules, environment, ...known };
  const found = await readGranted(github, overridden);
  const { related } = pullRequests;
  const open = related.kind === 'read' && choosePullRequest(related.value, query).kind === 'open';
  const beforeMerge = open || run.eventName.startsWith('pull_request');
  const origin = { commit: sha, repositoryId: run.repositoryId, runId: run.runId, beforeMerge };
  const deployed = {
    application: rules.application,
    repositoryId: run.repositoryId,
    environment,
    checkpoint: rules.verifiedBy,
    before: overriddenSince(overridden, found),
  };
  const [teams, evidence, records, history] = await Promise.all([
    readTeams(github, rules, known, pullRequests.reading),
    readEvidenceFacts(github, rules.evidence, origin),
    readRecords(github, sha, { rules, environment, beforeMerge }),
    beforeMerge
      ? {}
      : readPast({ github: together.github, merges: ports.merges ?? NO_MERGES }, run, {
          rules,
          commit,
          pullRequests,
          policyBranch: policy.ref,
          deployed,
        }),
  ]);
  const facts: Omit<GateFacts, 'apiTime' | 'overrides'> = {
    now: new Date(ports.clock.now()).toISOString(),
    ...overridden,
    pullRequests,
    teams,
    evidence,
    ...records,
    ...history,
  };
  return { facts: asRecorded({ ...facts, ...(await readPromises(github, facts, found)) }), policyText: text };
}
