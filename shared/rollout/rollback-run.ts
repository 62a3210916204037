import type { Probe } from '../config/schema/probes.ts';
import { describeError, UserError } from '../domain/errors.ts';
import type { ReleaseContent } from '../domain/release.ts';
import { finishVerified, keepOutcome, readRevisions } from './finish.ts';
import { readInCluster } from './in-cluster.ts';
import { type RestoreResult, restoreRelease } from './restore.ts';
import type { Rollout } from './rollout.ts';
import type { Session } from './session.ts';
import { advance, begin, failed } from './state.ts';
import { saveRelease } from './store.ts';

/** What was decided: a release of its own that repeats an earlier one. */
export type RollbackPlan = {
  /** The release that comes back, as it was saved. */
  readonly target: ReleaseContent;
  /** The new release: the same objects with its own number. */
  readonly content: ReleaseContent;
  readonly verify: readonly Probe[];
};

/**
 * Goes back to a release as a whole and makes that a release of its own. When it fails the intent stays, so that the
 * next run goes on from here; nothing else is tried, because a person has to look.
 *
 * @throws when the lock or the state was lost to another run, and when the release could not be saved; then nothing was
 *   changed.
 */
export async function runRollback(session: Session, { target, content, verify }: RollbackPlan): Promise<RestoreResult> {
  const { kubernetes, scope, ledger, say } = session;
  const { contents, unreadable } = await readInCluster(kubernetes, scope, ledger.state());
  for (const line of unreadable) say(`${line}; objects that only this release brought are not deleted`);
  await begun(session, content);
  const rollout: Rollout = { ...session, release: content.number, objects: content.objects, plannedFrom: null };
  const result = await restoreRelease(rollout, {
    target,
    objects: content.objects,
    others: contents.filter((other) => other.number !== target.number),
    stop: ledger.state().history.map((entry) => entry.number),
    verify,
    before: async (part) => void (await ledger.move((state) => advance(state, part))),
  });
  await keepOutcome(session, {
    schemaVersion: 1,
    number: content.number,
    status: result.verified ? 'verified' : 'failed',
    steps: result.steps,
    probes: result.probes,
    revisions: result.verified ? await readRevisions(rollout) : {},
    finishedAt: new Date(session.clock.now()).toISOString(),
  });
  if (result.verified) await finishVerified(session);
  else await keepIntent(session);
  return result;
}

/** Intent and content are in the store before the first change. When the content cannot be saved, the intent goes too. */
async function begun(session: Session, content: ReleaseContent): Promise<void> {
  const { ledger, kubernetes } = session;
  const before = ledger.state();
  const intent = {
    kind: 'rollback' as const,
    commit: content.subject.commit,
    restores: content.rollback?.restores ?? null,
    run: content.run,
    at: content.createdAt,
  };
  await ledger.move((state) => begin(closeInterrupted(state), intent));
  try {
    await saveRelease(kubernetes, content);
  } catch (thrown) {
    const back = await ledger
      .move((state) => ({ ...failed(state, before.current), inProgress: before.inProgress }))
      .catch(describeError);
    if (typeof back === 'string') session.say(back);
    throw thrown;
  }
}

/** A dead run's release has failed; its objects are known from the history, and the rollback takes them away. */
const closeInterrupted = (state: ReturnType<Session['ledger']['state']>) =>
  state.inProgress === null ? state : failed(state, state.current);

async function keepIntent({ ledger, say }: Session): Promise<void> {
  try {
    await ledger.move((state) => advance(state, 'restore-failed'));
  } catch (thrown) {
    if (thrown instanceof UserError && thrown.code === 'ROLLOUT_RACED') throw thrown;
    say(`the state could not be written: ${describeError(thrown)}; the next run will find the intent and restore`);
  }
}
