import type { Git } from '../../shared/adapters/git.ts';

/** A repository with the trees of its commits; `head` undefined stands for no repository at all. */
export const fakeGit = (state: { head?: string; trees?: Readonly<Record<string, string>> } = {}): Git => ({
  head: async () => state.head,
  tree: async (commit) => state.trees?.[commit],
});
