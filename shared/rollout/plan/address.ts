import type { Kind, KubernetesObject, ObjectAddress } from '../../adapters/kubernetes/port.ts';

/** The address of an object. */
export function addressOf(object: KubernetesObject): ObjectAddress {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}

/** API group; empty for the core group. */
const groupOf = ({ apiVersion }: Kind): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

/** Identity of an object across versions of its API: the same object is `apps/v1` and `apps/v1beta1`. */
export const keyOf = (address: ObjectAddress): string =>
  [groupOf(address), address.kind, address.namespace ?? '', address.name].join('|');

/** `Deployment backend`, for messages. */
export const showAddress = (address: ObjectAddress): string => `${address.kind} ${address.name}`;

/** `deployment.apps/backend`, as kubectl takes it. */
export function kubectlName(address: ObjectAddress): string {
  const group = groupOf(address);
  return `${address.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${address.name}`;
}
