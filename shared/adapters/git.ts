/** Questions to the checked-out repository. */
export type Git = {
  /** SHA of HEAD; undefined outside a repository. */
  head(): Promise<string | undefined>;
  /** SHA of the tree of a commit; undefined when the commit is not in the (possibly shallow) clone. */
  tree(commit: string): Promise<string | undefined>;
};
