import { createHash } from 'node:crypto';

/** A workflow artifact with its bytes. */
export type StoredArtifact = {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** `application/zip` unless it was uploaded without archiving. */
  readonly type: string;
  /** `sha256:…` as GitHub states it. Mutable, so that a test can let GitHub state another one. */
  digest: string | null;
  expired: boolean;
};

type NewStoredArtifact = {
  readonly run: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly type?: string;
};

/** Artifacts of every run: filled by the results service, read by the REST API. */
export type ArtifactStore = {
  add(artifact: NewStoredArtifact): StoredArtifact;
  get(id: number): StoredArtifact | undefined;
  /** Newest first, as GitHub lists them. */
  all(): readonly StoredArtifact[];
  ofRun(run: number): readonly StoredArtifact[];
  delete(id: number): void;
};

const NINETY_DAYS = 90 * 24 * 60 * 60 * 1000;

/** `sha256:` and the lower-case hex digest. */
export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Makes an empty store. */
export function createArtifactStore(): ArtifactStore {
  const artifacts = new Map<number, StoredArtifact>();
  let ids = 900_000;
  const all = () => [...artifacts.values()].sort((a, b) => b.id - a.id);
  return {
    add({ run, name, bytes, createdAt, expiresAt, type = 'application/zip' }) {
      const id = ++ids;
      const end = expiresAt ?? new Date(Date.parse(createdAt) + NINETY_DAYS).toISOString().replace('.000Z', 'Z');
      const stored = { id, run, name, bytes, createdAt, expiresAt: end, type, digest: digestOf(bytes), expired: false };
      artifacts.set(id, stored);
      return stored;
    },
    get: (id) => artifacts.get(id),
    all,
    ofRun: (run) => all().filter((artifact) => artifact.run === run),
    delete: (id) => void artifacts.delete(id),
  };
}
