import type { Commit } from '../adapters/github/port.ts';

/** Commits that came onto a branch together by one pull request, newest first, and the branch before them. */
export type Landing = {
  readonly commits: readonly Commit[];
  /** First parent of the oldest; null for the first commit of a repository. */
  readonly before: string | null;
};

/**
 * What a branch was at, newest first: from a commit along its first parents, as far as the commits are known. A merge's
 * other parents are what it brought in, not what the branch was at.
 */
export function firstParents(from: Commit, known: readonly Commit[]): readonly Commit[] {
  const bySha = new Map(known.map((commit) => [commit.sha, commit]));
  const chain: Commit[] = [];
  for (let at: Commit | undefined = from; at !== undefined; at = bySha.get(at.parents[0] ?? '')) {
    chain.push(at);
    bySha.delete(at.sha);
  }
  return chain;
}

const sameWork = (landed: Commit, proposed: Commit): boolean =>
  landed.parents.length === 1 && landed.authorEmail === proposed.authorEmail && landed.message === proposed.message;

/** Whether the last commit looks like the last one of a rebased pull request, so that those before it are needed. */
export const mayBeRebased = (landed: Commit, proposed: readonly Commit[]): boolean => {
  const last = proposed.at(-1);
  return proposed.length > 1 && last !== undefined && sameWork(landed, last);
};

/**
 * The commits that a pull request became. A merge or squash makes one. A rebase makes as many as it had, with the same
 * authors and messages in the same order; GitHub names only the last of them as its merge commit.
 * @param chain first parents, newest first, from the pull request's merge commit on
 * @param proposed the pull request's own commits, oldest first
 */
export function landingOf(chain: readonly Commit[], proposed: readonly Commit[]): Landing {
  const landed = chain.slice(0, proposed.length);
  const newestFirst = proposed.toReversed();
  const rebased =
    proposed.length > 0 &&
    landed.length === proposed.length &&
    landed.every((commit, index) => {
      const own = newestFirst[index];
      return own !== undefined && sameWork(commit, own);
    });
  const commits = rebased ? landed : chain.slice(0, 1);
  return { commits, before: commits.at(-1)?.parents[0] ?? null };
}
