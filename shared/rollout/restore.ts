import type { KubernetesObject } from '../adapters/kubernetes/port.ts';
import type { Probe } from '../config/schema/probes.ts';
import type { ReleaseContent, StepOutcome } from '../domain/release.ts';
import { applyAndWait, failureLine } from './apply.ts';
import { restoreCommands } from './plan/commands.ts';
import { pruning, splitDeletions } from './plan/prune.ts';
import { removeObjects, stopJobs } from './remove.ts';
import type { Evidence, Rollout } from './rollout.ts';
import { type StepHead, stepResult } from './steps/outcome.ts';
import { probeItem, type RowItem, runRow } from './steps/run.ts';
import { unstickStatefulSets } from './unstick.ts';

/** A restore has its own time, apart from what the failed release has used up. */
const TIMEOUT_MS = 300_000;

export type RestoreRequest = {
  /** The release whose objects come back. */
  readonly target: ReleaseContent;
  /** Its objects as they are applied: as recorded, or with the labels of a new release. */
  readonly objects: readonly KubernetesObject[];
  /** Releases that may have brought objects which the target does not have. */
  readonly others: readonly ReleaseContent[];
  /** Numbers of releases whose Jobs are stopped. */
  readonly stop: readonly number[];
  readonly verify: readonly Probe[];
  /** Called before each part, so that the state says how far it is. */
  readonly before: (part: string) => Promise<void>;
};

/** How a restore went. `verified`: applied, ready and probed. */
export type RestoreResult = {
  readonly release: number;
  readonly verified: boolean;
  readonly milliseconds: number;
  readonly steps: readonly StepOutcome[];
  readonly probes: readonly StepOutcome[];
  readonly evidence: readonly Evidence[];
  /** What a person types to do the same by hand; empty when it was verified. */
  readonly commands: readonly string[];
};

/**
 * Brings a release back as a whole: Jobs of the others are ended, what holds pods back goes, the recorded objects are
 * applied (configuration → workloads → traffic), what only the others brought is deleted, then the probes are asked.
 * Doing it twice changes nothing the second time.
 *
 * @throws only when the lock or the state was lost; everything else is told in the result.
 */
export async function restoreRelease(rollout: Rollout, request: RestoreRequest): Promise<RestoreResult> {
  const started = rollout.clock.now();
  const { target, objects, others } = request;
  const gone = pruning(
    others.flatMap((other) => other.objects),
    objects,
  ).delete;
  const row = await runRow(rollout, restoreItems(rollout, request, gone), request.before);
  const probes = request.verify.map((probe) => probeItem(rollout, probe));
  const verify = row.passed
    ? await runRow(rollout, probes, request.before)
    : { passed: false, outcomes: [], evidence: [] };
  return {
    release: target.number,
    verified: row.passed && verify.passed,
    milliseconds: rollout.clock.now() - started,
    steps: row.outcomes,
    probes: verify.outcomes,
    evidence: [...row.evidence, ...verify.evidence],
    commands: verify.passed ? [] : restoreCommands(rollout.scope, target.number, objects, gone),
  };
}

function restoreItems(
  rollout: Rollout,
  { target, objects, stop }: RestoreRequest,
  gone: Parameters<typeof splitDeletions>[0],
): readonly RowItem[] {
  const { first, last } = splitDeletions(gone);
  const item = (head: StepHead, work: () => Promise<string>): RowItem => ({
    head,
    run: async () => {
      const started = rollout.clock.now();
      const seen = await work();
      return stepResult(head, { code: 'OK', milliseconds: rollout.clock.now() - started, seen });
    },
  });
  const remove = (id: string, title: string, addresses: typeof gone): readonly RowItem[] =>
    addresses.length === 0
      ? []
      : [
          item({ id, title, needed: 'deleted' }, async () => {
            const removed = await removeObjects(rollout, addresses);
            return `${removed.length} deleted`;
          }),
        ];
  return [
    item({ id: 'restore-jobs', title: 'end running Jobs', needed: 'no Job of another release runs' }, async () => {
      await stopJobs(rollout, stop);
      return 'none runs';
    }),
    ...remove('restore-unblock', 'delete limits and policies that only other releases brought', first),
    applyItem(rollout, target.number, objects),
    ...remove('restore-remove', 'delete what only other releases brought', last),
  ];
}

function applyItem(rollout: Rollout, release: number, objects: readonly KubernetesObject[]): RowItem {
  const head = { id: 'restore-apply', title: `apply release ${release}`, needed: 'everything ready' };
  return {
    head,
    run: async () => {
      const started = rollout.clock.now();
      const unstick = (applied: readonly KubernetesObject[]): Promise<void> => unstickStatefulSets(rollout, applied);
      const { ready, count, evidence } = await applyAndWait(rollout, objects, TIMEOUT_MS, unstick);
      const milliseconds = rollout.clock.now() - started;
      if (ready) return stepResult(head, { code: 'OK', milliseconds, seen: `${count} objects applied and ready` });
      const code = evidence[0]?.code ?? 'RESTORE_NOT_READY';
      return stepResult(head, { code, milliseconds, seen: failureLine(evidence), evidence });
    },
  };
}
