import type { Kubernetes } from '../adapters/kubernetes/port.ts';
import { UserError } from '../domain/errors.ts';
import type { ReleaseContent, RolloutScope, RolloutState } from '../domain/release.ts';
import { mayBeInCluster } from './state.ts';
import { readRelease } from './store.ts';

/** Releases of which the cluster may hold objects, with what they are made of. */
export type InCluster = {
  readonly contents: readonly ReleaseContent[];
  /** One line for each that cannot be read any more: what it brought cannot be known. */
  readonly unreadable: readonly string[];
};

/** Reads them all. One that is damaged must not keep a release from being restored, so it is told, not thrown. */
export async function readInCluster(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  state: RolloutState,
): Promise<InCluster> {
  const read = await Promise.all(
    mayBeInCluster(state).map(async (number) => {
      try {
        return await readRelease(kubernetes, scope, number);
      } catch (thrown) {
        if (thrown instanceof UserError && thrown.code === 'STORE_DAMAGED') return thrown.message;
        throw thrown;
      }
    }),
  );
  return {
    contents: read.filter((one) => typeof one !== 'string'),
    unreadable: read.filter((one) => typeof one === 'string'),
  };
}
