import { expect, test } from 'vitest';
import { decide } from '../../../action-rollback/decide.ts';
import type { RollbackFacts } from '../../../action-rollback/facts.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import type { RecordCandidate } from '../../../shared/policy/earlier-record.ts';

const entry = (number: number, status: 'verified' | 'failed', restores: number | null = null) => {
  return { number, status, commit: 'c', createdAt: 'then', restores };
};
const SHA = 'a'.repeat(40);
const TREE = 'b'.repeat(40);
const POLICY = { path: 'p', ref: 'main', commit: SHA, sha256: 'e'.repeat(64) };

const target = (release: number, change: 'none' | 'update'): RollbackFacts['target'] => ({
  release,
  subject: { commit: SHA, tree: TREE, images: {} },
  objects: [{ what: 'Deployment web', change }],
  problems: [],
  remove: [],
});

function facts(change: Partial<RollbackFacts> = {}): RollbackFacts {
  return {
    now: '2026-11-21T12:00:00Z',
    repository: { id: 1, name: 'acme/tracker' },
    scope: { application: 'tracker', environment: 'production', namespace: 'production' },
    policy: POLICY,
    checkpoint: null,
    request: { to: '1', reason: 'errors after the release', allowDataLoss: false },
    run: {
      runId: 9,
      runAttempt: 1,
      actor: 'ada',
      triggeringActor: 'ada',
      eventName: 'workflow_dispatch',
      ref: 'r',
      sha: SHA,
    },
    tree: TREE,
    server: { version: 'v1.34.4', url: 'https://k.test' },
    state: {
      schemaVersion: 1,
      lastNumber: 3,
      current: 3,
      verified: 3,
      history: [entry(1, 'verified'), entry(2, 'failed'), entry(3, 'verified')],
      inProgress: null,
    },
    records: read([]),
    target: target(1, 'update'),
    ...change,
  };
}

const to = (wanted: string) => ({ request: { to: wanted, reason: 'errors after the release', allowDataLoss: false } });
const codesOf = (change: Partial<RollbackFacts>) => decide(facts(change)).decision.reasonCodes;

test('an earlier verified release is restored', () => expect(decide(facts()).action).toBe('restore'));

test.each<[string, Partial<RollbackFacts>, string]>([
  ['a failed release', { ...to('2'), target: target(2, 'update') }, 'TARGET_NOT_VERIFIED'],
  ['a release that is not kept', { ...to('7'), target: null }, 'TARGET_UNKNOWN'],
  [
    'no verified release',
    { ...to('last-verified'), target: null, state: { ...facts().state, verified: null } },
    'NOTHING_TO_RESTORE',
  ],
])('refused: %s', (_, change, code) => {
  expect(codesOf(change)).toEqual([code]);
  expect(decide(facts(change)).action).toBe('refuse');
});

test('the verified release in place is nothing to do; drifted, interrupted or with too much it is restored', () => {
  const here = { ...to('last-verified'), target: target(3, 'none') };
  expect(decide(facts(here)).action).toBe('nothing');
  expect(decide(facts({ ...here, target: target(3, 'update') })).action).toBe('restore');
  const extra = { ...here, target: { ...target(3, 'none'), remove: ['ConfigMap extra'] } as RollbackFacts['target'] };
  expect(decide(facts(extra)).action).toBe('restore');
  const inProgress = {
    release: 4,
    kind: 'deploy',
    phase: 'web',
    startedAt: 'then',
    run: { repository: 'a/b', id: 1, attempt: 1, workflow: 'w', actor: 'a', url: 'u' },
  } as const;
  expect(decide(facts({ ...here, state: { ...facts().state, inProgress } })).action).toBe('restore');
});

test('going back twice is nothing to do, because the release in place repeats the target', () => {
  const state = {
    ...facts().state,
    current: 4,
    verified: 4,
    history: [...facts().state.history, entry(4, 'verified', 1)],
  };
  expect(decide(facts({ state, target: target(1, 'none') })).action).toBe('nothing');
  expect(decide(facts({ state, ...to('3'), target: target(3, 'none') })).action).toBe('restore');
});

function signed(runId: number, previous: string | null = null): RollbackFacts['records'] {
  const artifact = {
    id: 1,
    name: 'a',
    size: 1,
    digest: null,
    expired: false,
    createdAt: 'x',
    runId,
    headSha: SHA,
    headRepositoryId: 1,
    repositoryId: 1,
  };
  const run = {
    id: runId,
    attempt: 1,
    name: 'n',
    path: 'p',
    event: 'workflow_dispatch',
    headSha: SHA,
    headBranch: 'main',
    headRepositoryId: 1,
    repositoryId: 1,
    status: 'completed',
    conclusion: 'success',
    createdAt: 'x',
    url: 'u',
  };
  const record = read({
    sha256: 'f'.repeat(64),
    kind: 'gate',
    application: 'tracker',
    checkpoint: 'ROLL',
    environment: 'production',
    verdict: 'PASS' as const,
    subject: { commit: SHA, tree: TREE, images: {} },
    policy: { ref: 'main', sha256: POLICY.sha256 },
    runId,
    decidedAt: 'x',
    previous,
  });
  const candidate: RecordCandidate = { artifact, run, attempt: 1, record };
  return read([candidate]);
}

test('a rollback checkpoint counts from this run only: an old signature is not used again', () => {
  const checkpoint = { id: 'ROLL', title: 'Rollback' };
  expect(codesOf({ checkpoint })).toEqual(['ROLLBACK_NOT_SIGNED']);
  expect(codesOf({ checkpoint, records: signed(8) })).toEqual(['ROLLBACK_NOT_SIGNED']);
  expect(decide(facts({ checkpoint, records: signed(9) })).action).toBe('restore');
});

test('the record of a rollback checkpoint that builds on one that is gone does not count', () => {
  const checkpoint = { id: 'ROLL', title: 'Rollback' };
  const records = signed(9, 'd'.repeat(64));
  expect(codesOf({ checkpoint, records })).toEqual(['RECORD_CHAIN']);
  expect(codesOf({ checkpoint, records, chain: unavailable('403') })).toEqual(['GITHUB_UNREADABLE']);
});

test('a plan that the cluster refuses changes nothing', () => {
  const refused = {
    ...target(1, 'update'),
    problems: [{ code: 'GITOPS_OWNED', message: 'Deployment web belongs to Flux' }],
  };
  expect(codesOf({ target: refused as RollbackFacts['target'] })).toEqual(['GITOPS_OWNED']);
});
