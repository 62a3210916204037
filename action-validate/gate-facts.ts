import type { BranchActivity, Commit, PullRequest, Review } from '../shared/adapters/github/port.ts';
import type { Fact } from '../shared/domain/fact.ts';
import type { PolicyReference } from '../shared/domain/record.ts';
import type { RecordCandidate } from '../shared/policy/earlier-record.ts';
import type { RunApprovals } from '../shared/policy/environment-signatures.ts';
import type { EvidenceFact } from '../shared/policy/evidence.ts';
import type { OverrideFacts } from '../shared/policy/granted-override.ts';
import type { PullRequestQuery } from '../shared/policy/pull-request-choice.ts';
import type { TeamMembers } from '../shared/policy/team-roles.ts';
import type { HistoryFacts } from './history-facts.ts';
import type { GateRules } from './rules.ts';

/** A pull request as it was read in one piece: it was the same before and after its parts were read. */
export type PullRequestReading = {
  readonly pull: PullRequest;
  readonly reviews: readonly Review[];
  readonly commits: readonly Commit[];
  readonly baseProtected: boolean;
  /** Log of the head branch by GitHub's own clock, newest first. */
  readonly activity: Fact<readonly BranchActivity[]>;
  /** Merges of the base into the head that were made again: `clean`, or why they are not, by their sha. */
  readonly updates: Readonly<Record<string, string>>;
  /** How often it had to be read because it moved meanwhile; 1 is the usual. */
  readonly rounds: number;
};

/** Who started the run, how, and where. */
export type RunFacts = {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly ref: string;
  /** Commit of the run. */
  readonly sha: string;
  readonly actor: { readonly id: number; readonly login: string };
  /** Only the login is known of who started this attempt. */
  readonly triggeringActor: string;
};

/** Everything that action-validate decides by, as plain JSON: the body of its record. The same facts, the same decision. */
export type GateFacts = {
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly repository: { readonly id: number; readonly name: string };
  readonly environment: string | null;
  readonly policy: PolicyReference;
  readonly rules: GateRules;
  readonly run: RunFacts;
  readonly subject: { readonly commit: string; readonly tree: string };
  readonly pullRequests: {
    readonly query: PullRequestQuery;
    /** Everything that GitHub relates to the commit. */
    readonly related: Fact<readonly PullRequest[]>;
    /** The chosen one; null when none was chosen or when the checkpoint asks for no sign-off. */
    readonly reading: Fact<PullRequestReading> | null;
  };
  /** Members of teams, by role: of those people only who could sign or objected. */
  readonly teams: TeamMembers;
  /** Approvals of this run's environments; null when no role signs that way. */
  readonly environmentReviews: Fact<RunApprovals> | null;
  readonly evidence: readonly EvidenceFact[];
  /** Records of the checkpoints in `after`, by checkpoint. */
  readonly earlier: Readonly<Record<string, Fact<readonly RecordCandidate[]>>>;
  readonly builds: Fact<readonly RecordCandidate[]>;
  /** Every record of the commit; only when a record in `earlier` names one that is not among those read already. */
  readonly chain?: Fact<readonly RecordCandidate[]>;
  /** What happened before the commit; missing before the merge, and an error where a rule asks for it. */
  readonly history?: HistoryFacts;
  /** GitHub's own time when overrides were read, RFC 3339; null when it told none. */
  readonly apiTime?: string | null;
  /** Absent when the configuration has no overrides. */
  readonly overrides?: OverrideFacts;
};

/**
 * Milliseconds since the epoch by GitHub's clock, because that of a runner can be set; not a number when GitHub told no
 * time, so that no age can be judged. Facts of before it was kept have the runner's.
 */
export const decidedAt = (facts: Pick<GateFacts, 'apiTime' | 'now'>): number =>
  facts.apiTime === null ? Number.NaN : Date.parse(facts.apiTime ?? facts.now);
