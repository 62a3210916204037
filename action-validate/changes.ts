import type { Commit } from '../shared/adapters/github/port.ts';
import { firstParents, type Landing, landingOf } from '../shared/policy/landing.ts';
import { type DeploymentRule, type Start, startOf } from '../shared/policy/verified-deployment.ts';
import type { ChangeFact, ChangesRule, HistoryFacts } from './history-facts.ts';

/** Where the commits to look at begin, and how that is known. */
export type Beginning = Start | { readonly kind: 'configured'; readonly commit: string };

/** The beginning as the facts give it; undefined while the deployments were not read. */
export function beginningOf(
  changes: ChangesRule,
  deployments: HistoryFacts['deployments'],
  rule: DeploymentRule,
): Beginning | undefined {
  if (changes.since !== null) return { kind: 'configured', commit: changes.since };
  return deployments?.kind === 'read' ? startOf(deployments.value, rule) : undefined;
}

/** The subject and what the branch was at before it, newest first, as far as it was read. */
export const chainOf = ({ subject, between }: Pick<HistoryFacts, 'subject' | 'between'>): readonly Commit[] =>
  firstParents(subject, between?.kind === 'read' ? between.value.commits : []);

/** Some commits of the branch, newest first, and the pull request that they came by; null when none is known. */
export type Covered = { readonly landing: Landing; readonly change: ChangeFact | null };

const madeBy = (commit: Commit, base: string | null) => (change: ChangeFact) =>
  change.pull.mergedAt !== null && change.pull.mergeCommit === commit.sha && change.pull.base === base;

/** The landing that ends with the first commit of a chain. */
export function coverFirst(chain: readonly Commit[], changes: readonly ChangeFact[], base: string | null): Covered {
  const [first] = chain;
  const change = first === undefined ? undefined : changes.find(madeBy(first, base));
  // Of a pull request that could not be read, nobody knows how many commits it became.
  const proposed = change?.parts.kind === 'read' ? change.parts.value.commits : [];
  return { landing: landingOf(chain, proposed), change: change ?? null };
}

/**
 * The pull request of each of the first `count` commits of a chain. A commit belongs to a pull request only when that
 * names it as its merge commit, or when it lies in what a rebase of it made.
 */
export function cover(
  chain: readonly Commit[],
  count: number,
  changes: readonly ChangeFact[],
  base: string | null,
): readonly Covered[] {
  const covered: Covered[] = [];
  for (let index = 0; index < count; ) {
    const one = coverFirst(chain.slice(index), changes, base);
    covered.push(one);
    index += Math.max(one.landing.commits.length, 1);
  }
  return covered;
}

/**
 * How many commits of the chain have to be covered: all since the beginning; before the first deployment those that
 * came with the subject; none while the beginning is not known, because that is refused anyway.
 */
export function countOf(
  beginning: Beginning | undefined,
  chain: readonly Commit[],
  own: readonly ChangeFact[],
  base: string | null,
): number {
  if (beginning?.kind === 'first') return coverFirst(chain, own, base).landing.commits.length;
  if (beginning?.kind !== 'verified' && beginning?.kind !== 'configured') return 0;
  return chain[0]?.sha === beginning.commit ? 0 : chain.length;
}
