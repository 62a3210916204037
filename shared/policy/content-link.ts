import type { Commit, PullRequest } from '../adapters/github/port.ts';
import type { Fact } from '../domain/fact.ts';
import type { Landing } from './landing.ts';

/** What ties a landed commit to the pull request that people have signed. */
export type LinkFacts = {
  readonly landing: Landing;
  readonly pull: PullRequest;
  /** The pull request's own commits. */
  readonly proposed: readonly Commit[];
  /** Tree of merging the head into the branch as it was before, null for a conflict; undefined when it was not made. */
  readonly remade: Fact<string | null> | undefined;
};

export type LinkAnswer =
  | { readonly kind: 'proved'; readonly how: string }
  | { readonly kind: 'broken' | 'unproven'; readonly why: string };

const short = (sha: string): string => sha.slice(0, 12);

/**
 * Whether the head has the branch, as it was before, in its own history: then merging changes nothing, and its tree
 * has to be the head's tree. A commit of the pull request that stands on that commit is enough to know it.
 */
export const isUpToDate = (before: string, proposed: readonly Commit[]): boolean =>
  proposed.some((commit) => commit.parents.includes(before));

/**
 * Proves by content that a commit is what its pull request's head gives when it is merged, and nothing else: that holds
 * for merge, squash and rebase alike, and for none of a direct push, a merge that was changed by hand, or a conflict
 * that was resolved in the merge. The pull request's number alone proves nothing.
 */
export function judgeLink({ landing, pull, proposed, remade }: LinkFacts): LinkAnswer {
  const { before } = landing;
  const [last] = landing.commits;
  const head = proposed.find((commit) => commit.sha === pull.head);
  if (last === undefined || before === null)
    return { kind: 'broken', why: 'it has no commit before it, so nothing was merged' };
  if (head === undefined) return { kind: 'unproven', why: `the head of #${pull.number} is not among its commits` };
  const differs = (tree: string, how: string): LinkAnswer => ({
    kind: 'broken',
    why: `${how} gives the tree ${short(tree)}, but ${short(last.sha)} has ${short(last.tree)}`,
  });
  if (isUpToDate(before, proposed)) {
    if (head.tree !== last.tree) return differs(head.tree, `#${pull.number} was up to date, so its head`);
    return { kind: 'proved', how: `its tree is that of the head ${short(head.sha)}, which was up to date` };
  }
  if (remade === undefined) return { kind: 'unproven', why: 'the merge was not made again' };
  if (remade.kind === 'unavailable') return { kind: 'unproven', why: remade.reason };
  const how = `merging ${short(head.sha)} into ${short(before)}`;
  if (remade.value === null)
    return { kind: 'broken', why: `${how} conflicts, so a person made what ${short(last.sha)} has` };
  if (remade.value !== last.tree) return differs(remade.value, how);
  return { kind: 'proved', how: `${how} gives its tree ${short(last.tree)}` };
}
