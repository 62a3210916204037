import { describeError } from '../domain/errors.ts';
import type { ReleaseOutcome } from '../domain/release.ts';
import { inParallel } from './in-parallel.ts';
import { addressOf, showAddress } from './plan/address.ts';
import type { Rollout } from './rollout.ts';
import type { Session } from './session.ts';
import { trim, verified } from './state.ts';
import { deleteRelease, saveOutcome } from './store.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** Makes the release in progress the verified one, and lets go of the releases that are too old. */
export async function finishVerified(session: Session): Promise<void> {
  const { kubernetes, scope, ledger, say } = session;
  let removed: readonly number[] = [];
  await ledger.move((state) => {
    const trimmed = trim(verified(state));
    removed = trimmed.removed;
    return trimmed.state;
  });
  for (const release of removed) {
    await deleteRelease(kubernetes, scope, release).catch((thrown: unknown) => {
      say(`release ${release} has left the history but its Secret is still there: ${describeError(thrown)}`);
    });
  }
}

/** Saves how it went beside the release. That this fails does not change what was reached, so it is only told. */
export async function keepOutcome(session: Session, outcome: ReleaseOutcome): Promise<void> {
  await saveOutcome(session.kubernetes, session.scope, outcome).catch((thrown: unknown) => {
    session.say(`the outcome of release ${outcome.number} could not be saved: ${describeError(thrown)}`);
  });
}

/** Revision of each Deployment and StatefulSet as the cluster counts them, for `kubectl rollout history`. */
export async function readRevisions({ kubernetes, objects }: Rollout): Promise<Readonly<Record<string, string>>> {
  const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').map(addressOf);
  const entries = await inParallel(workloads, async (address) => {
    const live = await kubernetes.get(address).catch(() => undefined);
    const status = (live?.['status'] ?? {}) as { updateRevision?: string };
    const revision = live?.metadata.annotations?.[REVISION] ?? status.updateRevision;
    return revision === undefined ? [] : [[showAddress(address), revision] as const];
  });
  return Object.fromEntries(entries.flat());
}
