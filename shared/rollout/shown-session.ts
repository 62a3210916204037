import type { GitHub } from '../adapters/github/port.ts';
import type { Probe } from '../config/schema/probes.ts';
import type { RolloutScope } from '../domain/release.ts';
import type { RunContext } from '../domain/run-context.ts';
import { PENDING, type Pending } from './pending.ts';
import type { RolloutPorts } from './rollout.ts';
import { type Session, withSession } from './session.ts';
import { type ShownDeployment, showDeployment } from './show-deployment.ts';
import type { StoredState } from './store.ts';

/** The step as a rollout needs it. */
export type Step = {
  readonly context: RunContext;
  /** State that survives until the step's `post`. */
  readonly state: { set(key: string, value: string): void };
};

export type ShownWork = {
  readonly scope: RolloutScope;
  readonly stored: StoredState;
  readonly release: number;
  /** Commit of the release. */
  readonly sha: string;
  /** When it was decided, RFC 3339. */
  readonly at: string;
  readonly verify: readonly Probe[];
  /** What is said on GitHub when it was not carried out. */
  readonly undone: string;
};

/**
 * Runs `work` with the environment in hand and shows it on GitHub. From before the lock until the work came back, the
 * step's state says what it is at: when the step is killed meanwhile, its `post` step brings the environment in order.
 *
 * @throws what the lock and the work throw; the state stays then, because the environment may be half done.
 */
export async function withShownSession<T>(
  ports: RolloutPorts & { readonly github: GitHub },
  { context, state }: Step,
  about: ShownWork,
  work: (session: Session) => Promise<T>,
): Promise<{ readonly result: T; readonly deployment: ShownDeployment }> {
  const { scope, stored, release, sha, at, verify } = about;
  const deployment = await showDeployment(ports.github, context, { environment: scope.environment, sha, release });
  const holder = `${context.repository} run ${context.runId} attempt ${context.runAttempt}, job ${context.job}, ${at}`;
  const pending: Pending = { scope, holder, at, deployment: deployment.id(), verify: [...verify] };
  state.set(PENDING, JSON.stringify(pending));
  try {
    const result = await withSession(ports, { scope, stored, holder }, work);
    state.set(PENDING, '');
    return { result, deployment };
  } catch (thrown) {
    await deployment.end('error', about.undone);
    throw thrown;
  }
}
