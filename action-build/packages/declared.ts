import type { Listed } from './package.ts';

/**
 * A package that the repository asks for, before anything is built: `declared` in a manifest, `locked` because a lock
 * file resolved it, `written` in a command of the Dockerfile; `staged` in a command of a stage that the image only copies
 * from, so that it says where a package came from but not that it is there.
 */
export type DeclaredPackage = Pick<Listed, 'type' | 'namespace' | 'name'> & {
  readonly view: 'declared' | 'locked' | 'written' | 'staged';
  /** Null when any version will do. */
  readonly version: string | null;
  /** From the repository's root. */
  readonly file: string;
  /** From 1; null where the format has no lines of its own for it. */
  readonly line: number | null;
};

/** What the repository says will be in an image: plain JSON, part of the record. */
export type DeclaredFact = {
  /** The manifests and lock files that belong to the image, from the repository's root. */
  readonly files: readonly string[];
  readonly packages: readonly DeclaredPackage[];
  /** What says more than could be read. */
  readonly unread: readonly Unread[];
};

export type Unread = {
  readonly type: Listed['type'];
  readonly file: string;
  readonly line: number | null;
  readonly why: string;
};

/** What one manifest says; `file` is put in by the caller. */
export type Manifest = {
  readonly packages: readonly Omit<DeclaredPackage, 'file'>[];
  readonly unread: readonly Omit<Unread, 'file'>[];
};
