import { performance } from 'node:perf_hooks';
import { UserError } from '../../domain/errors.ts';
import type { SandboxTools } from './connect-sandbox.ts';
import { serviceBody } from './container-bodies.ts';
import type { ContainerView } from './engine-containers.ts';
import type { LaidPod } from './lay-pods.ts';
import type { ContainerSpec, ContainerState, RunningContainer } from './port.ts';

/** Lines of a container's output that are kept. */
const LOG_LINES = 500;

/** An image by name and digest is fetched with the credentials of the docker client, when the engine does not have it. */
async function ensureImage({ engine, exec }: SandboxTools, image: string): Promise<void> {
  if ((await engine.api.json('GET', `/images/${image}/json`)).status === 200) return;
  const { exitCode, stderr } = await exec.run('docker', ['pull', '--quiet', image], { env: engine.env });
  if (exitCode === 0) return;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  throw new UserError('SANDBOX_UNAVAILABLE', `image ${image} cannot be pulled: ${last || 'no message'}`);
}

const HEALTH: Readonly<Record<string, ContainerState['health']>> = {
  starting: 'starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
};

const stateOf = ({ State }: ContainerView): ContainerState => ({
  running: State.Running,
  exitCode: State.ExitCode,
  oomKilled: State.OOMKilled,
  startedAt: Date.parse(State.StartedAt),
  finishedAt: Date.parse(State.FinishedAt),
  health: State.Health == null ? null : (HEALTH[State.Health.Status] ?? null),
});

let counter = 0;

/** See `Sandbox.run`. */
export async function runContainer(tools: SandboxTools, pod: LaidPod, spec: ContainerSpec): Promise<RunningContainer> {
  const { containers } = tools;
  await ensureImage(tools, spec.image);
  counter += 1;
  const id = await containers.create(
    `${tools.name}-${pod.name}-${counter}`,
    serviceBody(spec, pod.companion, tools.labels),
  );
  await containers.start(id);
  const view = await containers.inspect(id);
  return watch(tools, id, Object.keys(view.Config.ExposedPorts ?? {}));
}

/** A container that was just started. */
function watch(tools: SandboxTools, id: string, exposed: readonly string[]): RunningContainer {
  const { containers } = tools;
  const ended = containers.wait(id);
  // Whoever waits for it sees the problem; nobody has to.
  ended.catch(() => {});
  return {
    id,
    exposed,
    ended,
    state: async () => stateOf(await containers.inspect(id)),
    async stop(ms) {
      const started = performance.now();
      await containers.stop(id, Math.max(1, Math.ceil(ms / 1_000)));
      return performance.now() - started;
    },
    async start() {
      await containers.start(id);
      return watch(tools, id, exposed);
    },
    async log() {
      const text = await containers.log(id, LOG_LINES);
      return text.split(/\r?\n/).filter((line) => line.trim() !== '');
    },
    remove: async () => await containers.remove(id),
  };
}
