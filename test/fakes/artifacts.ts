import { zipSync } from 'fflate';
import type { Artifacts, UploadedArtifact } from '../../shared/adapters/artifacts/port.ts';
import { UserError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/record.ts';

type StoredArtifact = UploadedArtifact & { readonly zip: Uint8Array };

export type FakeArtifacts = Artifacts & {
  readonly stored: ReadonlyMap<string, StoredArtifact>;
  /** Makes every upload from now on fail with this. */
  failWith(problem: Error): void;
};

/** Artifacts of one run in memory, with real zips. A name can be used once, as on GitHub. */
export function fakeArtifacts(): FakeArtifacts {
  const stored = new Map<string, StoredArtifact>();
  let failure: Error | undefined;
  return {
    stored,
    failWith: (problem) => {
      failure = problem;
    },
    async upload(name, files) {
      if (failure !== undefined) throw failure;
      if (stored.has(name))
        throw new UserError('ARTIFACT_NOT_STORED', `artifact "${name}" was not stored: it exists already`);
      const bytes = files.map((file) => [
        file.name,
        typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes,
      ]);
      const zip = zipSync(Object.fromEntries(bytes));
      const artifact = { id: stored.size + 1, sha256: sha256(zip), zip };
      stored.set(name, artifact);
      return artifact;
    },
  };
}
