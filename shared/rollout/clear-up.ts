import type { GitHub } from '../adapters/github/port.ts';
import type { Kubernetes } from '../adapters/kubernetes/port.ts';
import type { InProgress, RolloutScope } from '../domain/release.ts';
import type { RunContext } from '../domain/run-context.ts';
import { returnLock } from './lease.ts';
import { type Pending, parsePending } from './pending.ts';
import type { RolloutPorts } from './rollout.ts';
import { type Recovery, recover, withSession } from './session.ts';
import { continueDeployment } from './show-deployment.ts';
import { readState } from './store.ts';

/** What a `post` step found and did; no recovery when the step had left nothing half done. */
export type ClearedUp = { readonly scope: RolloutScope; readonly recovery: Recovery | null };

type Ports = Omit<RolloutPorts, 'kubernetes'> & {
  readonly github: GitHub;
  readonly connect: () => Promise<Kubernetes & AsyncDisposable>;
};

/**
 * Brings an environment in order after the step that changed it was killed or cancelled: gives its lock back and
 * restores the last verified release, when the intent in the cluster is this very step's. Whatever another run has
 * begun since is left to that run.
 *
 * @param text what the step left in its state.
 * @throws UserError('LOCK_HELD' | 'ROLLOUT_RACED') when another run is at it already.
 */
export async function clearUp(ports: Ports, run: RunContext, text: string): Promise<ClearedUp> {
  const pending = parsePending(text);
  const { scope, holder, verify } = pending;
  await using kubernetes = await ports.connect();
  const rollout = { ...ports, kubernetes };
  const stored = await readState(kubernetes, scope);
  if (!isOwn(stored.state.inProgress, run, pending)) {
    await returnLock(kubernetes, scope, holder);
    return { scope, recovery: null };
  }
  const request = { scope, stored, holder: `${holder}, after it was interrupted`, instead: holder };
  const recovery = await withSession(rollout, request, (session) => recover(session, verify));
  if (pending.deployment !== null) {
    const deployment = continueDeployment(ports.github, run, pending.deployment);
    await deployment.end('error', endText(recovery));
    const problem = deployment.notShown();
    if (problem !== null) ports.say(`the deployment is not ended on GitHub: ${problem}`);
  }
  return { scope, recovery };
}

const isOwn = (intent: InProgress | null, run: RunContext, { at }: Pending): boolean =>
  intent?.run.repository === run.repository &&
  intent.run.id === run.runId &&
  intent.run.attempt === run.runAttempt &&
  intent.startedAt === at;

function endText(recovery: Recovery | null): string {
  const { restore = null, interrupted } = recovery ?? {};
  const what = `release ${interrupted?.release ?? ''} was interrupted`;
  if (restore === null) return what;
  return `${what}; release ${restore.release} ${restore.verified ? 'is restored' : 'could not be restored'}`;
}
