import type { Artifact, WorkflowRun } from '../../shared/adapters/github/port.ts';
import type { DecisionRecord } from '../../shared/domain/record.ts';

export const COMMIT = 'c'.repeat(40);

/** A complete record with the verdict PASS; tests change the part that they are about. */
export const exampleRecord = (change: Partial<DecisionRecord> = {}): DecisionRecord => ({
  schemaVersion: 1,
  kind: 'gate',
  tool: { name: 'countersign/action-validate', version: '0.1.0', dist: 'd'.repeat(64) },
  application: 'tracker',
  checkpoint: 'VALIDATION-BUILD',
  environment: 'production',
  policy: { path: '.github/countersign.yml', ref: 'main', commit: 'e'.repeat(40), sha256: 'f'.repeat(64) },
  subject: {
    commit: COMMIT,
    tree: 'b'.repeat(40),
    images: { backend: { name: 'registry/backend', digest: `sha256:${'1'.repeat(64)}` } },
  },
  facts: { tests: 412 },
  decision: {
    verdict: 'PASS',
    reasonCodes: [],
    requirements: [
      {
        id: 'evidence/unit-tests',
        title: 'Unit tests',
        status: 'SATISFIED',
        code: 'OK',
        seen: '412 tests',
        needed: 'no failure',
        whoCanFix: [],
        links: [],
        observations: [{ what: 'junit.xml', counted: true, why: 'all tests passed' }],
      },
    ],
  },
  previous: null,
  run: { repository: 'acme/tracker', id: 4711, attempt: 1, workflow: 'deploy', actor: 'ada', url: 'https://x' },
  decidedAt: '2026-11-21T12:00:00Z',
  ...change,
});

export const exampleRun = (change: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: 4711,
  attempt: 1,
  name: 'deploy',
  path: '.github/workflows/deploy.yml',
  event: 'push',
  headSha: COMMIT,
  headBranch: 'main',
  headRepositoryId: 9_000,
  repositoryId: 9_000,
  status: 'in_progress',
  conclusion: null,
  createdAt: '2026-11-21T11:00:00Z',
  url: 'https://x',
  ...change,
});

export const exampleArtifact = (change: Partial<Artifact> = {}): Artifact => ({
  id: 1,
  name: 'countersign-VALIDATION-BUILD.production.4711.1',
  size: 100,
  digest: null,
  expired: false,
  createdAt: '2026-11-21T11:30:00Z',
  runId: 4711,
  headSha: COMMIT,
  headRepositoryId: 9_000,
  repositoryId: 9_000,
  ...change,
});
