import type { LintResult } from '../shared/adapters/docker/port.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import type { Digest, ImageReference } from '../shared/domain/subject.ts';
import type { ContextFact } from './context/context-facts.ts';
import type { DockerfileFact } from './dockerfile/dockerfile-facts.ts';
import type { ImageContent } from './image/content.ts';
import type { DeclaredFact } from './packages/declared.ts';
import type { RunFact } from './run/run-facts.ts';
import type { ScanFact, ScanRule } from './scan/scan-fact.ts';

/** Everything that was seen, for all services: plain JSON, the body of the record, and all that the decision gets. */
export type BuildFacts = {
  readonly engine: { readonly version: string; readonly api: string; readonly builder: 'buildx' | 'classic' };
  /** The day on which it was decided, in UTC: waivers end on days. */
  readonly day: string;
  /** Whether images that pass are to be pushed. */
  readonly push: boolean;
  readonly services: readonly ServiceFacts[];
  /** What became of each push, in the order of the services; empty while none was tried. */
  readonly pushes: readonly PushFact[];
  /** The artifact with the whole build logs, what the scanner said, and the bills of materials. */
  readonly logs: KeptFiles;
  /** The artifact with the findings and the provenance; null while nothing is decided. */
  readonly evidence: KeptFiles | null;
};

/** Files that were stored as one workflow artifact, each with its own sha256. */
export type KeptFiles = {
  readonly artifact: string;
  /** Of the artifact as GitHub stores it. */
  readonly sha256: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
};

export type ServiceFacts = {
  readonly service: string;
  /** Repository name and tag, apart. */
  readonly image: string;
  readonly tag: string;
  readonly asked: Asked;
  readonly source: SourceFact;
  /** What the builder was told besides context and Dockerfile. */
  readonly parameters: BuildParameters;
  readonly dockerfile: DockerfileFact;
  /** What BuildKit says of the Dockerfile; null when nobody asks. */
  readonly lint: LintResult | null;
  readonly context: ContextFact;
  readonly declared: DeclaredFact;
  /** The commands of `build.before` that were run, up to the first that failed. */
  readonly tests: readonly TestFact[];
  readonly build: BuildFact;
  readonly read: ImageFact;
  readonly base: BaseFact;
  readonly scan: ScanFact;
  readonly run: RunFact;
};

/** What the configuration asks of a service's image, defaults put in. */
export type Asked = {
  readonly user: 'non-root' | 'any';
  readonly healthcheck: 'required' | 'optional';
  /** Package URLs, as written. */
  readonly forbid: readonly string[];
  /** What images may be built on; null when nobody asks. */
  readonly bases: { readonly allow: readonly string[] | null; readonly digest: 'required' | 'optional' } | null;
  /** Bytes; null when nobody asks. */
  readonly limits: {
    readonly image: number | null;
    readonly wasted: number | null;
    readonly bundle: { readonly files: string; readonly size: number } | null;
  };
  /** Number of commands that have to pass before the build. */
  readonly before: number;
  /** What is asked of a scan for vulnerabilities; null when the configuration names no scanner. */
  readonly scan: ScanRule | null;
  readonly waivers: readonly Waiver[];
};

/** A known finding that somebody answers for, until a day. */
export type Waiver = {
  readonly rule: string;
  /** Path or package, `*` for any characters; null for every finding of the rule. */
  readonly at: string | null;
  readonly owner: string;
  readonly reason: string;
  /** Last day on which it counts, such as `2027-03-31`. */
  readonly expires: string;
};

/** Whether the build context is what the commit holds. */
type SourceFact = {
  /** Folder of the build context and the Dockerfile in it, both from the repository's root. */
  readonly context: string;
  readonly dockerfile: string;
  /** Committed files below the context that differ from the commit. */
  readonly modified: readonly string[];
};

/** Settings of a build; secrets by their id alone. */
type BuildParameters = {
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | null;
  readonly platform: string | null;
  readonly secrets: readonly string[];
};

/** One command that has to pass before the build, and how it ended. */
export type TestFact = {
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly seconds: number;
  /** The end of its output when it failed, the oldest line first. */
  readonly lastLines: readonly string[];
};

/** How many of the image's layers, from the first on, the Dockerfile's base brought. */
export type BaseFact =
  | { readonly kind: 'known'; readonly layers: number }
  | { readonly kind: 'unknown'; readonly why: string };

export type BuildFact =
  | {
      readonly kind: 'built';
      readonly seconds: number;
      readonly image: Digest;
      /** RFC 3339. */
      readonly startedAt: string;
      readonly finishedAt: string;
    }
  | {
      readonly kind: 'failed';
      readonly seconds: number;
      readonly exitCode: number;
      /** The end of the log, the oldest line first. */
      readonly lastLines: readonly string[];
    }
  /** Not tried, because what has to pass before it failed. */
  | { readonly kind: 'skipped'; readonly why: string };

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
