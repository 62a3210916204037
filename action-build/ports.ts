import { connectArtifacts } from '../shared/adapters/artifacts/connect-artifacts.ts';
import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Clock } from '../shared/adapters/clock.ts';
import { connectClock } from '../shared/adapters/connect-clock.ts';
import { connectExec } from '../shared/adapters/connect-exec.ts';
import { connectFiles } from '../shared/adapters/connect-files.ts';
import { connectGit } from '../shared/adapters/connect-git.ts';
import { findBuildContext } from '../shared/adapters/docker/build-context.ts';
import { findSecrets } from '../shared/adapters/docker/build-secrets.ts';
import { connectDocker } from '../shared/adapters/docker/connect.ts';
import { listContext, readContextFile } from '../shared/adapters/docker/context-files.ts';
import { connectEngine } from '../shared/adapters/docker/engine-connection.ts';
import type { Exec } from '../shared/adapters/exec.ts';
import type { Files } from '../shared/adapters/files.ts';
import type { Git } from '../shared/adapters/git.ts';
import { changedFiles } from '../shared/adapters/git-changes.ts';
import { connectGitHub } from '../shared/adapters/github/connect-github.ts';
import { loadPolicy, loadWorkspacePolicy, type Policy, WORKSPACE_REF } from '../shared/adapters/load-policy.ts';
import { connectMachine } from '../shared/adapters/machine.ts';
import { connectSandbox } from '../shared/adapters/sandbox/connect-sandbox.ts';
import { connectTrivy } from '../shared/adapters/trivy/connect-trivy.ts';
import type { Trivy } from '../shared/adapters/trivy/port.ts';
import type { Config } from '../shared/config/schema.ts';
import type { Log, Runner } from '../shared/runner/port.ts';
import type { BuildPorts } from './facts.ts';
import type { Inputs } from './inputs.ts';

/** Everything outside of the process that action-build uses. */
export type Ports = Omit<BuildPorts, 'trivy'> & {
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  readonly files: Files;
  readonly git: Git;
  readonly log: Log;
  /** The configuration: from a protected branch, or from the checkout for the reserved ref. */
  readonly loadPolicy: () => Promise<Policy>;
  /** The scanner that a configuration names; undefined when it names none. */
  readonly connectScanner: (scanner: Config['scanner']) => Trivy | undefined;
};

function connectScanner(exec: Exec, temp: string, scanner: Config['scanner']): Trivy | undefined {
  if (scanner === undefined) return undefined;
  const { path, version, sha256, from } = scanner.trivy;
  return connectTrivy(exec, {
    source: { path, version, sha256, from },
    updateDatabase: scanner.trivy['update-database'] ?? true,
    temp,
    host: async () => (await connectEngine(exec, process.env)).env['DOCKER_HOST'] ?? '',
    environment: process.env,
  });
}

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
    connectScanner: (scanner) => connectScanner(exec, temp, scanner),
    contextFiles: ({ context }) => ({
      list: async (wanted) => await listContext(context, wanted),
      read: async (path, most) => await readContextFile(context, path, most),
    }),
    docker: connectDocker(exec, process.env),
    exec,
    files,
    findContext: async (target) => await findBuildContext(workspace, `services.${target.service}.build`, target),
    findSecrets: async ({ service, builder }) => {
      const place = `services.${service}.build.secrets`;
      const found = await findSecrets(workspace, place, builder.secrets, process.env);
      for (const value of found.values) runner.mask(value);
      return found;
    },
    git,
    loadPolicy: async () =>
      inputs['config-ref'] === WORKSPACE_REF
        ? await loadWorkspacePolicy({ files, git }, inputs.config)
        : await loadPolicy(connectGitHub(runner.context, inputs['github-token']), {
            path: inputs.config,
            ref: inputs['config-ref'],
          }),
    log: runner.log,
    machine: connectMachine(),
    openSandbox: connectSandbox(exec, process.env),
  };
}
