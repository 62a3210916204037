import type { Merges } from '../shared/adapters/git.ts';
import type { Commit, GitHub } from '../shared/adapters/github/port.ts';
import { type Fact, read } from '../shared/domain/fact.ts';
import { isUpToDate } from '../shared/policy/content-link.ts';
import { mayBeRebased } from '../shared/policy/landing.ts';
import type { Roles } from '../shared/policy/roles.ts';
import type { DeploymentRule } from '../shared/policy/verified-deployment.ts';
import { type Beginning, beginningOf, type Covered, chainOf, countOf, cover } from './changes.ts';
import { ownChange, readChanges, readObjectors } from './facts-changes.ts';
import { readPresent, readUntilVerified } from './facts-deployments.ts';
import { asFact } from './facts-unavailable.ts';
import type { PullRequestReading } from './gate-facts.ts';
import { type HistoryFacts, type HistoryRules, mergeKey } from './history-facts.ts';

export type HistoryQuestion = {
  readonly rules: HistoryRules & { readonly roles: Roles };
  /** Whether the content of the pull request's own merge has to be proved. */
  readonly link: boolean;
  readonly subject: Commit;
  /** Branch whose history it is; null when nothing tells. */
  readonly base: string | null;
  readonly policyBranch: string;
  /** The pull request that made the commit, as it was read for the sign-offs; null when it was not. */
  readonly own: PullRequestReading | null;
  /** What a record of a deployment to the environment has to agree with. */
  readonly deployed: DeploymentRule & { readonly before: string | null };
};

/** The commit after which history is read; null when the subject alone tells enough. */
function readFrom(beginning: Beginning | undefined, { own, subject }: HistoryQuestion): string | null {
  if (beginning?.kind === 'verified' || beginning?.kind === 'configured') return beginning.commit;
  if (own === null || !mayBeRebased(subject, own.commits)) return null;
  // Where a branch that may have been rebased left its base: everything that it became came after that.
  const proposed = new Set(own.commits.map((commit) => commit.sha));
  return own.commits.flatMap((commit) => commit.parents).find((sha) => !proposed.has(sha)) ?? null;
}

/** Makes those merges again that the commits themselves do not prove. */
async function remake(merges: Merges, covered: readonly Covered[]): Promise<HistoryFacts['merges']> {
  const pairs = new Map<string, { base: string; head: string }>();
  for (const { landing, change } of covered) {
    if (change?.parts.kind !== 'read' || landing.before === null) continue;
    if (isUpToDate(landing.before, change.parts.value.commits)) continue;
    const pair = { base: landing.before, head: change.pull.head };
    pairs.set(mergeKey(pair.base, pair.head), pair);
  }
  const trees = await merges.trees([...pairs.values()]);
  const named = [...pairs.keys()].flatMap((key, index) => {
    const tree = trees[index];
    return tree === undefined ? [] : [[key, tree] as const];
  });
  return Object.fromEntries(named);
}

const protection = async (github: GitHub, base: string, policyBranch: string): Promise<Fact<boolean>> =>
  // The configuration was read from a protected branch or not at all.
  base === policyBranch ? read(true) : asFact(async () => (await github.branch(base))?.protected ?? false);

/** Reads what happened before the commit, as far as the rules ask for it. */
export async function readHistory(
  { github, merges }: { readonly github: GitHub; readonly merges: Merges },
  question: HistoryQuestion,
): Promise<HistoryFacts> {
  const { rules, subject, base, own, deployed } = question;
  const { changes, promotion: from } = rules;
  const [deployments, promotion, baseProtected] = await Promise.all([
    changes === null || changes.since !== null ? null : readUntilVerified(github, deployed, deployed.before),
    from === null
      ? null
      : readPresent(github, { ...deployed, environment: from.environment, checkpoint: from.checkpoint }),
    changes === null || base === null ? null : protection(github, base, question.policyBranch),
  ]);
  const beginning = changes === null ? undefined : beginningOf(changes, deployments, deployed);
  const start = readFrom(beginning, question);
  // What follows its start directly is a whole history by itself.
  const alone = start === null || start === subject.parents[0];
  const between = alone ? null : await asFact(() => github.commitsBetween(start, subject.sha));
  const chain = chainOf({ subject, between });
  const count = countOf(beginning, chain, ownChange(own), base);
  const found = await readChanges(github, { own: ownChange(own), base }, chain, count);
  const objectors = await readObjectors(github, rules.roles, found.changes);
  // The subject's own landing comes first, also when no other commit has to be covered.
  const all = [...ownChange(own), ...found.changes];
  const trees = await remake(merges, cover(chain, Math.max(count, question.link ? 1 : 0), all, base));
  return { subject, base, baseProtected, deployments, between, ...found, merges: trees, promotion, ...objectors };
}
