import type { GateFacts, PullRequestReading } from '../../../action-validate/gate-facts.ts';
import { type HistoryFacts, mergeKey } from '../../../action-validate/history-facts.ts';
import type { Artifact, WorkflowRun } from '../../../shared/adapters/github/port.ts';
import { read } from '../../../shared/domain/fact.ts';
import type { RecordCandidate, RecordSummary } from '../../../shared/policy/earlier-record.ts';
import type { EvidenceFact, EvidenceFile, EvidenceRule } from '../../../shared/policy/evidence.ts';
import { exampleArtifact, exampleRun } from '../../fakes/record.ts';
import { commit, person, pull, pushed, review, role } from '../shared/policy/people.ts';

export const COMMIT = 'c'.repeat(40);
export const TREE = 'd'.repeat(40);
const POLICY = 'f'.repeat(64);
export const NOW = '2026-11-21T12:00:00.000Z';
const DIGEST = `sha256:${'1'.repeat(64)}` as const;

export const merged = pull({ state: 'closed', mergedAt: '2026-11-21T10:00:00Z', mergeCommit: COMMIT });

export const reading = (change: Partial<PullRequestReading> = {}): PullRequestReading => ({
  pull: merged,
  reviews: [review(person(1), 'APPROVED')],
  commits: [commit()],
  baseProtected: true,
  activity: read(pushed()),
  updates: {},
  rounds: 1,
  ...change,
});

export const rule = (change: Partial<EvidenceRule> = {}): EvidenceRule => ({
  name: 'tests',
  source: { kind: 'artifact', artifact: 'tests', path: 'junit.xml' },
  format: 'junit',
  require: 'failed == 0',
  maxAge: null,
  ...change,
});

export const done = (change: Partial<WorkflowRun> = {}): WorkflowRun =>
  exampleRun({ headSha: COMMIT, id: 10, status: 'completed', conclusion: 'success', ...change });

export const artifact = (change: Partial<Artifact> = {}): Artifact =>
  exampleArtifact({ name: 'tests', runId: 10, headSha: COMMIT, digest: DIGEST, ...change });

export const file = (reading: EvidenceFile['reading'], change: Partial<EvidenceFile> = {}): EvidenceFile => ({
  path: 'junit.xml',
  sha256: 'e'.repeat(64),
  bytes: 10,
  reading,
  ...change,
});

export const evidence = (change: Partial<EvidenceFact> = {}): EvidenceFact => ({
  rule: rule(),
  candidates: read([{ artifact: artifact(), run: done() }]),
  files: read([file({ kind: 'values', values: { failed: 0 } })]),
  ...change,
});

/** A record of VALIDATION-BUILD unless changed, stored by run 10. */
export function record(
  change: Partial<RecordSummary> = {},
  at: { run?: WorkflowRun; attempt?: number } = {},
): RecordCandidate {
  const run = at.run ?? done();
  return {
    artifact: artifact({ id: 50 + run.id, name: `countersign-x._.${run.id}.1`, runId: run.id }),
    run,
    attempt: at.attempt ?? 1,
    record: read({
      sha256: 'a'.repeat(64),
      kind: 'gate',
      application: 'tracker',
      checkpoint: 'VALIDATION-BUILD',
      environment: null,
      verdict: 'PASS',
      subject: { commit: COMMIT, tree: TREE, images: {} },
      policy: { ref: 'main', sha256: POLICY },
      runId: run.id,
      decidedAt: NOW,
      previous: null,
      ...change,
    }),
  };
}

export const images = { backend: { name: 'ghcr.io/acme/backend', digest: DIGEST } };

/** The record of a build that pushed `images`. */
export const build = (change: Partial<RecordSummary> = {}): RecordCandidate =>
  record({
    kind: 'build',
    checkpoint: null,
    subject: { commit: COMMIT, tree: TREE, images },
    sha256: 'b'.repeat(64),
    ...change,
  });

/** What the branch was at before the merge of `merged`. */
const BEFORE = '9'.repeat(40);

/** The past of the subject: merging the head again gives its tree, and nothing was deployed yet. */
const history = (change: Partial<HistoryFacts> = {}): HistoryFacts => ({
  subject: commit({ sha: COMMIT, tree: TREE, parents: [BEFORE] }),
  base: 'main',
  baseProtected: read(true),
  deployments: read({ looked: [], more: false }),
  between: null,
  changes: [],
  related: {},
  merges: { [mergeKey(BEFORE, merged.head)]: read(TREE) },
  promotion: null,
  ...change,
});

/** Facts of a checkpoint that asks for one role and has its sign-off. */
export function facts(change: Partial<GateFacts> = {}, rules: Partial<GateFacts['rules']> = {}): GateFacts {
  return {
    now: NOW,
    repository: { id: 9_000, name: 'acme/tracker' },
    environment: 'production',
    policy: { path: '.github/countersign.yml', ref: 'main', commit: 'e'.repeat(40), sha256: POLICY },
    rules: {
      application: 'tracker',
      checkpoint: 'PRE',
      title: 'Pre-deployment validation',
      after: [],
      evidence: [],
      seats: [{ id: 'sign-off/qa', roles: ['qa'], line: 0 }],
      roles: { qa: role(1, 2) },
      builds: 'none',
      changes: null,
      promotion: null,
      verifiedBy: null,
      ...rules,
    },
    run: {
      id: 4711,
      attempt: 1,
      event: 'push',
      ref: 'refs/heads/main',
      sha: COMMIT,
      actor: { id: 77, login: 'starter' },
      triggeringActor: 'starter',
    },
    subject: { commit: COMMIT, tree: TREE },
    pullRequests: {
      query: { commit: COMMIT, base: 'main', number: null },
      related: read([merged]),
      reading: read(reading()),
    },
    teams: {},
    environmentReviews: null,
    evidence: [],
    earlier: {},
    builds: read([]),
    history: history(),
    ...change,
  };
}
