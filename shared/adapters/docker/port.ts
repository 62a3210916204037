import type { Digest } from '../../domain/subject.ts';

/**
 * What Countersign asks a Docker engine, in our words. Images are named by id wherever a check depends on it, because
 * a tag can be moved by anybody between two calls.
 */
export type Docker = {
  /**
   * The engine and the builder that will be used.
   * @throws UserError ENGINE_UNAVAILABLE or ENGINE_TOO_OLD, one line with the cure.
   */
  engine(): Promise<Engine>;
  /** BuildKit's own checks of a Dockerfile, also those that it switches off; nothing is built. */
  lint(request: LintRequest): Promise<LintResult>;
  /** Builds one image; a failing build is a result, not an exception. */
  build(request: BuildRequest): Promise<BuildResult>;
  /** @throws when the engine does not know the image. */
  inspect(image: Digest): Promise<ImageDetails>;
  /**
   * Digests of the uncompressed layers of an image by its name, as the builder takes it for FROM; null when they cannot
   * be known.
   */
  baseLayers(reference: string, platform: string | null): Promise<readonly Digest[] | null>;
  /**
   * All the images in one tar stream, as `docker save` gives them: layers that they share come once. Nothing is created
   * in the engine. A piece is there until the next one is asked for: who keeps it copies it.
   */
  save(images: readonly Digest[]): AsyncIterable<Uint8Array>;
  /**
   * Tags the image with `reference`, pushes it with the credentials of `docker login`, and reads the manifest back
   * from the registry.
   * @throws UserError PUSH_FAILED or PUSH_UNVERIFIED.
   */
  push(image: Digest, reference: TaggedName): Promise<PushedImage>;
};

export type Engine = {
  readonly version: string;
  readonly api: string;
  readonly os: string;
  readonly arch: string;
  readonly builder: 'buildx' | 'classic';
};

/** Repository name and tag, apart: a registry's port makes `name:tag` ambiguous to split. */
export type TaggedName = { readonly name: string; readonly tag: string };

/** What the builder is to read. */
type BuildSource = {
  /** Absolute real paths, already confined to the workspace. */
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | null;
};

export type LintRequest = BuildSource & Pick<BuilderSettings, 'platform'>;

/** One warning of BuildKit: `JSONArgsRecommended` with its words, its manual page, and its line from 1. */
type LintWarning = {
  readonly rule: string;
  readonly detail: string;
  readonly url: string;
  readonly line: number | null;
};

export type LintResult =
  | { readonly kind: 'checked'; readonly warnings: readonly LintWarning[] }
  /** Nobody knows what BuildKit would say. */
  | { readonly kind: 'failed'; readonly why: string };

export type BuildRequest = BuildSource & {
  readonly reference: TaggedName;
  readonly labels: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
} & BuilderSettings;

/** What only buildx can do, but for the platform. */
export type BuilderSettings = {
  readonly secrets: readonly BuildSecret[];
  /** As `--cache-from` and `--cache-to` take them: `type=registry,ref=…`. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** `linux/arm64`; null for the engine's own. */
  readonly platform: string | null;
};

/** A secret by where it is, never by its value: a variable of the runner, or a file of the workspace. */
export type BuildSecret = {
  readonly id: string;
  readonly env?: string | undefined;
  readonly file?: string | undefined;
};

export type BuildResult =
  | { readonly kind: 'built'; readonly image: Digest }
  | { readonly kind: 'failed'; readonly exitCode: number };

export type ImageDetails = {
  /** Digest of the image's configuration, or of its manifest where the engine keeps images in containerd. */
  readonly id: Digest;
  /** Digests of the uncompressed layers, base first: the same content has the same list in every engine. */
  readonly diffIds: readonly Digest[];
  /** Bytes of all layers, uncompressed. */
  readonly size: number;
  /** USER as written; empty when there is none. */
  readonly user: string;
  /** HEALTHCHECK as the engine stores it: `["CMD", …]`, `["CMD-SHELL", …]`, `["NONE"]`; null when there is none. */
  readonly healthcheck: readonly string[] | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly start: ImageStart;
};

/** How a container of an image starts, unless told otherwise. */
export type ImageStart = {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Empty for the root. */
  readonly workingDir: string;
  /** PATH of its environment; null when it sets none. */
  readonly path: string | null;
};

export type PushedImage = {
  /** Digest of the manifest, computed from the bytes that the registry gave back. */
  readonly digest: Digest;
};
