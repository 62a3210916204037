import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import type { Digest, ImageReference } from '../shared/domain/subject.ts';
import type { ImageContent } from './image/content.ts';

/** Everything that was seen, for all services: plain JSON, the body of the record, and all that the decision gets. */
export type BuildFacts = {
  readonly engine: { readonly version: string; readonly api: string; readonly builder: 'buildx' | 'classic' };
  /** Whether images that pass are to be pushed. */
  readonly push: boolean;
  readonly services: readonly ServiceFacts[];
  /** What became of each push, in the order of the services; empty while none was tried. */
  readonly pushes: readonly PushFact[];
  /** The artifact with the whole build logs. */
  readonly logs: { readonly artifact: string; readonly sha256: string };
};

export type ServiceFacts = {
  readonly service: string;
  /** Repository name and tag, apart. */
  readonly image: string;
  readonly tag: string;
  readonly asked: Asked;
  readonly source: SourceFact;
  readonly build: BuildFact;
  readonly read: ImageFact;
};

/** What the configuration asks of a service's image, defaults put in. */
export type Asked = {
  readonly user: 'non-root' | 'any';
  readonly healthcheck: 'required' | 'optional';
  /** Package URLs, as written. */
  readonly forbid: readonly string[];
};

/** Whether the build context is what the commit holds. */
type SourceFact = {
  /** Folder of the build context and the Dockerfile in it, both from the repository's root. */
  readonly context: string;
  readonly dockerfile: string;
  /** Committed files below the context that differ from the commit. */
  readonly modified: readonly string[];
};

export type BuildFact =
  | { readonly kind: 'built'; readonly seconds: number; readonly image: Digest }
  | {
      readonly kind: 'failed';
      readonly seconds: number;
      readonly exitCode: number;
      /** The end of the log, the oldest line first. */
      readonly lastLines: readonly string[];
    };

export type ImageFact =
  | {
      readonly kind: 'read';
      readonly seconds: number;
      readonly details: ImageConfiguration;
      readonly content: ImageContent;
    }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** There is no image, because the build failed. */
  | { readonly kind: 'none' };

/** What the image says about itself. */
type ImageConfiguration = {
  readonly diffIds: readonly Digest[];
  /** Bytes of all layers, uncompressed. */
  readonly size: number;
  readonly user: string;
  readonly healthcheck: readonly string[] | null;
};

export type PushFact =
  | { readonly service: string; readonly kind: 'pushed'; readonly seconds: number; readonly image: ImageReference }
  | { readonly service: string; readonly kind: 'failed'; readonly code: ReasonCode; readonly why: string }
  /** Not tried, because an earlier push failed. */
  | { readonly service: string; readonly kind: 'skipped'; readonly why: string };
