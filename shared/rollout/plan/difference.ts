import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { LABELS } from '../../domain/release.ts';
import { addressOf, showAddress } from './address.ts';

/** What one object's application changes. */
export type ObjectChange = {
  readonly what: string;
  readonly change: 'create' | 'update' | 'none';
  /** Unified diff of the YAML; values of Secrets are masked. Empty when nothing changes. */
  readonly diff: string;
};

const SERVER_OWNED = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Compares what the server has with what it would have (the answer of a dry run). */
export function difference(live: KubernetesObject | undefined, next: KubernetesObject): ObjectChange {
  const what = showAddress(addressOf(next));
  const [before, after] = maskSecrets(live === undefined ? undefined : comparable(live), comparable(next));
  const texts = [before === undefined ? '' : text(before), text(after)] as const;
  if (live === undefined) return { what, change: 'create', diff: patch(what, ...texts) };
  if (texts[0] === texts[1]) return { what, change: 'none', diff: '' };
  return { what, change: 'update', diff: patch(what, ...texts) };
}

const text = (object: unknown): string => stringify(object, { sortMapEntries: true, lineWidth: 0 });

function patch(what: string, before: string, after: string): string {
  const full = createTwoFilesPatch(`${what} (live)`, `${what} (planned)`, before, after, undefined, undefined, {
    context: 3,
  });
  return full.split('\n').slice(1).join('\n');
}

/** Without what the server writes, and without the release's number, which changes every time and means nothing. */
export function comparable(object: KubernetesObject): KubernetesObject {
  const { status: _status, ...rest } = object;
  const metadata = Object.fromEntries(Object.entries(object.metadata).filter(([key]) => !SERVER_OWNED.has(key)));
  const { [LABELS.release]: _release, ...labels } = object.metadata.labels ?? {};
  const { [LAST_APPLIED]: _applied, ...annotations } = object.metadata.annotations ?? {};
  const named = { ...metadata, labels, annotations } as unknown as KubernetesObject['metadata'];
  return { ...rest, metadata: named } as KubernetesObject;
}

type Masked = readonly [KubernetesObject | undefined, KubernetesObject];

/** Nobody reads a Secret's value in a summary; that it changes is told. */
function maskSecrets(before: KubernetesObject | undefined, after: KubernetesObject): Masked {
  if (after.kind !== 'Secret') return [before, after];
  const fields = (object: KubernetesObject | undefined, field: string): Record<string, unknown> =>
    (object?.[field] ?? {}) as Record<string, unknown>;
  const masked = (object: KubernetesObject, other: KubernetesObject | undefined): KubernetesObject => {
    const parts = ['data', 'stringData'].map((field) => {
      const theirs = fields(other, field);
      const values = Object.entries(fields(object, field)).map(([key, value]) => {
        const moved = object === after && other !== undefined && theirs[key] !== value;
        return [key, moved ? '*** (changed)' : '***'];
      });
      return [field, Object.fromEntries(values)];
    });
    return { ...object, ...Object.fromEntries(parts) };
  };
  return [before === undefined ? undefined : masked(before, after), masked(after, before)];
}
