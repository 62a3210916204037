import type { DeploymentStatus, GitHub } from '../adapters/github/port.ts';
import { describeError } from '../domain/errors.ts';
import { type RunContext, runUrl } from '../domain/run-context.ts';

/** A deployment as GitHub shows it. It informs; that it cannot be shown never stops a release or a restore. */
export type ShownDeployment = {
  end(state: DeploymentStatus['state'], description: string): Promise<void>;
  /** GitHub's number for it; null when it could not be created. */
  id(): number | null;
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
  const { environment, sha, release } = about;
  const shown = new Shown(github, run);
  await shown.quietly(async () => {
    const payload = { release: String(release), run: String(run.runId) };
    shown.number = await github.createDeployment({ sha, environment, description: `release ${release}`, payload });
    await shown.status('in_progress', `release ${release}`);
  });
  return shown;
}

/** A deployment that an earlier process of this step has created. */
export function continueDeployment(github: GitHub, run: RunContext, id: number): ShownDeployment {
  const shown = new Shown(github, run);
  shown.number = id;
  return shown;
}

class Shown implements ShownDeployment {
  number: number | null = null;
  readonly #github: GitHub;
  readonly #run: RunContext;
  #problem: string | null = null;

  constructor(github: GitHub, run: RunContext) {
    this.#github = github;
    this.#run = run;
  }

  id(): number | null {
    return this.number;
  }

  notShown(): string | null {
    return this.#problem;
  }

  end(state: DeploymentStatus['state'], description: string): Promise<void> {
    return this.quietly(() => this.status(state, description));
  }

  async status(state: DeploymentStatus['state'], text: string): Promise<void> {
    if (this.number === null) return;
    const description = text.slice(0, DESCRIPTION);
    await this.#github.setDeploymentStatus(this.number, { state, description, logUrl: runUrl(this.#run) });
  }

  async quietly(work: () => Promise<void>): Promise<void> {
    await work().catch((thrown: unknown) => {
      this.#problem ??= describeError(thrown);
    });
  }
}
