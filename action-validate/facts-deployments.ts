import type { Deployment, GitHub } from '../shared/adapters/github/port.ts';
import { readCandidates } from '../shared/adapters/record-candidates.ts';
import type { Fact } from '../shared/domain/fact.ts';
import {
  type DeploymentFact,
  type DeploymentFacts,
  type DeploymentRule,
  isSuccess,
  verified,
} from '../shared/policy/verified-deployment.ts';
import { asFact } from './facts-unavailable.ts';

/** Deployments that are looked at before one of them must have been found. */
const MOST = 30;

const unlooked = (deployment: Deployment): DeploymentFact => ({ deployment, events: null, records: null });

async function withEvents(github: GitHub, deployment: Deployment): Promise<DeploymentFact> {
  return { deployment, events: await asFact(() => github.deploymentEvents(deployment.id)), records: null };
}

/** The record is looked for in the run that the deployment names, and only when the deployment succeeded. */
async function withRecord(github: GitHub, fact: DeploymentFact, rule: DeploymentRule): Promise<DeploymentFact> {
  const { deployment, events } = fact;
  if (deployment.run === null || events?.kind !== 'read' || !events.value.some(isSuccess)) return fact;
  const which = { subject: rule.checkpoint ?? 'deploy', environment: rule.environment, run: deployment.run };
  return { ...fact, records: await readCandidates(github, deployment.sha, which) };
}

/**
 * Reads deployments, newest first, until one is shown to be verified. Those that name no run cannot be, and are only
 * looked at when there is none, to tell the first deployment from one that others made.
 * @param before RFC 3339: deployments since then are left out, because the commit itself was let through by an override
 */
export function readUntilVerified(
  github: GitHub,
  rule: DeploymentRule,
  before: string | null,
): Promise<Fact<DeploymentFacts>> {
  return asFact(async () => {
    const { newest: all, complete } = await github.deployments(rule.environment);
    const newest = before === null ? all : all.filter(({ createdAt }) => Date.parse(createdAt) < Date.parse(before));
    const near = newest.slice(0, MOST);
    const more = !complete || newest.length > MOST;
    const looked: DeploymentFact[] = [];
    for (const deployment of near.filter(({ run }) => run !== null)) {
      const fact = await withRecord(github, await withEvents(github, deployment), rule);
      looked.push(fact);
      if (!('why' in verified(fact, rule))) return { looked, more };
    }
    const others = near.filter(({ run }) => run === null);
    return { looked: [...looked, ...(await Promise.all(others.map((one) => withEvents(github, one))))], more };
  });
}

/** Reads what an environment has now: the newest deployment that names its run, and everything that came around it. */
export function readPresent(github: GitHub, rule: DeploymentRule): Promise<Fact<DeploymentFacts>> {
  return asFact(async () => {
    const { newest, complete } = await github.deployments(rule.environment);
    const at = newest.findIndex(({ run }) => run !== null);
    // Its twin, the deployment of its own job, is a little older.
    const near = newest.slice(0, at < 0 ? 0 : Math.min(at + 3, MOST));
    const looked = await Promise.all(near.map((one) => withEvents(github, one)));
    const filled = await Promise.all(
      looked.map((fact, index) => (index === at ? withRecord(github, fact, rule) : fact)),
    );
    const rest = newest.slice(near.length).map(unlooked);
    return { looked: [...filled, ...rest], more: !complete };
  });
}
