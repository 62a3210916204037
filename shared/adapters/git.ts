import type { Fact } from '../domain/fact.ts';

/** Questions to the checked-out repository. */
export type Git = {
  /** SHA of HEAD; undefined outside a repository. */
  head(): Promise<string | undefined>;
  /** SHA of the tree of a commit; undefined when the commit is not in the (possibly shallow) clone. */
  tree(commit: string): Promise<string | undefined>;
};

/** Two commits whose merge is asked for: what a branch was at, and what was merged into it. */
export type MergePair = { readonly base: string; readonly head: string };

/** Recomputes merges from the commits themselves, without a checkout. */
export type Merges = {
  /**
   * The tree that merging `head` into `base` gives, in the order of the questions; null when they conflict, so that
   * no merge without a person's hand can have been made. Unavailable, with the cure, when git or the commits are not.
   */
  trees(pairs: readonly MergePair[]): Promise<readonly Fact<string | null>[]>;
};
