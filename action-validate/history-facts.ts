import type { BranchActivity, Commit, Comparison, PullRequest, Review } from '../shared/adapters/github/port.ts';
import type { Fact } from '../shared/domain/fact.ts';
import type { PromotionRule } from '../shared/policy/promotion.ts';
import type { TeamMembers } from '../shared/policy/team-roles.ts';
import type { DeploymentFacts } from '../shared/policy/verified-deployment.ts';

/** What every change since the last verified deployment must have had. */
export type ChangesRule = {
  /** Independent approvals of each pull request; at least 1. */
  readonly approvals: number;
  /** Whether approvals after the merge count. */
  readonly afterMerge: boolean;
  /** Commit to begin after, in place of the last verified deployment; null unless configured. */
  readonly since: string | null;
};

/** The part of the rules that is about what happened before this commit; null for what is not asked. */
export type HistoryRules = {
  readonly changes: ChangesRule | null;
  readonly promotion: PromotionRule | null;
  /** Checkpoint after a deployment to the environment; null when it has none. */
  readonly verifiedBy: string | null;
};

/** A merged pull request whose merge commit is one of the commits, with what is needed to judge it. */
export type ChangeFact = {
  readonly pull: PullRequest;
  readonly parts: Fact<{
    readonly reviews: readonly Review[];
    readonly commits: readonly Commit[];
    readonly activity: Fact<readonly BranchActivity[]>;
  }>;
};

/** What happened before the commit, as far as the rules ask for it. Plain JSON, a part of the record. */
export type HistoryFacts = {
  /** The commit that is decided about, with its parents. */
  readonly subject: Commit;
  /** Branch whose history it is; null when nothing tells. */
  readonly base: string | null;
  readonly baseProtected: Fact<boolean> | null;
  /** Deployments to the environment; null when they were not needed. */
  readonly deployments: Fact<DeploymentFacts> | null;
  /** Commits since the start, or since the pull request's branch left the base; null when not needed. */
  readonly between: Fact<Comparison> | null;
  /** Pull requests behind the commits, without the one that the sign-offs are counted on. */
  readonly changes: readonly ChangeFact[];
  /** What GitHub relates to a commit that no closed pull request made, by its sha. */
  readonly related: Readonly<Record<string, Fact<readonly PullRequest[]>>>;
  /** Members of teams among those who requested changes of other pull requests, by role; missing when nobody did. */
  readonly objectors?: TeamMembers;
  /** Trees of merges that were made again, by `base..head`. */
  readonly merges: Readonly<Record<string, Fact<string | null>>>;
  /** Deployments to the environment that this one is promoted from. */
  readonly promotion: Fact<DeploymentFacts> | null;
};

export const mergeKey = (base: string, head: string): string => `${base}..${head}`;
