import type { SecretKind } from '../secrets/find-secrets.ts';

/**
 * What a Dockerfile says, as far as checks ask: plain JSON and part of the record, so neither values of variables nor
 * the text of commands are in it. Lines count from 1.
 */
export type DockerfileFacts = {
  readonly stages: readonly StageFacts[];
  /** The stages that the image comes from, by index, the last one first. */
  readonly chain: readonly number[];
  /** Every image from elsewhere that the build takes something from. */
  readonly images: readonly TakenImage[];
  /** ARG before the first FROM. */
  readonly settings: readonly Setting[];
};

export type StageFacts = {
  readonly name: string | null;
  readonly line: number;
  readonly users: readonly { readonly line: number; readonly user: string }[];
  readonly settings: readonly Setting[];
  readonly starts: readonly StartCommand[];
  readonly healthchecks: readonly number[];
  readonly downloads: readonly Download[];
};

export type TakenImage = {
  readonly line: number;
  readonly by: 'FROM' | 'COPY' | 'RUN' | 'syntax';
  readonly written: string;
  /** With the values of variables put in; null when they are not known before the build. */
  readonly image: string | null;
};

/** A variable of ARG or ENV, without its value. */
export type Setting = {
  readonly line: number;
  readonly kind: 'ARG' | 'ENV';
  readonly name: string;
  readonly value: 'none' | 'empty' | 'variable' | 'text';
  /** What the value looks like, when it looks like a secret. */
  readonly secret: SecretKind | null;
};

export type StartCommand = {
  readonly line: number;
  readonly keyword: 'CMD' | 'ENTRYPOINT';
  readonly form: 'exec' | 'shell';
};

/** Something that is fetched, or taken over, without a proof that it is what was meant. */
export type Download = { readonly line: number; readonly kind: DownloadKind };

export type DownloadKind = 'add-url' | 'pipe-to-shell' | 'trusted-host' | 'allow-unauthenticated';

export type DockerfileFact =
  | { readonly kind: 'read'; readonly facts: DockerfileFacts }
  /** It cannot be said what the builder makes of it. */
  | { readonly kind: 'unreadable'; readonly line: number | null; readonly why: string };
