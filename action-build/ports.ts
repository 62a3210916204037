import { connectArtifacts } from '../shared/adapters/artifacts/connect-artifacts.ts';
import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Clock } from '../shared/adapters/clock.ts';
import { connectClock } from '../shared/adapters/connect-clock.ts';
import { connectExec } from '../shared/adapters/connect-exec.ts';
import { connectFiles } from '../shared/adapters/connect-files.ts';
import { connectGit } from '../shared/adapters/connect-git.ts';
import { findBuildContext } from '../shared/adapters/docker/build-context.ts';
import { connectDocker } from '../shared/adapters/docker/connect.ts';
import type { Files } from '../shared/adapters/files.ts';
import type { Git } from '../shared/adapters/git.ts';
import { changedFiles } from '../shared/adapters/git-changes.ts';
import { connectGitHub } from '../shared/adapters/github/connect-github.ts';
import { loadPolicy, loadWorkspacePolicy, type Policy, WORKSPACE_REF } from '../shared/adapters/load-policy.ts';
import type { Log, Runner } from '../shared/runner/port.ts';
import type { BuildPorts } from './facts.ts';
import type { Inputs } from './inputs.ts';

/** Everything outside of the process that action-build uses. */
export type Ports = BuildPorts & {
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  readonly files: Files;
  readonly git: Git;
  readonly log: Log;
  /** The configuration: from a protected branch, or from the checkout for the reserved ref. */
  readonly loadPolicy: () => Promise<Policy>;
};

/** Connects the real ones; nothing is called yet. */
export function connectPorts(runner: Runner, inputs: Inputs): Ports {
  const { workspace, temp } = runner.context;
  const exec = connectExec();
  const files = connectFiles({ workspace, temp });
  const git = connectGit(exec, workspace);
  return {
    artifacts: connectArtifacts(temp),
    changedFiles: async (path) => await changedFiles(exec, workspace, path),
    clock: connectClock(),
    docker: connectDocker(exec, process.env),
    files,
    findContext: async (target) => await findBuildContext(workspace, `services.${target.service}.build`, target),
    git,
    loadPolicy: async () =>
      inputs['config-ref'] === WORKSPACE_REF
        ? await loadWorkspacePolicy({ files, git }, inputs.config)
        : await loadPolicy(connectGitHub(runner.context, inputs['github-token']), {
            path: inputs.config,
            ref: inputs['config-ref'],
          }),
    log: runner.log,
  };
}
