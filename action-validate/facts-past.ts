import type { Merges } from '../shared/adapters/git.ts';
import type { Commit, GitHub } from '../shared/adapters/github/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import { unavailable } from '../shared/domain/fact.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { choosePullRequest } from '../shared/policy/pull-request-choice.ts';
import type { DeploymentRule } from '../shared/policy/verified-deployment.ts';
import { readHistory } from './facts-history.ts';
import type { GateFacts } from './gate-facts.ts';
import type { GateRules } from './rules.ts';

/** A queue's commit is made before its pull requests are merged: whoever signs could not have seen it. */
export const mergeQueueEarly = (): UserError =>
  new UserError(
    'MERGE_QUEUE_EARLY',
    'this run is of a merge queue, before its pull requests are merged; run checkpoints with sign-offs on the push that follows',
  );

/** Where no program may be run, no merge is made again. */
export const NO_MERGES: Merges = {
  trees: async (pairs) => pairs.map(() => unavailable('no git to make the merge again with', 'LINK_UNPROVEN')),
};

/** Whose history it is: of the pushed branch, of the branch that the pull request went into, or of the run's branch. */
function branchOf(run: RunContext, { query, related }: GateFacts['pullRequests']): string | null {
  if (query.base !== null) return query.base;
  const choice = related.kind === 'read' ? choosePullRequest(related.value, query) : undefined;
  if (choice?.kind === 'merged') return choice.pull.base;
  return run.sha === query.commit ? (/^refs\/heads\/(.+)$/.exec(run.ref)?.[1] ?? null) : null;
}

/** Reads what happened before a commit that is merged; nothing when the rules ask for nothing of it. */
export async function readPast(
  ports: { readonly github: GitHub; readonly merges: Merges },
  run: RunContext,
  about: {
    readonly rules: GateRules;
    readonly commit: Commit;
    readonly pullRequests: GateFacts['pullRequests'];
    readonly policyBranch: string;
    readonly deployed: Omit<DeploymentRule, 'environment'> & {
      readonly environment: string | null;
      readonly before: string | null;
    };
  },
): Promise<Pick<GateFacts, 'history'>> {
  const { rules, pullRequests, deployed } = about;
  const { environment } = deployed;
  const own = pullRequests.reading?.kind === 'read' ? pullRequests.reading.value : null;
  // Without an environment nobody knows which deployment was the last one; the decision says so.
  const changes = environment === null ? null : rules.changes;
  if (own === null && changes === null && rules.promotion === null) return {};
  const history = await readHistory(ports, {
    rules: { ...rules, changes },
    link: own !== null,
    subject: about.commit,
    base: branchOf(run, pullRequests),
    policyBranch: about.policyBranch,
    own,
    deployed: { ...deployed, environment: environment ?? '' },
  });
  return { history };
}
