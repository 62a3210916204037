import type { RolloutScope } from '../../domain/release.ts';
import type { PlacedObject } from './manifests.ts';
import { inPhases } from './phases.ts';
import { pinImages, type ValidatedImages } from './pin.ts';
import { labelled, type PlanProblem, placeObjects, type ScopeOfKind, scopesOfDefinitions } from './place.ts';

/** What a plan is made of. */
export type PlanInput = {
  readonly scope: RolloutScope;
  /** The number that the release will have. */
  readonly release: number;
  readonly manifests: readonly PlacedObject[];
  /** What the cluster says; kinds that the plan itself defines are known from the plan. */
  readonly scopeOf: ScopeOfKind;
  readonly validated: ValidatedImages;
};

export type Plan = {
  /** Every object of the release as it will be applied, in the order of phases. */
  readonly objects: readonly PlacedObject[];
  readonly problems: readonly PlanProblem[];
};

/** Manifests as they stand in the repository → exactly the objects that are applied. */
export function makePlan(input: PlanInput): Plan {
  const defined = scopesOfDefinitions(input.manifests);
  const scopeOf: ScopeOfKind = (kind) => input.scopeOf(kind) ?? defined(kind);
  const { placed, problems } = placeObjects(input.manifests, input.scope.namespace, scopeOf);
  const { pinned, problems: unpinned } = pinImages(placed, input.validated);
  const objects = inPhases(pinned, (one) => one.object)
    .flat()
    .map((one) => ({ ...one, object: labelled(one.object, input.scope, input.release) }));
  return { objects, problems: [...problems, ...unpinned] };
}
