import { matrixRow, observe, type Reachable } from './observe.ts';
import type { Ran } from './run-facts.ts';
import {
  courseOf,
  type RunPorts,
  restartService,
  type StartedService,
  secondsSince,
  untilHealthy,
} from './service-run.ts';

/** What is known of a checked service, and what it printed. */
export type Reading = { readonly fact: Omit<Ran, 'tests'>; readonly log: readonly string[] };

/** What the facts are before anything was seen. */
function beginning({ planned, container, course, ready }: StartedService): Omit<Ran, 'tests'> {
  if (planned.rules === null) throw new Error(`${planned.service} is not checked`);
  return {
    kind: 'ran',
    rules: planned.rules,
    course,
    ready,
    health: null,
    listening: null,
    exposed: container?.exposed ?? [],
    attempts: null,
    edges: [],
    memory: null,
    outputLines: 0,
    stop: null,
    restart: null,
  };
}

/** What a running service says and does, while all the others run too. */
export async function examine(
  ports: RunPorts,
  started: StartedService,
  targets: readonly Reachable[],
): Promise<Reading> {
  const fact = beginning(started);
  const { planned, container, beforeLog } = started;
  if (container === null) return { fact, log: beforeLog };
  const observed = await observe(ports, planned.service, container.id);
  const log = [...beforeLog, ...(await container.log())];
  if (started.ready?.reached !== true) return { fact: { ...fact, ...observed, outputLines: log.length }, log };
  const health = await healthOf(ports, started);
  const others = targets.filter(({ service }) => service !== planned.service);
  const edges = await matrixRow(ports, planned, others);
  const course = await courseOf(container);
  return { fact: { ...fact, ...observed, health, edges, course, outputLines: log.length }, log };
}

/** HEALTHCHECK is asked every two seconds; it gets as long as the start may take. */
async function healthOf(ports: RunPorts, { container, planned }: StartedService): Promise<Ran['health']> {
  if (container === null || (await container.state()).health === null) return null;
  await untilHealthy(ports, container, planned.rules?.start ?? 0);
  return (await container.state()).health;
}

/** Ends a service that is still up the way that orchestrators do, and starts it once more. */
export async function stopAndRestart(
  ports: RunPorts,
  started: StartedService,
  readings: Map<string, Reading>,
): Promise<void> {
  const { planned, container } = started;
  const reading = readings.get(planned.service);
  if (container === null || planned.rules === null || reading === undefined) return;
  if (started.ready?.reached !== true || reading.fact.course.kind !== 'up') return;
  const begun = ports.clock.now();
  await container.stop(planned.rules.stop);
  const seconds = secondsSince(ports.clock, begun);
  const { exitCode } = await container.state();
  const restart = await restartService(ports, started);
  const log = [...started.beforeLog, ...(await container.log())];
  await container.remove();
  readings.set(planned.service, {
    fact: { ...reading.fact, stop: { seconds, exitCode }, restart },
    log: log.length >= reading.log.length ? log : reading.log,
  });
}
