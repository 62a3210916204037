import { beginningOf } from './changes.ts';
import type { GateFacts } from './gate-facts.ts';

/**
 * That the configuration is another one than the last verified deployment was decided by: whoever may change the gate
 * may change what it asks for. It is told and not refused, because the protected branch is what it is held to.
 * Undefined while it is the same, and while no verified deployment is known.
 */
export function policyChange({ rules, history, policy, repository, environment }: GateFacts): string | undefined {
  if (rules.changes === null || environment === null) return undefined;
  const { application, verifiedBy: checkpoint } = rules;
  const deployed = { application, repositoryId: repository.id, environment, checkpoint };
  const beginning = beginningOf(rules.changes, history?.deployments ?? null, deployed);
  if (beginning?.kind !== 'verified' || beginning.policy.sha256 === policy.sha256) return undefined;
  const [then, now] = [beginning.policy.sha256, policy.sha256].map((one) => one.slice(0, 12));
  return `THE CONFIGURATION HAS CHANGED since the last verified deployment: sha256 ${then} then, ${now} now`;
}
