import type { KubernetesObject, ObjectAddress } from '../../adapters/kubernetes/port.ts';
import { type RolloutScope, releaseName } from '../../domain/release.ts';
import { addressOf, kubectlName } from './address.ts';

const ROLLED_OUT = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What a person types when the restore itself failed: exactly what it would have done. */
export function restoreCommands(
  scope: RolloutScope,
  release: number,
  objects: readonly KubernetesObject[],
  deletions: readonly ObjectAddress[],
): readonly string[] {
  const n = `kubectl -n ${scope.namespace}`;
  const secret = releaseName(scope, release);
  const content = `${n} get secret ${secret} -o jsonpath='{.data.content}' | base64 -d | gunzip`;
  const list = `jq '{apiVersion: "v1", kind: "List", items: .objects}'`;
  const waits = objects.filter(({ kind }) => ROLLED_OUT.has(kind)).map(addressOf);
  return [
    `${content} | ${list} | kubectl apply --server-side --force-conflicts --field-manager=countersign -f -`,
    ...deletions.map((address) => `${n} delete ${kubectlName(address)} --ignore-not-found`),
    ...waits.map((address) => `${n} rollout status ${kubectlName(address)}`),
    `${n} get pods,events --sort-by=.metadata.creationTimestamp`,
  ];
}
