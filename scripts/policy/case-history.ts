import type { GateFacts } from '../../action-validate/gate-facts.ts';
import { type HistoryFacts, mergeKey } from '../../action-validate/history-facts.ts';
import type { GateRules } from '../../action-validate/rules.ts';
import type { Commit, PullRequest } from '../../shared/adapters/github/port.ts';
import { type Fact, read } from '../../shared/domain/fact.ts';
import type { Subject } from '../../shared/domain/subject.ts';
import type { PromotionRule } from '../../shared/policy/promotion.ts';
import type { DeploymentFacts } from '../../shared/policy/verified-deployment.ts';

const BEFORE = '9'.repeat(40);
const RUN = 9;

type About = {
  readonly rules: GateRules;
  readonly commit: string;
  readonly tree: string;
  readonly repository: number;
  readonly policy: string;
  readonly images: Subject['images'];
  readonly pull: PullRequest | undefined;
};

/** The other environment has had the same images for as long as is asked. */
function promotionOf(about: About, rule: PromotionRule): Fact<DeploymentFacts> {
  const { commit, tree, repository, images } = about;
  const at = '2000-01-01T00:00:00Z';
  const artifact = {
    id: 3,
    name: `countersign-${rule.checkpoint ?? 'deploy'}.${rule.environment}.${RUN}.1`,
    size: 1,
    digest: `sha256:${'3'.repeat(64)}` as const,
    expired: false,
    createdAt: at,
    runId: RUN,
    headSha: commit,
    headRepositoryId: repository,
    repositoryId: repository,
  };
  const run = {
    id: RUN,
    attempt: 1,
    name: 'deploy',
    path: '.github/workflows/deploy.yml',
    event: 'push',
    headSha: commit,
    headBranch: 'main',
    headRepositoryId: repository,
    repositoryId: repository,
    status: 'completed',
    conclusion: 'success',
    createdAt: at,
    url: `https://github.com/example/example/actions/runs/${RUN}`,
  };
  const record = {
    sha256: '3'.repeat(64),
    kind: 'deploy' as const,
    application: about.rules.application,
    checkpoint: rule.checkpoint,
    environment: rule.environment,
    verdict: 'PASS' as const,
    subject: { commit, tree, images },
    policy: { ref: 'main', sha256: about.policy },
    runId: RUN,
    decidedAt: at,
    previous: null,
  };
  const { environment } = rule;
  const deployment = { id: 1, sha: commit, environment, run: RUN, creator: null, createdAt: at };
  const events = read([{ id: 1, state: 'success', at, logUrl: null }]);
  const records = read([{ artifact, run, attempt: 1, record: read(record) }]);
  return read({ looked: [{ deployment, events, records }], more: false });
}

/** A past in which everything is in order: proved by content, the first deployment, verified elsewhere. */
export function caseHistory(about: About): Pick<GateFacts, 'history'> {
  const { rules, commit, tree, pull } = about;
  if (pull?.mergedAt === null) return {};
  const email = 'example@example.com';
  const people = { author: null, committer: null, authorEmail: email, committerEmail: email };
  const subject: Commit = { sha: commit, tree, parents: [BEFORE], ...people, message: 'Merge' };
  const history: HistoryFacts = {
    subject,
    base: 'main',
    baseProtected: read(true),
    deployments: read({ looked: [], more: false }),
    between: null,
    changes: [],
    related: { [commit]: read([]) },
    merges: pull === undefined ? {} : { [mergeKey(BEFORE, pull.head)]: read(tree) },
    promotion: rules.promotion === null ? null : promotionOf(about, rules.promotion),
  };
  return { history };
}
