import type { Clock } from '../../shared/adapters/clock.ts';
import type { ContainerSpec, RunningContainer, Sandbox } from '../../shared/adapters/sandbox/port.ts';
import { describeError } from '../../shared/domain/errors.ts';
import { type PlannedService, type Ready, startLimit } from './plan-run.ts';
import type { Course, Readiness } from './run-facts.ts';

export type RunPorts = { readonly sandbox: Sandbox; readonly clock: Clock };

/** A service whose start was tried. */
export type StartedService = {
  readonly planned: PlannedService;
  readonly image: string;
  /** Null when there is no container. */
  readonly container: RunningContainer | null;
  readonly course: Course;
  readonly ready: Readiness | null;
  /** Output of the commands that ran before it. */
  readonly beforeLog: readonly string[];
};

/** Longest time for one command of run.before, in milliseconds. */
const BEFORE_LIMIT = 120_000;

/** Between two looks at the health of a container, in milliseconds. */
const HEALTH_INTERVAL = 200;

/** Lines of a failing container that go into the record. */
export const LAST_LINES = 20;

export const secondsSince = (clock: Clock, from: number): number => Math.round(clock.now() - from) / 1_000;

/** The container of a service, or of a command in its image. */
export const specOf = (planned: PlannedService, image: string, change: Partial<ContainerSpec> = {}): ContainerSpec => ({
  image,
  command: planned.command,
  env: planned.env,
  writable: planned.writable,
  // What comes from elsewhere is not ours to judge; it gets what it needs to be a dependency.
  hardened: planned.external === null,
  readOnly: planned.rules?.readOnly ?? false,
  memory: planned.memory,
  ...change,
});

/** The exit code, or null when it took longer; then it still runs. */
export async function exitCodeWithin(
  { clock }: RunPorts,
  container: RunningContainer,
  within: number,
): Promise<number | null> {
  const over = new AbortController();
  const late = clock.sleep(within, over.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([container.ended, late]);
  } finally {
    over.abort();
  }
}

/** Whether a container whose state is known to be up is ready; ends early when it ends. */
async function untilReady(ports: RunPorts, pod: string, ready: Ready, container: RunningContainer, within: number) {
  const started = ports.clock.now();
  const answer = (reached: boolean, why: string): Readiness => ({
    reached,
    why,
    seconds: secondsSince(ports.clock, started),
  });
  if (ready.kind === 'healthcheck') {
    const why = await untilHealthy(ports, container, within);
    return answer(why === '', why);
  }
  const host = ports.sandbox.address(pod);
  const questions =
    ready.kind === 'http'
      ? [{ ask: 'reach' as const, host, port: ready.port, path: ready.path, within }]
      : ready.ports.map((port) => ({ ask: 'reach' as const, host, port, within }));
  const asked = ports.sandbox.ask(pod, questions);
  const ended = container.ended.then((exitCode) => `ended with exit code ${exitCode}`);
  const first = await Promise.race([asked, ended]);
  if (typeof first === 'string') {
    asked.catch(() => {});
    return answer(false, first);
  }
  const failed = first.flatMap((one, index) =>
    one.ask === 'reach' && !one.reached ? [`${showReady(ready, index)} gave ${one.why}`] : [],
  );
  return answer(failed.length === 0, failed.join(', '));
}

const showReady = (ready: Ready, index: number): string =>
  ready.kind === 'http' ? `http :${ready.port}${ready.path}` : ready.kind === 'tcp' ? `port ${ready.ports[index]}` : '';

/** Empty when HEALTHCHECK says healthy in time. */
export async function untilHealthy({ clock }: RunPorts, container: RunningContainer, within: number): Promise<string> {
  const end = clock.now() + within;
  for (;;) {
    const { health, running, exitCode } = await container.state();
    if (health === 'healthy') return '';
    if (!running) return `ended with exit code ${exitCode}`;
    if (health === null) return 'the image has no HEALTHCHECK';
    if (clock.now() >= end) return `HEALTHCHECK says ${health}`;
    await clock.sleep(HEALTH_INTERVAL);
  }
}

async function runBefore(ports: RunPorts, planned: PlannedService, image: string, log: string[]): Promise<Course> {
  for (const command of planned.before) {
    const container = await ports.sandbox.run(planned.service, specOf(planned, image, { command }));
    const exitCode = await exitCodeWithin(ports, container, BEFORE_LIMIT);
    const lines = await container.log();
    log.push(...lines);
    await container.remove();
    const shown = command.join(' ');
    if (exitCode !== 0) return { kind: 'before-failed', command: shown, exitCode, lastLines: lines.slice(-LAST_LINES) };
  }
  return { kind: 'up' };
}

/** How a container stands: up, or ended with its last words. */
export async function courseOf(container: RunningContainer): Promise<Course> {
  const { running, exitCode, oomKilled, startedAt, finishedAt } = await container.state();
  if (running) return { kind: 'up' };
  const lastLines = (await container.log()).slice(-LAST_LINES);
  return { kind: 'ended', exitCode, oomKilled, seconds: Math.max(0, finishedAt - startedAt) / 1_000, lastLines };
}

/** Runs a service's earlier commands and then the service, and waits until it is ready or it is clear that it is not. */
export async function startService(ports: RunPorts, planned: PlannedService, image: string): Promise<StartedService> {
  const beforeLog: string[] = [];
  const started = { planned, image, beforeLog, container: null, ready: null };
  try {
    const before = await runBefore(ports, planned, image, beforeLog);
    if (before.kind !== 'up') return { ...started, course: before };
    const container = await ports.sandbox.run(planned.service, specOf(planned, image));
    const ready = await untilReady(ports, planned.service, planned.ready, container, startLimit(planned));
    return { ...started, container, ready, course: await courseOf(container) };
  } catch (error) {
    return { ...started, course: { kind: 'refused', why: describeError(error) } };
  }
}

/** Starts a stopped service again. */
export async function restartService(ports: RunPorts, { planned, container }: StartedService): Promise<Readiness> {
  const started = ports.clock.now();
  try {
    if (container === null) throw new Error('there is no container');
    const again = await container.start();
    const ready = await untilReady(ports, planned.service, planned.ready, again, startLimit(planned));
    const { running, exitCode } = await again.state();
    return running ? ready : { ...ready, reached: false, why: `ended with exit code ${exitCode}` };
  } catch (error) {
    return { reached: false, seconds: secondsSince(ports.clock, started), why: describeError(error) };
  }
}
