import type { Clock } from '../shared/adapters/clock.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import type { Kubernetes } from '../shared/adapters/kubernetes/port.ts';
import type { Basis } from '../shared/adapters/load-basis.ts';
import { readCandidates, readChain } from '../shared/adapters/record-candidates.ts';
import type { Environment } from '../shared/config/schema/environments.ts';
import { read } from '../shared/domain/fact.ts';
import { asRecorded } from '../shared/domain/record.ts';
import type { ReleaseContent, RolloutScope, RolloutState } from '../shared/domain/release.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { linksToRead } from '../shared/policy/record-chain.ts';
import { readInCluster } from '../shared/rollout/in-cluster.ts';
import { inParallel } from '../shared/rollout/in-parallel.ts';
import { showAddress } from '../shared/rollout/plan/address.ts';
import type { ObjectChange } from '../shared/rollout/plan/difference.ts';
import { pruning } from '../shared/rollout/plan/prune.ts';
import { previewObjects } from '../shared/rollout/preview.ts';
import { isOurs } from '../shared/rollout/remove.ts';
import { readRelease, readState, type StoredState } from '../shared/rollout/store.ts';
import { targetNumber } from './decide.ts';
import type { RollbackFacts, TargetFacts } from './facts.ts';
import type { Inputs } from './inputs.ts';

export type ReadPorts = { readonly github: GitHub; readonly clock: Clock; readonly kubernetes: Kubernetes };

/** What was read: the facts that are decided by and recorded, and what is carried out when the decision is yes. */
export type Gathered = {
  readonly facts: RollbackFacts;
  readonly environment: Environment;
  readonly stored: StoredState;
  readonly target: ReleaseContent | null;
  readonly changes: readonly ObjectChange[];
};

/** Reads everything that the decision needs, and changes nothing. */
export async function gatherFacts(
  ports: ReadPorts,
  run: RunContext,
  inputs: Inputs,
  { config, policy, environment, scope }: Basis,
): Promise<Gathered> {
  const { github, kubernetes } = ports;
  const id = environment.checkpoints?.rollback;
  const [commit, server, stored, records] = await Promise.all([
    github.commit(run.sha),
    kubernetes.server(),
    readState(kubernetes, scope),
    id === undefined ? read([]) : readCandidates(github, run.sha, { subject: id, environment: inputs.environment }),
  ]);
  const target = await readTarget(kubernetes, scope, stored.state, targetNumber(inputs.to, stored.state));
  const { runId, runAttempt, actor, triggeringActor, eventName, sha } = run;
  const facts: RollbackFacts = asRecorded({
    now: new Date(ports.clock.now()).toISOString(),
    repository: { id: run.repositoryId, name: run.repository },
    scope,
    policy,
    checkpoint: id === undefined ? null : { id, title: config.checkpoints?.[id]?.title ?? id },
    request: { to: inputs.to, reason: inputs.reason, allowDataLoss: inputs['allow-data-loss'] },
    run: { runId, runAttempt, actor, triggeringActor, eventName, ref: run.ref, sha },
    tree: commit.tree,
    server,
    state: stored.state,
    records,
    ...(await readChain(github, run.sha, linksToRead([records]))),
    target: target?.facts ?? null,
  });
  return { facts, environment, stored, target: target?.content ?? null, changes: target?.changes ?? [] };
}

type Target = {
  readonly facts: TargetFacts;
  readonly content: ReleaseContent;
  readonly changes: readonly ObjectChange[];
};

/** The release, and what going back to it would change. Null when the history does not have it. */
async function readTarget(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  state: RolloutState,
  number: number | null,
): Promise<Target | null> {
  if (number === null || !state.history.some((entry) => entry.number === number)) return null;
  const content = await readRelease(kubernetes, scope, number);
  const [previews, { contents }] = await Promise.all([
    previewObjects(kubernetes, content.objects, () => true),
    readInCluster(kubernetes, scope, state),
  ]);
  const others = contents.filter((other) => other.number !== number).flatMap((other) => other.objects);
  const gone = pruning(others, content.objects).delete;
  const there = await inParallel(gone, async (address) =>
    isOurs(await kubernetes.get(address), scope) ? [showAddress(address)] : [],
  );
  const facts: TargetFacts = {
    release: number,
    subject: content.subject,
    objects: previews.map(({ change: { what, change } }) => ({ what, change })),
    problems: previews.flatMap(({ problem }) => (problem === null ? [] : [problem])),
    remove: there.flat(),
  };
  return { facts, content, changes: previews.map(({ change }) => change) };
}
