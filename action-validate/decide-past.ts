import type { RequirementResult } from '../shared/domain/decision.ts';
import { unavailable } from '../shared/domain/fact.ts';
import type { Subject } from '../shared/domain/subject.ts';
import { judgePromotion } from '../shared/policy/promotion.ts';
import { decideChanges } from './decide-changes.ts';
import { decideLink } from './decide-link.ts';
import type { Stage } from './decide-pull-request.ts';
import { decidedAt, type GateFacts } from './gate-facts.ts';

function decidePromotion(facts: GateFacts, images: Subject['images']): RequirementResult[] {
  const { promotion, application } = facts.rules;
  if (promotion === null) return [];
  const rule = { ...promotion, application, repositoryId: facts.repository.id };
  const deployments = facts.history?.promotion ?? unavailable('the deployments were not read');
  return [judgePromotion(deployments, rule, images, decidedAt(facts))];
}

/**
 * What is asked of the commit's past: that it is what was signed, that nothing unreviewed came with it, and that it was
 * verified elsewhere. Before the merge there is no commit yet that this could be asked of.
 */
export function decidePast(facts: GateFacts, stage: Stage, images: Subject['images']): RequirementResult[] {
  if (stage === 'before-merge') return [];
  return [...decideLink(facts), ...decideChanges(facts), ...decidePromotion(facts, images)];
}
