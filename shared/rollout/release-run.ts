import type { ObjectAddress } from '../adapters/kubernetes/port.ts';
import type { Probe } from '../config/schema/probes.ts';
import type { Step } from '../config/schema/steps.ts';
import { describeError } from '../domain/errors.ts';
import type { RunReference } from '../domain/record.ts';
import type { ReleaseContent, StepOutcome } from '../domain/release.ts';
import { finishVerified, keepOutcome, readRevisions } from './finish.ts';
import { readStandings, refuseMoved } from './moved.ts';
import type { PlannedFrom } from './plan/standing.ts';
import { removeObjects } from './remove.ts';
import type { RestoreResult } from './restore.ts';
import type { Evidence, Rollout } from './rollout.ts';
import { type Recovery, recover, restoreVerified, type Session } from './session.ts';
import { advance, begin, failed } from './state.ts';
import { stepResult } from './steps/outcome.ts';
import { probeItem, type RowItem, runRow, stepItem } from './steps/run.ts';
import { saveRelease } from './store.ts';

/** What was decided: exactly this is carried out. */
export type ReleasePlan = {
  readonly content: ReleaseContent;
  readonly steps: readonly Step[];
  /** The objects of `content` that an apply step brings. */
  readonly objectsOf: (step: string) => ReleaseContent['objects'];
  readonly prune: readonly ObjectAddress[];
  /** How the objects stood when this was decided: those that moved since are not applied. */
  readonly plannedFrom: PlannedFrom;
  readonly verify: readonly Probe[];
};

export type ReleaseRun = {
  readonly release: number;
  readonly verified: boolean;
  readonly milliseconds: number;
  readonly steps: readonly StepOutcome[];
  readonly probes: readonly StepOutcome[];
  /** Collected before anything was touched again. */
  readonly evidence: readonly Evidence[];
  readonly recovery: Recovery | null;
  /** Null when nothing had to be, or nothing could be restored. */
  readonly restore: RestoreResult | null;
};

/**
 * Carries a release out: intent, saving, steps, pruning, probes; and when anything of it fails, the way back to the last
 * verified release.
 *
 * @throws when the lock or the state was lost to another run, when live objects have moved since the plan was made, and
 *   when the release could not be saved; then nothing was changed.
 */
export async function runRelease(session: Session, plan: ReleasePlan): Promise<ReleaseRun> {
  const started = session.clock.now();
  const { content } = plan;
  const recovery = await recover(session, plan.verify);
  if (recovery?.restore?.verified === false)
    return unrecovered(content.number, recovery, session.clock.now() - started);
  const plannedFrom = await standing(session, plan, recovery);
  await begun(session, content);
  const rollout: Rollout = { ...session, release: content.number, objects: content.objects, plannedFrom };
  const before = async (id: string): Promise<void> => void (await session.ledger.move((state) => advance(state, id)));
  const row = await runRow(rollout, stepItems(rollout, plan), before);
  const probes = plan.verify.map((probe) => probeItem(rollout, probe));
  const verify = await runRow(rollout, probes, before, row.passed);
  const verified = row.passed && verify.passed;
  const milliseconds = session.clock.now() - started;
  const restore = verified ? null : await restoreVerified(session, plan.verify);
  await keepOutcome(session, {
    schemaVersion: 1,
    number: content.number,
    status: verified ? 'verified' : 'failed',
    steps: row.outcomes,
    probes: verify.outcomes,
    revisions: verified ? await readRevisions(rollout) : {},
    finishedAt: new Date(session.clock.now()).toISOString(),
  });
  if (verified) await finishVerified(session);
  return {
    release: content.number,
    verified,
    milliseconds,
    steps: row.outcomes,
    probes: verify.outcomes,
    evidence: [...row.evidence, ...verify.evidence],
    recovery,
    restore,
  };
}

/** The plan's own picture, when it still holds. After a restore of this run, the cluster as that restore has left it. */
async function standing(session: Session, plan: ReleasePlan, recovery: Recovery | null): Promise<PlannedFrom> {
  if (recovery?.restore === null || recovery === null) {
    await refuseMoved(session, plan.content.objects, plan.plannedFrom);
    return plan.plannedFrom;
  }
  return readStandings(session.kubernetes, plan.content.objects);
}

const unrecovered = (release: number, recovery: Recovery, milliseconds: number): ReleaseRun => ({
  release,
  verified: false,
  milliseconds,
  steps: [],
  probes: [],
  evidence: recovery.restore?.evidence ?? [],
  recovery,
  restore: null,
});

/** Intent and content are in the store before the first change. When the content cannot be saved, the intent goes too. */
async function begun(session: Session, content: ReleaseContent): Promise<void> {
  const { ledger, kubernetes } = session;
  const { current } = ledger.state();
  await ledger.move((state) => begin(state, intentOf(content, content.run)));
  try {
    await saveRelease(kubernetes, content);
  } catch (thrown) {
    await ledger.move((state) => failed(state, current)).catch((again: unknown) => session.say(describeError(again)));
    throw thrown;
  }
}

const intentOf = (content: ReleaseContent, run: RunReference) => ({
  kind: 'deploy' as const,
  commit: content.subject.commit,
  restores: null,
  run,
  at: content.createdAt,
});

function stepItems(rollout: Rollout, plan: ReleasePlan): readonly RowItem[] {
  const steps = plan.steps.map((step) => stepItem(rollout, step, plan.objectsOf));
  if (plan.prune.length === 0) return steps;
  const head = { id: 'prune', title: 'delete what this release does not have any more', needed: 'deleted' };
  const run: RowItem['run'] = async () => {
    const started = rollout.clock.now();
    const removed = await removeObjects(rollout, plan.prune);
    return stepResult(head, {
      code: 'OK',
      milliseconds: rollout.clock.now() - started,
      seen: `${removed.length} deleted`,
    });
  };
  return [...steps, { head, run }];
}
