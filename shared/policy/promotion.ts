import type { RequirementResult } from '../domain/decision.ts';
import { showDuration } from '../domain/duration.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { Subject } from '../domain/subject.ts';
import { sameImages } from './same-images.ts';
import {
  type DeploymentFact,
  type DeploymentFacts,
  type DeploymentRule,
  isSuccess,
  verified,
  what,
} from './verified-deployment.ts';

/** What has to be verified somewhere else first, and for how long. */
export type PromotionRule = {
  readonly environment: string;
  /** Milliseconds. */
  readonly verifiedFor: number;
  /** Checkpoint after a deployment there; null when it has none. */
  readonly checkpoint: string | null;
};

/** The run behind a deployment: as it says itself, or by the address of its log. Jobs make deployments without payload. */
function runOf({ deployment, events }: DeploymentFact): number | null {
  if (deployment.run !== null) return deployment.run;
  const logs = events?.kind === 'read' ? events.value.map((event) => event.logUrl) : [];
  const ids = logs.flatMap((url) => /\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(url ?? '')?.[1] ?? []);
  return ids.length > 0 && ids.every((id) => id === ids[0]) ? Number(ids[0]) : null;
}

/** Why what was verified there is not there any more; undefined while it is. */
function replaced(fact: DeploymentFact, all: readonly DeploymentFact[]): string | undefined {
  const { deployment, events } = fact;
  const others = all.filter((one) => one.deployment.id !== deployment.id);
  const newer = others.find((one) => one.deployment.id > deployment.id && runOf(one) !== deployment.run);
  if (newer !== undefined) return `${what(newer)} came after it at ${newer.deployment.createdAt}`;
  const list = events?.kind === 'read' ? events.value : [];
  const after = list.slice(list.findIndex(isSuccess) + 1);
  const bad = after.find((event) => event.state === 'failure' || event.state === 'error');
  if (bad !== undefined) return `it was given the status ${bad.state} at ${bad.at}`;
  const inactive = after.find((event) => event.state === 'inactive');
  // A job with `environment:` has a deployment of its own, whose success retires the one that its step made.
  const twin = others.some(
    (one) => runOf(one) === deployment.run && one.events?.kind === 'read' && one.events.value.some(isSuccess),
  );
  return inactive === undefined || twin ? undefined : `it is inactive since ${inactive.at}`;
}

/** The newest deployment that names its run: what is there now, as far as this product has put it there. */
const present = ({ looked }: DeploymentFacts): DeploymentFact | undefined =>
  looked.find(({ deployment }) => deployment.run !== null);

/**
 * Whether the very images were verified in the other environment, are what it has now, and have been there for as long
 * as asked: by the clock of GitHub on both sides.
 * @param now milliseconds since the epoch
 */
export function judgePromotion(
  facts: Fact<DeploymentFacts>,
  rule: PromotionRule & Pick<DeploymentRule, 'application' | 'repositoryId'>,
  images: Subject['images'],
  now: number,
): RequirementResult {
  const there = rule.environment;
  const base = {
    id: 'promotion',
    title: `Verified in ${there} for ${showDuration(rule.verifiedFor)}`,
    needed: `the same images verified in ${there}, for ${showDuration(rule.verifiedFor)} and until now`,
    links: [],
    observations: [],
  };
  const no = (code: ReasonCode, seen: string, status: 'ERROR' | 'UNSATISFIED' = 'UNSATISFIED'): RequirementResult => ({
    ...base,
    status,
    code,
    seen,
    whoCanFix: [`whoever can deploy this commit to ${there}`],
  });
  if (facts.kind === 'unavailable') return no(facts.code, facts.reason, 'ERROR');
  const unread = facts.value.looked.find(({ events }) => events?.kind === 'unavailable');
  if (unread?.events?.kind === 'unavailable') return no(unread.events.code, unread.events.reason, 'ERROR');
  if (Object.keys(images).length === 0) return no('PROMOTION_MISSING', 'no image is known for this commit');
  const fact = present(facts.value);
  if (fact === undefined) return no('PROMOTION_MISSING', `nothing was deployed to ${there} by action-deploy`);
  const answer = verified(fact, { ...rule, environment: there });
  if ('why' in answer) {
    const seen = `${what(fact)} to ${there}: ${answer.why}`;
    return answer.code === undefined ? no('PROMOTION_MISSING', seen) : no(answer.code, seen, 'ERROR');
  }
  if (!sameImages(answer.record.subject.images, images))
    return no('PROMOTION_MISSING', `${there} has other images, by ${what(fact)}`);
  const gone = replaced(fact, facts.value.looked);
  if (gone !== undefined) return no('PROMOTION_MISSING', `${what(fact)} to ${there}: ${gone}`);
  const since = Date.parse(answer.at);
  const end = new Date(since + rule.verifiedFor).toISOString();
  const seen = `verified in ${there} since ${answer.at}`;
  if (!(now >= since + rule.verifiedFor))
    return {
      ...no('PROMOTION_TOO_EARLY', `${seen}; long enough at ${end}`),
      whoCanFix: ['whoever runs the gate again then'],
    };
  return { ...base, status: 'SATISFIED', code: 'OK', seen: `${seen}, by ${what(fact)}`, whoCanFix: [] };
}
