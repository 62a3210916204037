import { type Kubernetes, KubernetesError, type KubernetesObject } from '../adapters/kubernetes/port.ts';
import { UserError } from '../domain/errors.ts';
import {
  LABELS,
  type ReleaseContent,
  type ReleaseOutcome,
  type RolloutScope,
  type RolloutState,
  releaseLabels,
  releaseName,
  stateName,
} from '../domain/release.ts';
import { decode, encode } from './release-encoding.ts';
import { EMPTY_STATE, parseState } from './state.ts';

/** The state with the version that compare-and-swap needs; no version while the environment has no state. */
export type StoredState = { readonly state: RolloutState; readonly resourceVersion: string | undefined };

const SECRET = { apiVersion: 'v1', kind: 'Secret' } as const;
const TYPE = 'countersign.dev/release';
const PARTS = 'countersign.dev/parts';
const SHA256 = 'countersign.dev/sha256';

/** @throws UserError('STORE_DAMAGED') when releases are there without the state that says which is which. */
export async function readState(kubernetes: Kubernetes, scope: RolloutScope): Promise<StoredState> {
  const name = stateName(scope);
  const live = await kubernetes.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: scope.namespace, name });
  if (live === undefined) {
    const labels = `${LABELS.application}=${scope.application},${LABELS.environment}=${scope.environment}`;
    const found = (await kubernetes.list(SECRET, scope.namespace, { labels })).items;
    const orphan = found.find((secret) => secret['type'] === TYPE);
    if (orphan === undefined) return { state: EMPTY_STATE, resourceVersion: undefined };
    const message = `ConfigMap ${name} is gone while ${orphan.metadata.name} is still there, so nobody knows what is verified`;
    throw new UserError('STORE_DAMAGED', message);
  }
  const data = live['data'] as Readonly<Record<string, string>> | undefined;
  return { state: parseState(`ConfigMap ${name}`, data?.['state']), resourceVersion: live.metadata.resourceVersion };
}

/** The state of one environment in the hand of one run. */
export type Ledger = {
  state(): RolloutState;
  /** @throws UserError('ROLLOUT_RACED') when anybody else has moved the state since it was read. */
  move(change: (state: RolloutState) => RolloutState): Promise<RolloutState>;
};

/** Opens the state as it was read: whatever was decided by it holds only as long as nobody moves it. */
export function openLedger(kubernetes: Kubernetes, scope: RolloutScope, stored: StoredState): Ledger {
  let now = stored;
  return {
    state: () => now.state,
    move: async (change) => {
      const next = change(now.state);
      now = { state: next, resourceVersion: await writeState(kubernetes, scope, now.resourceVersion, next) };
      return next;
    },
  };
}

async function writeState(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  version: string | undefined,
  state: RolloutState,
): Promise<string | undefined> {
  const { [LABELS.release]: _none, ...labels } = releaseLabels(scope, 0);
  const metadata = { name: stateName(scope), namespace: scope.namespace, labels };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', data: { state: JSON.stringify(state) } };
  try {
    const written =
      version === undefined
        ? await kubernetes.create({ ...object, metadata })
        : await kubernetes.replace({ ...object, metadata: { ...metadata, resourceVersion: version } });
    return written.metadata.resourceVersion;
  } catch (thrown) {
    if (!(thrown instanceof KubernetesError) || (thrown.status !== 409 && thrown.status !== 404)) throw thrown;
    const message = `the state of ${scope.environment} (ConfigMap ${stateName(scope)}) was moved by another run; this one stops`;
    throw new UserError('ROLLOUT_RACED', message, { cause: thrown });
  }
}

/** Saves what a release is made of. The first part is written last: when it is there, all of them are. */
export async function saveRelease(kubernetes: Kubernetes, content: ReleaseContent): Promise<void> {
  await save(kubernetes, content.scope, content.number, releaseName(content.scope, content.number), content);
}

/** Saves what became of a release; written once. */
export async function saveOutcome(kubernetes: Kubernetes, scope: RolloutScope, outcome: ReleaseOutcome): Promise<void> {
  await save(kubernetes, scope, outcome.number, `${releaseName(scope, outcome.number)}.outcome`, outcome);
}

async function save(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  release: number,
  name: string,
  value: unknown,
): Promise<void> {
  const { parts, sha256 } = encode(value);
  const secret = (index: number, part: string): KubernetesObject => ({
    ...SECRET,
    type: TYPE,
    immutable: true,
    metadata: {
      name: index === 0 ? name : `${name}.p${index + 1}`,
      namespace: scope.namespace,
      labels: releaseLabels(scope, release),
      annotations: { [PARTS]: String(parts.length), [SHA256]: sha256 },
    },
    data: { content: part },
  });
  const secrets = parts.map((part, index) => secret(index, part)).reverse();
  for (const one of secrets) await kubernetes.create(one);
}

/** @throws UserError('STORE_DAMAGED') when it is not there or not what was saved. */
export async function readRelease(
  kubernetes: Kubernetes,
  scope: RolloutScope,
  release: number,
): Promise<ReleaseContent> {
  const name = releaseName(scope, release);
  const read = async (part: string): Promise<KubernetesObject> => {
    const found = await kubernetes.get({ ...SECRET, namespace: scope.namespace, name: part });
    if (found === undefined) throw new UserError('STORE_DAMAGED', `Secret ${part} is missing`);
    return found;
  };
  const first = await read(name);
  const { [PARTS]: count, [SHA256]: sha256 = '' } = first.metadata.annotations ?? {};
  const rest = Array.from({ length: Number(count) - 1 || 0 }, (_, index) => read(`${name}.p${index + 2}`));
  const parts = [first, ...(await Promise.all(rest))].map(
    (secret) => (secret['data'] as Record<string, string> | undefined)?.['content'] ?? '',
  );
  const content = decode(`Secret ${name}`, { parts, sha256 }) as ReleaseContent;
  if (content.schemaVersion !== 1 || content.number !== release || stateName(content.scope) !== stateName(scope)) {
    throw new UserError('STORE_DAMAGED', `Secret ${name} holds another release than its name says`);
  }
  return content;
}

/** Deletes a release that has left the history, with all its parts. */
export async function deleteRelease(kubernetes: Kubernetes, scope: RolloutScope, release: number): Promise<void> {
  const labels = Object.entries(releaseLabels(scope, release))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const { items } = await kubernetes.list(SECRET, scope.namespace, { labels });
  const ours = items.filter((secret) => secret['type'] === TYPE);
  await Promise.all(
    ours.map(({ metadata: { name } }) => kubernetes.delete({ ...SECRET, namespace: scope.namespace, name })),
  );
}
