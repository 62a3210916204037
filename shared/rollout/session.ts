import type { Probe } from '../config/schema/probes.ts';
import { describeError, UserError } from '../domain/errors.ts';
import type { InProgress, RolloutScope } from '../domain/release.ts';
import { readInCluster } from './in-cluster.ts';
import { takeLock } from './lease.ts';
import { type RestoreResult, restoreRelease } from './restore.ts';
import type { RolloutPorts } from './rollout.ts';
import { advance, failed, SAVING } from './state.ts';
import { type Ledger, openLedger, readRelease, type StoredState } from './store.ts';

/** An environment in the hand of this run: locked, with its state open. */
export type Session = RolloutPorts & {
  readonly scope: RolloutScope;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
};

/**
 * Locks the environment for the time of `work`. What was decided by `stored` holds: when the state has moved since it
 * was read, the first write fails and nothing has been changed.
 *
 * @throws UserError('LOCK_HELD') when another run is at work.
 */
export async function withSession<T>(
  ports: RolloutPorts,
  request: {
    readonly scope: RolloutScope;
    readonly stored: StoredState;
    readonly holder: string;
    /** A holder that is known to be dead. */
    readonly instead?: string;
  },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { scope, stored, holder, instead } = request;
  const lock = await takeLock(ports, scope, holder, ports.say, instead);
  try {
    if (lock.takenFrom !== null) ports.say(`took the lock over from ${lock.takenFrom}, which is dead`);
    const ledger = openLedger(ports.kubernetes, scope, stored);
    return await work({ ...ports, scope, ledger, signal: lock.signal });
  } finally {
    await lock.release();
  }
}

/** What was found of a run that died, and what was done about it; `restore` is null when nothing could be restored. */
export type Recovery = { readonly interrupted: InProgress; readonly restore: RestoreResult | null };

/**
 * Cleans up after a run that died in the middle: restores the last verified release. Null when none did. A run that
 * died before its first change leaves nothing to restore.
 */
export async function recover(session: Session, verify: readonly Probe[]): Promise<Recovery | null> {
  const { ledger, say } = session;
  const { inProgress, current } = ledger.state();
  if (inProgress === null) return null;
  const { release, phase, run } = inProgress;
  say(`release ${release} was interrupted at "${phase}" (run ${run.id}, attempt ${run.attempt}: ${run.url})`);
  if (phase === SAVING) {
    await ledger.move((state) => failed(state, current));
    return { interrupted: inProgress, restore: null };
  }
  return { interrupted: inProgress, restore: await restoreVerified(session, verify) };
}

/**
 * Ends the release in progress as failed and brings the last verified one back. Without a verified one its objects stay
 * as they are, for people to look at: null. When the restore fails the intent stays, so that the next run goes on.
 *
 * @throws when the lock or the state was lost to another run.
 */
export async function restoreVerified(session: Session, verify: readonly Probe[]): Promise<RestoreResult | null> {
  const { ledger } = session;
  const { verified, inProgress } = ledger.state();
  if (verified === null) {
    await ledger.move((state) => failed(state, inProgress?.release ?? state.current));
    return null;
  }
  const result = await attempt(session, verified, verify);
  await closeRestore(session, result, verified);
  return result;
}

async function attempt(session: Session, verified: number, verify: readonly Probe[]): Promise<RestoreResult> {
  const { kubernetes, scope, ledger, say } = session;
  const started = session.clock.now();
  try {
    say(`restoring release ${verified}`);
    const target = await readRelease(kubernetes, scope, verified);
    const { contents, unreadable } = await readInCluster(kubernetes, scope, ledger.state());
    for (const line of unreadable) say(`${line}; objects that only this release brought are not deleted`);
    const others = contents.filter((content) => content.number !== verified);
    return await restoreRelease(
      { ...session, release: verified, objects: target.objects, plannedFrom: null },
      {
        target,
        objects: target.objects,
        others,
        stop: ledger.state().history.map((entry) => entry.number),
        verify,
        before: async (part) => void (await ledger.move((state) => advance(state, part))),
      },
    );
  } catch (thrown) {
    session.signal.throwIfAborted();
    if (thrown instanceof UserError && thrown.code === 'ROLLOUT_RACED') throw thrown;
    return unreachable(verified, session.clock.now() - started, describeError(thrown));
  }
}

/** The result of a restore that could not even begin. */
function unreachable(release: number, milliseconds: number, seen: string): RestoreResult {
  const title = `read release ${release}`;
  const step = { id: 'restore-read', title, status: 'failed', code: 'RESTORE_FAILED', milliseconds } as const;
  const steps = [{ ...step, seen, needed: 'the release can be read', saved: null }];
  return { release, verified: false, milliseconds, steps, probes: [], evidence: [], commands: [] };
}

async function closeRestore({ ledger, say }: Session, result: RestoreResult, verified: number): Promise<void> {
  if (result.verified) {
    await ledger.move((state) => failed(state, verified));
    return;
  }
  try {
    await ledger.move((state) => advance(state, 'restore-failed'));
  } catch (thrown) {
    if (thrown instanceof UserError && thrown.code === 'ROLLOUT_RACED') throw thrown;
    say(`the state could not be written: ${describeError(thrown)}; the next run will find the intent and restore`);
  }
}
