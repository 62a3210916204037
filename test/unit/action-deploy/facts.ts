import type { DeployFacts, PlanFacts } from '../../../action-deploy/facts.ts';
import { read } from '../../../shared/domain/fact.ts';
import type { StepOutcome } from '../../../shared/domain/release.ts';
import type { RecordCandidate } from '../../../shared/policy/earlier-record.ts';
import { exampleRun } from '../../fakes/record.ts';
import {
  artifact,
  COMMIT,
  build as exampleBuild,
  record as exampleRecord,
  images,
  NOW,
  TREE,
} from '../action-validate/facts.ts';

type Change = Parameters<typeof exampleRecord>[0];

const POLICY = 'f'.repeat(64);
const subject = { commit: COMMIT, tree: TREE, images };

/** The build's record, which the gate's record names. */
export const build = (change: Change = {}): RecordCandidate => exampleBuild({ decidedAt: NOW, ...change });

/** The gate's record for production, newer than the build's. */
export const gate = (change: Change = {}, id = 11): RecordCandidate => {
  const run = exampleRun({ headSha: COMMIT, id, status: 'completed', conclusion: 'success' });
  const about = { checkpoint: 'PRE', environment: 'production', subject, previous: 'b'.repeat(64), runId: id };
  return { ...exampleRecord({ ...about, ...change }, { run }), artifact: artifact({ id: 50 + id, runId: id }) };
};

const plan: PlanFacts = {
  release: 3,
  objects: [{ what: 'Deployment web', file: 'k8s/web.yaml', line: 1, step: 'web', change: 'update', sha256: 'a' }],
  problems: [],
  prune: [],
  keep: [],
  unreadable: [],
};

/** Facts of a deployment that may begin. */
export const facts = (change: Partial<DeployFacts> = {}): DeployFacts => ({
  now: NOW,
  repository: { id: 9_000, name: 'acme/tracker' },
  scope: { application: 'tracker', environment: 'production', namespace: 'production' },
  policy: { path: '.github/countersign.yml', ref: 'main', commit: 'e'.repeat(40), sha256: POLICY },
  rules: {
    before: { id: 'PRE', title: 'Pre-deployment validation', after: [] },
    during: { id: 'EXEC', title: 'Deployment validation', after: ['PRE', 'SECURITY'] },
    after: { id: 'POST', title: 'Post-deployment validation', after: ['EXEC'] },
    probes: 1,
  },
  subject: { commit: COMMIT, tree: TREE },
  checkout: COMMIT,
  run: { runId: 4711, runAttempt: 1, actor: 'ada', triggeringActor: 'ada', eventName: 'push', ref: 'refs/heads/main' },
  server: { version: 'v1.34.4', url: 'https://kubernetes.test:6443' },
  records: {
    PRE: read([gate()]),
    SECURITY: read([gate({ checkpoint: 'SECURITY', sha256: '5'.repeat(64), previous: null }, 12)]),
  },
  chain: read([build()]),
  state: { schemaVersion: 1, lastNumber: 2, current: 2, verified: 2, history: [], inProgress: null },
  plan,
  ...change,
});

export const withPlan = (change: Partial<PlanFacts>): DeployFacts => facts({ plan: { ...plan, ...change } });

export const outcome = (id: string, change: Partial<StepOutcome> = {}): StepOutcome => ({
  id,
  title: `apply ${id}`,
  status: 'passed',
  code: 'OK',
  milliseconds: 5,
  seen: 'ready',
  needed: 'ready',
  saved: null,
  ...change,
});
