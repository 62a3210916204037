import { type StoredRecord, storeRecord } from '../shared/adapters/records.ts';
import type { Decision } from '../shared/domain/decision.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import type { ReleaseContent } from '../shared/domain/release.ts';
import { type RunContext, runReference } from '../shared/domain/run-context.ts';
import { labelled } from '../shared/rollout/plan/place.ts';
import type { RestoreResult } from '../shared/rollout/restore.ts';
import { runRollback } from '../shared/rollout/rollback-run.ts';
import type { RecordingPorts } from '../shared/rollout/rollout.ts';
import { type Step, withShownSession } from '../shared/rollout/shown-session.ts';
import { decideOutcome } from './decide.ts';
import type { RollbackFacts } from './facts.ts';
import type { Gathered } from './gather.ts';
import { rollbackRecord } from './record.ts';

export type Runner = Step & { readonly tool: DecisionRecord['tool'] };

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
  ports: RecordingPorts,
  gathered: Gathered & { readonly target: ReleaseContent },
  admission: Decision,
  runner: Runner,
): Promise<RolledBack> {
  const { facts, environment, stored, target } = gathered;
  const { context } = runner;
  const release = facts.state.lastNumber + 1;
  const content = contentOf(facts, target, release, context);
  const { result, deployment } = await withShownSession(
    ports,
    runner,
    {
      scope: facts.scope,
      stored,
      release,
      sha: target.subject.commit,
      at: facts.now,
      verify: environment.verify ?? [],
      undone: `the rollback to release ${target.number} was not carried out`,
    },
    (session) => runRollback(session, { target, content, verify: environment.verify ?? [] }),
  );
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
