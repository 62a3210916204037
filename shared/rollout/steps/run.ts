import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import type { Probe } from '../../config/schema/probes.ts';
import type { Step } from '../../config/schema/steps.ts';
import { durationMs } from '../../domain/duration.ts';
import { describeError, UserError } from '../../domain/errors.ts';
import type { StepOutcome } from '../../domain/release.ts';
import { applyAndWait, failureLine } from '../apply.ts';
import { httpHead, probeHttp } from '../probes/http.ts';
import type { Evidence, Rollout, StepResult } from '../rollout.ts';
import { jobHead, runJob } from './job.ts';
import { notRun, type StepHead, stepResult } from './outcome.ts';

const DEFAULT_TIMEOUT = '5m';

/** Steps or probes in a row; the first failure ends it, the rest are told as not run. */
export type RowResult = {
  readonly passed: boolean;
  readonly outcomes: readonly StepOutcome[];
  readonly evidence: readonly Evidence[];
};

/** One thing to do in a row. */
export type RowItem = { readonly head: StepHead; readonly run: () => Promise<StepResult> };

/**
 * Runs a row. What a step throws is its failure, except the loss of the lock: then nobody may go on, nor restore.
 *
 * @param before is called before each item, so that the state says how far the rollout is.
 * @param go false when the row before this one failed: then nothing of it is run.
 */
export async function runRow(
  rollout: Pick<Rollout, 'clock' | 'signal' | 'say'>,
  items: readonly RowItem[],
  before: (id: string) => Promise<void>,
  go = true,
): Promise<RowResult> {
  const outcomes: StepOutcome[] = [];
  const evidence: Evidence[] = [];
  let passed = go;
  for (const { head, run } of items) {
    if (!passed) {
      outcomes.push(notRun(head));
      continue;
    }
    rollout.say(`${head.id}: ${head.title}`);
    const result = await caught(rollout, head, async () => {
      await before(head.id);
      return run();
    });
    outcomes.push(result.outcome);
    evidence.push(...result.evidence);
    passed = result.outcome.status === 'passed';
    rollout.say(
      `${head.id}: ${result.outcome.status} in ${(result.outcome.milliseconds / 1000).toFixed(1)} s, ${result.outcome.seen}`,
    );
  }
  return { passed, outcomes, evidence };
}

async function caught(
  { clock, signal }: Pick<Rollout, 'clock' | 'signal'>,
  head: StepHead,
  run: () => Promise<StepResult>,
): Promise<StepResult> {
  const started = clock.now();
  try {
    return await run();
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof UserError && thrown.code === 'ROLLOUT_RACED') throw thrown;
    return stepResult(head, {
      code: thrown instanceof UserError ? thrown.code : 'STEP_FAILED',
      milliseconds: clock.now() - started,
      seen: describeError(thrown),
    });
  }
}

/** The head of a configured step, before it runs. */
function stepHead(step: Step): StepHead {
  if (step.apply !== undefined) {
    return {
      id: step.id,
      title: `apply ${step.apply}`,
      needed: `everything ready within ${step.timeout ?? DEFAULT_TIMEOUT}`,
    };
  }
  if (step.job !== undefined) return jobHead(step.id, step.job.command);
  if (step.probe?.http !== undefined) return httpHead(step.id, step.probe);
  throw new UserError('CONFIG_UNSUPPORTED', `step "${step.id}" is of a kind that this version does not carry out`);
}

/** A configured step as an item of a row. `objectsOf` gives what an apply step brings. */
export function stepItem(
  rollout: Rollout,
  step: Step,
  objectsOf: (step: string) => readonly KubernetesObject[],
): RowItem {
  const head = stepHead(step);
  const timeout = durationMs(step.timeout ?? DEFAULT_TIMEOUT) ?? 0;
  const { job, probe } = step;
  if (job !== undefined) {
    return { head, run: () => runJob(rollout, head, { ...job, timeout, saves: step.saves !== undefined }) };
  }
  if (probe !== undefined) return { head, run: () => probeHttp(rollout, head, probe, within(rollout)) };
  return { head, run: () => applyStep(rollout, head, objectsOf(step.id), timeout) };
}

/** A configured probe as an item of a row. */
export function probeItem(rollout: Rollout, probe: Probe): RowItem {
  if (probe.http === undefined) {
    throw new UserError('CONFIG_UNSUPPORTED', `probe "${probe.id}" is of a kind that this version does not carry out`);
  }
  const head = httpHead(probe.id, probe);
  return { head, run: () => probeHttp(rollout, head, probe, within(rollout)) };
}

const within = ({ scope, signal }: Rollout) => ({ namespace: scope.namespace, signal });

async function applyStep(
  rollout: Rollout,
  head: StepHead,
  objects: readonly KubernetesObject[],
  timeout: number,
): Promise<StepResult> {
  const started = rollout.clock.now();
  const { ready, count, evidence } = await applyAndWait(rollout, objects, timeout);
  const milliseconds = rollout.clock.now() - started;
  const seen = ready ? `${count} ${count === 1 ? 'object' : 'objects'} applied and ready` : failureLine(evidence);
  const code = ready ? 'OK' : (evidence[0]?.code ?? 'STEP_FAILED');
  return stepResult(head, { code, milliseconds, seen, evidence });
}
