import { type StoredRecord, storeRecord } from '../shared/adapters/records.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import { runReference } from '../shared/domain/run-context.ts';
import { type ReleaseRun, runRelease } from '../shared/rollout/release-run.ts';
import type { RecordingPorts } from '../shared/rollout/rollout.ts';
import { type Step, withShownSession } from '../shared/rollout/shown-session.ts';
import { decideRollout, judgeGate, type RolloutDecisions } from './decide.ts';
import type { Gathered } from './gather.ts';
import { rolloutRecords } from './record.ts';

export type Runner = Step & { readonly tool: DecisionRecord['tool'] };

/** What was done. */
export type Deployed = {
  readonly run: ReleaseRun;
  readonly decisions: RolloutDecisions;
  /** Oldest first; the last one is the action's own record. */
  readonly stored: readonly StoredRecord[];
  /** Why the deployment is not shown on GitHub; null when it is. */
  readonly notShown: string | null;
};

/** Carries the decided release out, then stores the records and shows the result on GitHub. */
export async function carryOut(ports: RecordingPorts, gathered: Gathered, runner: Runner): Promise<Deployed> {
  const { facts, environment, stored, prospect } = gathered;
  const gate = judgeGate(facts).record;
  if (prospect === null || gate === null) throw new UserError('INTERNAL', 'a release that was not let through');
  const { release } = prospect.facts;
  const content = {
    schemaVersion: 1 as const,
    scope: facts.scope,
    number: release,
    subject: { ...facts.subject, images: gate.subject.images },
    objects: prospect.objects.map(({ object }) => object),
    gate: gate.sha256,
    run: runReference(runner.context),
    createdAt: facts.now,
    rollback: null,
  };
  const { result: run, deployment } = await withShownSession(
    ports,
    runner,
    {
      scope: facts.scope,
      stored,
      release,
      sha: facts.subject.commit,
      at: facts.now,
      verify: environment.verify ?? [],
      undone: `release ${release} was not carried out`,
    },
    (session) =>
      runRelease(session, {
        content,
        steps: environment.deploy,
        objectsOf: (step) => prospect.objects.filter((one) => one.step === step).map(({ object }) => object),
        prune: prospect.prune,
        plannedFrom: prospect.plannedFrom,
        verify: environment.verify ?? [],
      }),
  );
  const decisions = decideRollout(facts, run.steps, run.probes);
  await deployment.end(run.verified ? 'success' : 'failure', endText(run));
  const records = rolloutRecords(facts, { run, decisions, gate, content, runner, now: ports.clock.now() });
  return { run, decisions, stored: await storeChain(ports, records), notShown: deployment.notShown() };
}

function endText({ release, verified, restore }: ReleaseRun): string {
  if (verified) return `release ${release} is verified`;
  const back = restore?.verified === true ? `; release ${restore.release} is restored` : '';
  return `release ${release} failed${back}`;
}

/** Each record names the hash of the one before it. */
async function storeChain(
  ports: RecordingPorts,
  records: readonly ((previous: string) => DecisionRecord)[],
): Promise<readonly StoredRecord[]> {
  const stored: StoredRecord[] = [];
  for (const make of records) stored.push(await storeRecord(ports, make(stored.at(-1)?.sha256 ?? '')));
  return stored;
}
