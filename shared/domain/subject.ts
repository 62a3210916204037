/** A content digest as registries and GitHub write it: `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

/** What a decision is about. A sign-off counts for this content and for no other. */
export type Subject = {
  /** The commit's full SHA. */
  readonly commit: string;
  /** The SHA of the commit's tree. */
  readonly tree: string;
  /** What action-build pushed for this commit, by service; empty before the build. */
  readonly images: Readonly<Record<string, ImageReference>>;
};

export type ImageReference = {
  /** Repository name without tag or digest: `ghcr.io/acme/medication-backend`. */
  readonly name: string;
  /** Digest of the manifest in the registry. */
  readonly digest: Digest;
};

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** True for a complete sha256 digest. */
export const isDigest = (text: string): text is Digest => DIGEST.test(text);

/** The only form in which an image may be put into a manifest: name and digest. */
export const pinned = (image: ImageReference): string => `${image.name}@${image.digest}`;
