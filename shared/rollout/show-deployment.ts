import type { DeploymentStatus, GitHub } from '../adapters/github/port.ts';
import { describeError } from '../domain/errors.ts';
import { type RunContext, runUrl } from '../domain/run-context.ts';

/** A deployment as GitHub shows it. It informs; that it cannot be shown never stops a release or a restore. */
export type ShownDeployment = {
  end(state: DeploymentStatus['state'], description: string): Promise<void>;
  /** Why GitHub does not show it; null when it does. */
  notShown(): string | null;
};

/** GitHub cuts descriptions off at 140 characters. */
const DESCRIPTION = 140;

/** Creates the deployment and says that it is in progress. Never throws. */
export async function showDeployment(
  github: GitHub,
  run: RunContext,
  about: { readonly environment: string; readonly sha: string; readonly release: number },
): Promise<ShownDeployment> {
  let problem: string | null = null;
  let id: number | undefined;
  const status = async (state: DeploymentStatus['state'], description: string): Promise<void> => {
    if (id === undefined) return;
    await github.setDeploymentStatus(id, {
      state,
      description: description.slice(0, DESCRIPTION),
      logUrl: runUrl(run),
    });
  };
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((thrown: unknown) => {
      problem ??= describeError(thrown);
    });
  };
  await quietly(async () => {
    const { environment, sha, release } = about;
    const payload = { release: String(release), run: String(run.runId) };
    id = await github.createDeployment({ sha, environment, description: `release ${release}`, payload });
    await status('in_progress', `release ${release}`);
  });
  return {
    end: (state, description) => quietly(() => status(state, description)),
    notShown: () => problem,
  };
}
