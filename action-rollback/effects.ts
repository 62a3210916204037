import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Files } from '../shared/adapters/files.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { type StoredRecord, storeRecord } from '../shared/adapters/records.ts';
import type { Decision } from '../shared/domain/decision.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import type { ReleaseContent } from '../shared/domain/release.ts';
import { type RunContext, runReference } from '../shared/domain/run-context.ts';
import { labelled } from '../shared/rollout/plan/place.ts';
import type { RestoreResult } from '../shared/rollout/restore.ts';
import { runRollback } from '../shared/rollout/rollback-run.ts';
import type { RolloutPorts } from '../shared/rollout/rollout.ts';
import { withSession } from '../shared/rollout/session.ts';
import { showDeployment } from '../shared/rollout/show-deployment.ts';
import { decideOutcome } from './decide.ts';
import type { RollbackFacts } from './facts.ts';
import type { Gathered } from './gather.ts';
import { rollbackRecord } from './record.ts';

export type WritePorts = RolloutPorts & {
  readonly github: GitHub;
  readonly artifacts: Artifacts;
  readonly files: Files;
};

export type Runner = { readonly context: RunContext; readonly tool: DecisionRecord['tool'] };

/** What was done. */
export type RolledBack = {
  /** Number of the release that the rollback made. */
  readonly release: number;
  readonly result: RestoreResult;
  readonly decision: Decision;
  readonly stored: StoredRecord;
  /** Why the rollback is not shown on GitHub; null when it is. */
  readonly notShown: string | null;
};

/** Carries the decided rollback out, then stores its record and shows the result on GitHub. */
export async function carryOut(
  ports: WritePorts,
  gathered: Gathered & { readonly target: ReleaseContent },
  admission: Decision,
  runner: Runner,
): Promise<RolledBack> {
  const { facts, environment, stored, target } = gathered;
  const { context } = runner;
  const release = facts.state.lastNumber + 1;
  const about = { environment: facts.scope.environment, sha: target.subject.commit, release };
  const deployment = await showDeployment(ports.github, context, about);
  const content = contentOf(facts, target, release, context);
  const request = { scope: facts.scope, stored, holder: holderOf(context, facts.now) };
  const result = await withSession(ports, request, (session) =>
    runRollback(session, { target, content, verify: environment.verify ?? [] }),
  ).catch(async (thrown: unknown) => {
    await deployment.end('error', `the rollback to release ${target.number} was not carried out`);
    throw thrown;
  });
  const text = `${result.verified ? 'restored' : 'could not restore'} release ${target.number}: ${facts.request.reason}`;
  await deployment.end(result.verified ? 'success' : 'failure', text);
  const decision = decideOutcome(admission, result.steps, result.probes);
  const record = rollbackRecord(facts, { content, result, decision, tool: runner.tool, now: ports.clock.now() });
  return { release, result, decision, stored: await storeRecord(ports, record), notShown: deployment.notShown() };
}

function contentOf(facts: RollbackFacts, target: ReleaseContent, release: number, run: RunContext): ReleaseContent {
  const restores = target.rollback?.restores ?? target.number;
  return {
    ...target,
    number: release,
    objects: target.objects.map((object) => labelled(object, facts.scope, release)),
    run: runReference(run),
    createdAt: facts.now,
    rollback: { restores, from: facts.state.current, reason: facts.request.reason },
  };
}

const holderOf = (run: RunContext, now: string): string =>
  `${run.repository} run ${run.runId} attempt ${run.runAttempt}, job ${run.job}, ${now}`;
