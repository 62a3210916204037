/** Writes workflow artifacts of this run. Reading goes through the GitHub port, which sees every run. */
export type Artifacts = {
  /**
   * Uploads files under one artifact name.
   * @throws when the name exists already: what was decided is never overwritten.
   */
  upload(name: string, files: readonly ArtifactFile[]): Promise<UploadedArtifact>;
};

export type ArtifactFile = { readonly name: string; readonly bytes: string | Uint8Array };

export type UploadedArtifact = { readonly id: number; readonly sha256: string };
