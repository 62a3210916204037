import type { Clock } from '../shared/adapters/clock.ts';
import type { Files } from '../shared/adapters/files.ts';
import type { Git } from '../shared/adapters/git.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import type { Kubernetes } from '../shared/adapters/kubernetes/port.ts';
import type { Basis } from '../shared/adapters/load-basis.ts';
import { readCandidates, readChain } from '../shared/adapters/record-candidates.ts';
import type { Environment } from '../shared/config/schema/environments.ts';
import type { Config } from '../shared/config/schema.ts';
import { asRecorded } from '../shared/domain/record.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { linksToRead } from '../shared/policy/record-chain.ts';
import type { PlacedObject } from '../shared/rollout/plan/manifests.ts';
import { readManifests } from '../shared/rollout/read-manifests.ts';
import { readState, type StoredState } from '../shared/rollout/store.ts';
import { earlierCheckpoints, judgeGate } from './decide.ts';
import type { CheckpointRule, DeployFacts, DeployRules } from './facts.ts';
import { type Prospect, readProspect } from './prospect.ts';

export type ReadPorts = {
  readonly github: GitHub;
  readonly files: Files;
  readonly git: Git;
  readonly clock: Clock;
  readonly kubernetes: Kubernetes;
};

/** What was read: the facts that are decided by and recorded, and what is carried out when the decision is yes. */
export type Gathered = {
  readonly facts: DeployFacts;
  readonly environment: Environment;
  readonly stored: StoredState;
  /** Null while the gate is shut. */
  readonly prospect: Prospect | null;
};

/** Reads everything that the decision needs, and changes nothing: a dry run is a question. */
export async function gatherFacts(ports: ReadPorts, run: RunContext, basis: Basis): Promise<Gathered> {
  const { github, git, kubernetes } = ports;
  const { config, policy, environment, scope } = basis;
  const rules = rulesOf(config, environment);
  const [commit, checkout, server, stored] = await Promise.all([
    github.commit(run.sha),
    git.head(),
    kubernetes.server(),
    readState(kubernetes, scope),
  ]);
  const unplanned: Omit<DeployFacts, 'plan'> = asRecorded({
    now: new Date(ports.clock.now()).toISOString(),
    repository: { id: run.repositoryId, name: run.repository },
    scope,
    policy,
    rules,
    subject: { commit: run.sha, tree: commit.tree },
    checkout: checkout ?? null,
    run: runFacts(run),
    server,
    ...(await readRecords(github, run.sha, scope.environment, rules)),
    state: stored.state,
  });
  const gate = judgeGate(unplanned);
  const open = gate.result.status === 'SATISFIED' && gate.record !== null && checkout === run.sha;
  if (!open) return { facts: { ...unplanned, plan: null }, environment, stored, prospect: null };
  const manifests: readonly PlacedObject[] = await readManifests(ports.files, environment.deploy);
  const validated = { services: config.services ?? {}, images: gate.record.subject.images };
  const prospect = await readProspect(kubernetes, { scope, state: stored.state, manifests, validated });
  return { facts: { ...unplanned, plan: asRecorded(prospect.facts) }, environment, stored, prospect };
}

const runFacts = ({ runId, runAttempt, actor, triggeringActor, eventName, ref }: RunContext): DeployFacts['run'] => {
  return { runId, runAttempt, actor, triggeringActor, eventName, ref };
};

function rulesOf(config: Config, environment: Environment): DeployRules {
  const { before, during, after } = environment.checkpoints ?? {};
  const rule = (id: string | undefined): CheckpointRule | null => {
    if (id === undefined) return null;
    const checkpoint = config.checkpoints?.[id];
    return { id, title: checkpoint?.title ?? id, after: checkpoint?.after ?? [] };
  };
  return {
    before: rule(before),
    during: rule(during),
    after: rule(after),
    probes: environment.verify?.length ?? 0,
  };
}

async function readRecords(
  github: GitHub,
  commit: string,
  environment: string,
  rules: DeployRules,
): Promise<Pick<DeployFacts, 'records' | 'chain'>> {
  const checkpoints = [...(rules.before === null ? [] : [rules.before.id]), ...earlierCheckpoints(rules)];
  const wanted: readonly { subject: string; environment: string | null }[] = [
    ...(rules.before === null ? [{ subject: 'build', environment: null }] : []),
    ...checkpoints.map((subject) => ({ subject, environment })),
  ];
  const found = await Promise.all(
    wanted.map(async (which) => [which.subject, await readCandidates(github, commit, which)] as const),
  );
  const chain = await readChain(github, commit, linksToRead(found.map(([, records]) => records)));
  return { records: Object.fromEntries(found), ...chain };
}
