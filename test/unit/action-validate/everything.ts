import type { GateFacts, PullRequestReading } from '../../../action-validate/gate-facts.ts';
import { type ChangeFact, mergeKey } from '../../../action-validate/history-facts.ts';
import type { Deployment, DeploymentEvent } from '../../../shared/adapters/github/port.ts';
import { read } from '../../../shared/domain/fact.ts';
import type { OverrideCandidate } from '../../../shared/policy/granted-override.ts';
import type { DeploymentFact } from '../../../shared/policy/verified-deployment.ts';
import { exampleArtifact, exampleRun } from '../../fakes/record.ts';
import { commit, person, pull, pushed, review, role } from '../shared/policy/people.ts';
import { build, COMMIT, evidence, facts, images, merged, NOW, reading, record, rule, TREE } from './facts.ts';

const sha = (digit: string): string => digit.repeat(40);

/** The commit that is deployed now, and the one between it and the subject. */
export const DEPLOYED = sha('1');
const MIDDLE = sha('2');

export const deployment = (change: Partial<Deployment> = {}): Deployment => ({
  ...{ id: 70, sha: DEPLOYED, environment: 'production', run: 60, creator: null },
  createdAt: '2026-11-19T10:00:00Z',
  ...change,
});

export const event = (change: Partial<DeploymentEvent> = {}): DeploymentEvent => ({
  ...{ id: 1, state: 'success', at: '2026-11-19T10:05:00Z', logUrl: null },
  ...change,
});

/** A deployment with the record of its run, as action-deploy leaves them. */
export function deployed(
  change: Partial<Deployment> = {},
  about: Parameters<typeof record>[0] = {},
  events: readonly DeploymentEvent[] = [event()],
): DeploymentFact {
  const one = deployment(change);
  const run = exampleRun({ id: one.run ?? 60, headSha: one.sha, conclusion: 'success', status: 'completed' });
  const stored = record(
    {
      ...{ kind: 'deploy', checkpoint: 'POST', environment: one.environment },
      subject: { commit: one.sha, tree: TREE, images: {} },
      ...about,
    },
    { run },
  );
  const own = { ...stored, artifact: { ...stored.artifact, headSha: one.sha } };
  return { deployment: one, events: read(events), records: read([own]) };
}

/** The change between what is deployed and the subject: squashed by linus, approved by user3. */
export const change = (more: Partial<PullRequestReading> = {}): ChangeFact => {
  const head = sha('3');
  const proposal = pull({
    ...{ number: 6, state: 'closed', head, mergedAt: '2026-11-20T10:00:00Z', mergeCommit: MIDDLE },
    url: 'https://github.com/acme/tracker/pull/6',
  });
  const approval = review(person(3), 'APPROVED', { commit: head, submittedAt: '2026-11-20T09:00:00Z' });
  const parts = {
    reviews: [approval],
    commits: [commit({ sha: head, parents: [DEPLOYED], tree: TREE })],
    activity: read(pushed(head, '2026-11-20T08:00:00Z')),
  };
  return { pull: { ...proposal, ...more.pull }, parts: read({ ...parts, ...more }) };
};

/** An override of what is deployed, granted long ago, whose promise was kept. */
export function override(
  more: Partial<Extract<OverrideCandidate['record'], { kind: 'read' }>['value']> = {},
): OverrideCandidate {
  const actor = { ...person(1), type: 'User' as const };
  const run = exampleRun({ id: 30, headSha: DEPLOYED, event: 'workflow_dispatch' });
  return {
    artifact: exampleArtifact({ id: 31, runId: 30, headSha: DEPLOYED }),
    run: read({ ...run, actor, triggeringActor: actor }),
    record: read({
      ...{ sha256: '7'.repeat(64), application: 'tracker', checkpoint: 'PRE', environment: 'production' },
      ...{
        verdict: 'PASS' as const,
        subject: { commit: DEPLOYED, tree: TREE, images: {} },
        policySha256: 'f'.repeat(64),
      },
      ...{ run: { id: 30, attempt: 1 }, approvals: ['Person 2 (user2) as chief'] },
      request: {
        ...{ kind: 'day', reason: 'x', ticket: 'T-1', requester: { id: 1, login: 'user1' }, requirements: ['all'] },
        ...{ grantedAt: '2026-11-01T10:00:00Z', expires: '2026-11-02T10:00:00Z' },
        validateBy: '2026-11-04T10:00:00Z',
      },
      ...more,
    }),
  };
}

