import type { Clock } from '../../shared/adapters/clock.ts';
import type { OpenSandbox, Sandbox, SandboxLabel } from '../../shared/adapters/sandbox/port.ts';
import { showDuration } from '../../shared/domain/duration.ts';
import { describeError } from '../../shared/domain/errors.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import type { Log } from '../../shared/runner/port.ts';
import { notRun, runTest, type TestRun } from './integration.ts';
import type { PlannedService, PlannedTest, RunPlan } from './plan-run.ts';
import { involves } from './plan-run.ts';
import type { RunFact } from './run-facts.ts';
import { examine, type Reading, stopAndRestart } from './service-reading.ts';
import { type RunPorts, type StartedService, startService } from './service-run.ts';

export type GatherPorts = { readonly openSandbox: OpenSandbox; readonly clock: Clock; readonly log: Log };

/** What was seen of each service, and everything that the containers printed. */
export type RunResult = {
  readonly facts: ReadonlyMap<string, RunFact>;
  readonly logs: readonly { readonly name: string; readonly bytes: string }[];
};

/** Milliseconds that services have to stay up at least after the last of them was ready. */
const STAYS_UP = 2_000;

type Blocked = Extract<RunFact, { kind: 'blocked' }>;
type Outcome = StartedService | Blocked | { readonly kind: 'none' };

/** The images that this run built. */
type Images = ReadonlyMap<string, Digest>;

const isStarted = (outcome: Outcome | undefined): outcome is StartedService =>
  outcome !== undefined && !('kind' in outcome);

const isReady = (outcome: Outcome | undefined): outcome is StartedService =>
  isStarted(outcome) && outcome.ready?.reached === true && outcome.course.kind === 'up';

const oneLine = (lines: readonly string[]): string => lines.at(-1) ?? 'no output';

/** Why a service that others need is not there. */
function troubleOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'is not part of this run';
  if ('kind' in outcome) return outcome.kind === 'none' ? 'has no image in this run' : outcome.why;
  const { course, ready } = outcome;
  if (course.kind === 'refused') return course.why;
  if (course.kind === 'before-failed') return `${course.command} failed: ${oneLine(course.lastLines)}`;
  if (course.kind === 'ended') return `ended with exit code ${course.exitCode}: ${oneLine(course.lastLines)}`;
  return `did not become ready: ${ready?.why ?? ''}`;
}

/** The first of the targets that is not ready, as the reason why nothing can be said. */
function blockedBy(outcomes: ReadonlyMap<string, Outcome>, targets: readonly string[]): Blocked | undefined {
  const missing = targets.find((name) => !isReady(outcomes.get(name)));
  if (missing === undefined) return undefined;
  const outcome = outcomes.get(missing);
  if (outcome !== undefined && 'kind' in outcome && outcome.kind === 'blocked') {
    return { ...outcome, why: `${missing} is held back: ${outcome.why}` };
  }
  const judged = isStarted(outcome) ? outcome.planned.rules !== null : outcome?.kind === 'none';
  return { kind: 'blocked', why: `${missing} ${troubleOf(outcome)}`, by: judged ? missing : null };
}

async function startOne(ports: RunPorts, planned: PlannedService, images: Images, outcomes: Map<string, Outcome>) {
  const image = planned.external ?? images.get(planned.service);
  if (image === undefined) return outcomes.set(planned.service, { kind: 'none' });
  // A circle of needs is not waited for: what has not been tried yet comes in a later stage.
  const needed = planned.talksTo.map(({ service }) => service).filter((name) => outcomes.has(name));
  const blocked = blockedBy(outcomes, needed);
  return outcomes.set(planned.service, blocked ?? (await startService(ports, planned, image)));
}

async function startAll(ports: GatherPorts, run: RunPorts, plan: RunPlan, images: Images) {
  const outcomes = new Map<string, Outcome>();
  for (const stage of plan.stages) {
    const before = new Map(outcomes);
    await Promise.all(stage.map((planned) => startOne(run, planned, images, outcomes)));
    for (const { service } of stage) {
      if (before.has(service)) continue;
      const outcome = outcomes.get(service);
      const took = isStarted(outcome) && outcome.ready !== null ? ` (${outcome.ready.seconds.toFixed(1)} s)` : '';
      ports.log.info(`${service}: ${isReady(outcome) ? `ready${took}` : troubleOf(outcome)}`);
    }
  }
  return outcomes;
}

