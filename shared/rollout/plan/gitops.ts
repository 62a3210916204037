import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { addressOf, showAddress } from './address.ts';
import type { PlanProblem } from './place.ts';

/** Marks that controllers put on what they own: they would undo whatever is applied here. */
const MARKS: readonly (readonly [string, string])[] = [
  ['argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['argocd.argoproj.io/instance', 'Argo CD'],
  ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['helm.toolkit.fluxcd.io/name', 'Flux'],
];

/** A problem when the live object belongs to a GitOps controller. */
export function gitopsProblem(live: KubernetesObject | undefined): PlanProblem | undefined {
  if (live === undefined) return undefined;
  const { labels = {}, annotations = {} } = live.metadata;
  const mark = MARKS.find(([key]) => key in labels || key in annotations);
  if (mark === undefined) return undefined;
  const message = `${showAddress(addressOf(live))} belongs to ${mark[1]} (${mark[0]}), which would undo what is applied`;
  return { code: 'GITOPS_OWNED', message };
}
