import type { Kind, Kubernetes, ObjectAddress } from '../shared/adapters/kubernetes/port.ts';
import { canonicalJson, sha256 } from '../shared/domain/record.ts';
import type { RolloutScope, RolloutState } from '../shared/domain/release.ts';
import { readInCluster } from '../shared/rollout/in-cluster.ts';
import { inParallel } from '../shared/rollout/in-parallel.ts';
import { addressOf, keyOf, showAddress } from '../shared/rollout/plan/address.ts';
import type { ObjectChange } from '../shared/rollout/plan/difference.ts';
import { type PlacedObject, showPlace } from '../shared/rollout/plan/manifests.ts';
import type { ValidatedImages } from '../shared/rollout/plan/pin.ts';
import type { ScopeOfKind } from '../shared/rollout/plan/place.ts';
import { makePlan } from '../shared/rollout/plan/plan.ts';
import { pruning } from '../shared/rollout/plan/prune.ts';
import type { PlannedFrom } from '../shared/rollout/plan/standing.ts';
import { previewObjects } from '../shared/rollout/preview.ts';
import { isOurs } from '../shared/rollout/remove.ts';
import type { PlanFacts } from './facts.ts';

/** The release as it would be: what is recorded of it, and what is carried out. */
export type Prospect = {
  readonly facts: PlanFacts;
  readonly objects: readonly PlacedObject[];
  readonly changes: readonly ObjectChange[];
  readonly prune: readonly ObjectAddress[];
  /** Not among the facts: a hash of a Secret in a public record could be guessed from. */
  readonly plannedFrom: PlannedFrom;
};

type Wish = {
  readonly scope: RolloutScope;
  readonly state: RolloutState;
  readonly manifests: readonly PlacedObject[];
  readonly validated: ValidatedImages;
};

/** Plans the release and asks the cluster what it would do: everything at once, without changing anything. */
export async function readProspect(kubernetes: Kubernetes, wish: Wish): Promise<Prospect> {
  const release = wish.state.lastNumber + 1;
  const scopeOf = await readScopes(kubernetes, wish.manifests);
  const plan = makePlan({ ...wish, release, scopeOf });
  const objects = plan.objects.map(({ object }) => object);
  const [previews, inCluster] = await Promise.all([
    plan.problems.length > 0 ? [] : previewObjects(kubernetes, objects, (object) => scopeOf(object) !== undefined),
    readInCluster(kubernetes, wish.scope, wish.state),
  ]);
  const before = inCluster.contents.flatMap((content) => content.objects);
  const gone = pruning(before, objects);
  const [prune, keep] = await Promise.all([
    stillOurs(kubernetes, wish.scope, gone.delete),
    stillOurs(kubernetes, wish.scope, gone.keep),
  ]);
  const byKey = new Map(previews.map((preview) => [preview.key, preview]));
  const placeOf = new Map(plan.objects.map((one) => [keyOf(addressOf(one.object)), showPlace(one)]));
  const facts: PlanFacts = {
    release,
    objects: plan.objects.map(({ object, file, line, step }) => ({
      what: showAddress(addressOf(object)),
      file,
      line,
      step,
      change: byKey.get(keyOf(addressOf(object)))?.change.change ?? 'none',
      sha256: sha256(canonicalJson(object)),
    })),
    problems: [
      ...plan.problems,
      ...previews.flatMap(({ key, problem }) =>
        problem === null ? [] : [{ ...problem, message: `${placeOf.get(key) ?? ''}: ${problem.message}` }],
      ),
    ],
    prune: prune.map(showAddress),
    keep: keep.map(showAddress),
    unreadable: inCluster.unreadable,
  };
  const plannedFrom = new Map(previews.map(({ key, standing }) => [key, standing]));
  return { facts, objects: plan.objects, changes: previews.map(({ change }) => change), prune, plannedFrom };
}

async function readScopes(kubernetes: Kubernetes, manifests: readonly PlacedObject[]): Promise<ScopeOfKind> {
  const textOf = ({ apiVersion, kind }: Kind): string => `${apiVersion}|${kind}`;
  const kinds = [...new Map(manifests.map(({ object }) => [textOf(object), object])).values()];
  const scopes = await inParallel(kinds, async (kind) => {
    const { apiVersion, kind: name } = kind;
    return [textOf(kind), await kubernetes.scope({ apiVersion, kind: name })] as const;
  });
  const known = new Map(scopes);
  return (kind) => known.get(textOf(kind));
}

/** Those of the addresses that are there and still carry this environment's labels. */
async function stillOurs(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  addresses: readonly ObjectAddress[],
): Promise<readonly ObjectAddress[]> {
  const found = await inParallel(addresses, async (address) =>
    isOurs(await kubernetes.get(address), scope) ? [address] : [],
  );
  return found.flat();
}