/** The gate that made the override's promise good: a PASS with nothing overridden. */
const kept = () => {
  const run = exampleRun({ id: 32, headSha: DEPLOYED, conclusion: 'success', status: 'completed' });
  const subject = { commit: DEPLOYED, tree: TREE, images: {} };
  const one = record({ checkpoint: 'PRE', environment: 'production', subject }, { run });
  return { ...one, artifact: { ...one.artifact, headSha: DEPLOYED } };
};

/** What a checkpoint that asks for everything asks for. */
const ALL_RULES: Partial<GateFacts['rules']> = {
  after: ['VALIDATION-BUILD'],
  evidence: [rule({ maxAge: 86_400_000 })],
  seats: [
    { id: 'sign-off/qa', roles: ['qa'], line: 0 },
    { id: 'sign-off/team', roles: ['team'], line: 1 },
    { id: 'sign-off/release', roles: ['release'], line: 2 },
  ],
  roles: {
    qa: role(1, 2),
    team: { ...role(), team: 'acme/qa' },
    release: { ...role(5), via: 'environment' },
  },
  builds: 'required',
  changes: { approvals: 1, afterMerge: false, since: null },
  promotion: { environment: 'beta', verifiedFor: 3_600_000, checkpoint: 'POST' },
  verifiedBy: 'POST',
  overrides: { day: { lasts: 86_400_000, validateWithin: 259_200_000, seats: [] } },
  freeze: [{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', reason: 'over', except: [] }],
};

/** Facts of a checkpoint that asks for everything, all of it in order. */
export function everything(more: Partial<GateFacts> = {}, rules: Partial<GateFacts['rules']> = {}): GateFacts {
  const subject = commit({ sha: COMMIT, tree: TREE, parents: [MIDDLE, merged.head] });
  const middle = commit({ sha: MIDDLE, tree: TREE, parents: [DEPLOYED] });
  const beta = deployed(
    { id: 80, sha: COMMIT, environment: 'beta', run: 61, createdAt: '2026-11-21T10:30:00Z' },
    { subject: { commit: COMMIT, tree: TREE, images }, environment: 'beta' },
    [event({ at: '2026-11-21T10:35:00Z' })],
  );
  const base = facts();
  return facts(
    {
      apiTime: NOW,
      pullRequests: {
        ...base.pullRequests,
        reading: read(reading({ reviews: [review(person(1), 'APPROVED'), review(person(4), 'APPROVED')] })),
      },
      teams: { team: read([{ id: 4, login: 'user4', name: 'user4' }]) },
      environmentReviews: read({
        reviews: [{ state: 'approved', user: person(5), comment: '', environments: ['sign-off-release'] }],
        ...{ from: '2026-11-21T11:00:00Z', to: NOW, url: 'https://x' },
      }),
      evidence: [evidence({ rule: rule({ maxAge: 86_400_000 }) })],
      builds: read([build()]),
      earlier: { 'VALIDATION-BUILD': read([record()]) },
      history: {
        ...{ subject, base: 'main', baseProtected: read(true), related: {} },
        deployments: read({ looked: [deployed()], more: false }),
        between: read({ status: 'ahead' as const, commits: [middle, subject] }),
        changes: [change()],
        merges: { [mergeKey(MIDDLE, merged.head)]: read(TREE) },
        promotion: read({ looked: [beta], more: false }),
      },
      overrides: { found: read([override()]), validations: { ['7'.repeat(64)]: read([kept()]) } },
      ...more,
    },
    { ...ALL_RULES, ...rules },
  );
}