async function runTests(
  run: RunPorts,
  plan: RunPlan,
  images: Images,
  outcomes: ReadonlyMap<string, Outcome>,
  log: Log,
) {
  const results = new Map<PlannedTest, TestRun>();
  for (const test of plan.tests) {
    const image = test.from.external ?? images.get(test.from.service);
    const blocked = blockedBy(
      outcomes,
      test.talksTo.map(({ service }) => service),
    );
    const why = image === undefined ? `${test.from.service} has no image in this run` : blocked?.why;
    const result = why === undefined && image !== undefined ? await runTest(run, test, image) : notRun(test, why ?? '');
    results.set(test, result);
    log.info(`integration ${test.id}: ${result.fact.exitCode === 0 ? 'passed' : 'FAILED'} ${result.fact.why}`.trim());
  }
  return results;
}

const podsOf = (plan: RunPlan) => [
  ...plan.stages.flat().map(({ service, talksTo }) => ({ name: service, talksTo: edges(talksTo) })),
  ...plan.tests.map(({ pod, talksTo }) => ({ name: pod, talksTo: edges(talksTo) })),
];

const edges = (targets: PlannedService['talksTo']) => targets.map(({ service, port }) => ({ pod: service, port }));

/** Ports at which a service is reached, by anybody's declaration or by its own readiness. */
function portsOf(plan: RunPlan, { service, ready }: PlannedService): readonly number[] {
  const declared = [...plan.stages.flat(), ...plan.tests].flatMap(({ talksTo }) => talksTo);
  const own = ready.kind === 'http' ? [ready.port] : ready.kind === 'tcp' ? ready.ports : [];
  return [...new Set([...own, ...declared.filter((edge) => edge.service === service).map(({ port }) => port)])];
}

async function inSandbox(ports: GatherPorts, sandbox: Sandbox, plan: RunPlan, images: Images): Promise<RunResult> {
  const run: RunPorts = { sandbox, clock: ports.clock };
  await sandbox.lay(podsOf(plan));
  const outcomes = await startAll(ports, run, plan, images);
  const tests = await runTests(run, plan, images, outcomes, ports.log);
  await ports.clock.sleep(STAYS_UP);
  const started = [...outcomes.values()].filter(isStarted);
  const checked = started.filter(({ planned }) => planned.rules !== null);
  const targets = started
    .filter(isReady)
    .map(({ planned }) => ({ service: planned.service, ports: portsOf(plan, planned) }));
  const readings = new Map<string, Reading>();
  const seen = await Promise.all(checked.map(async (one) => await examine(run, one, targets)));
  for (const [index, one] of checked.entries()) {
    const reading = seen[index];
    if (reading !== undefined) readings.set(one.planned.service, reading);
  }
  for (const stage of plan.stages.toReversed()) {
    const ending = checked.filter(({ planned }) => stage.includes(planned));
    await Promise.all(ending.map(async (one) => await stopAndRestart(run, one, readings)));
  }
  const facts = new Map<string, RunFact>();
  for (const [service, outcome] of outcomes) {
    if (!isStarted(outcome)) facts.set(service, outcome);
    const about = [...tests].filter(([test]) => involves(test).includes(service)).map(([, { fact }]) => fact);
    const reading = readings.get(service);
    if (reading !== undefined) facts.set(service, { ...reading.fact, tests: about });
  }
  const logs = [...readings].map(([service, { log }]) => ({ name: `${service}.run.log`, bytes: text(log) }));
  const testLogs = [...tests].map(([{ id }, { log }]) => ({ name: `integration.${id}.log`, bytes: text(log) }));
  return { facts, logs: [...logs, ...testLogs] };
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/**
 * Runs the plan in a sandbox of its own. What goes wrong with the sandbox itself is a fact about every service: their
 * checks then have no answer, which is never a yes.
 */
export async function gatherRun(
  ports: GatherPorts,
  label: SandboxLabel,
  plan: RunPlan,
  images: Images,
): Promise<RunResult> {
  const checked = plan.stages.flat().filter(({ rules }) => rules !== null);
  if (checked.length === 0) return { facts: new Map(), logs: [] };
  const started = ports.clock.now();
  try {
    await using sandbox = await ports.openSandbox(label);
    return await inSandbox(ports, sandbox, plan, images);
  } catch (error) {
    const why = describeError(error);
    ports.log.info(`the services could not be run: ${why}`);
    const facts = checked.map(({ service }) => [service, { kind: 'blocked', why, by: null } as const] as const);
    return { facts: new Map(facts), logs: [] };
  } finally {
    ports.log.info(`ran ${checked.length} services (${showDuration(ports.clock.now() - started)})`);
  }
}
