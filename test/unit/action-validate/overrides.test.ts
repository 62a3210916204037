import { describe, expect, test } from 'vitest';
import { keepComment, markerOf } from '../../../action-validate/comment.ts';
import { decide } from '../../../action-validate/decide.ts';
import { decideOverride } from '../../../action-validate/decide-override.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import { type OverrideAsk, requirementIds } from '../../../action-validate/override-facts.ts';
import { overrideRecord } from '../../../action-validate/record.ts';
import { withSignOffs } from '../../../action-validate/simulation.ts';
import { replayRecord } from '../../../scripts/policy/replay.ts';
import type { StartedRun } from '../../../shared/adapters/github/port.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import { seal } from '../../../shared/domain/record.ts';
import type { OverrideCandidate, OverrideSummary } from '../../../shared/policy/granted-override.ts';
import { emptyWorld, fakeGitHub, unreadable } from '../../fakes/github.ts';
import { exampleRecord } from '../../fakes/record.ts';
import { person, pull, review, role } from '../shared/policy/people.ts';
import { artifact, build, COMMIT, done, evidence, facts, images, NOW, reading, rule, TREE } from './facts.ts';

const ada = person(77, 'ada');
const rules: Partial<GateFacts['rules']> = {
  seats: [],
  evidence: [rule()],
  builds: 'required',
  overrides: { day: { lasts: 86_400_000, validateWithin: null, seats: [] } },
};
const missing = evidence({ candidates: read([]), files: read([]) });

function override(change: Partial<OverrideSummary> = {}): OverrideCandidate {
  const run: StartedRun = { ...done({ id: 50, event: 'workflow_dispatch' }), actor: ada, triggeringActor: ada };
  const { policy } = facts();
  return {
    artifact: artifact({ name: 'countersign-override.tracker', runId: 50 }),
    run: read(run),
    record: read({
      sha256: '5'.repeat(64),
      application: 'tracker',
      checkpoint: 'PRE',
      environment: 'production',
      verdict: 'PASS',
      subject: { commit: COMMIT, tree: TREE, images },
      policySha256: policy.sha256,
      run: { id: 50, attempt: 1 },
      request: {
        kind: 'day',
        reason: 'why',
        ticket: 'T-1',
        requester: { id: 77, login: 'ada' },
        requirements: ['all'],
        grantedAt: '2026-11-21T11:00:00.000Z',
        expires: '2026-11-22T11:00:00.000Z',
        validateBy: null,
      },
      approvals: [],
      ...change,
    }),
  };
}

const given = (change: Partial<GateFacts> = {}, more: Partial<GateFacts['rules']> = {}): GateFacts =>
  facts(
    {
      builds: read([build()]),
      evidence: [missing],
      apiTime: NOW,
      overrides: { found: read([override()]), validations: {} },
      ...change,
    },
    { ...rules, ...more },
  );

const said = (one: GateFacts): string => {
  const { decision } = decide(one);
  return [decision.verdict, ...decision.reasonCodes].join(' ');
};

describe('a gate with overrides', () => {
  test('passes with what is overridden marked as such, and nothing else', () => {
    expect(decide(given()).decision.requirements.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'record/build SATISFIED',
      'evidence/tests OVERRIDDEN',
      'link SATISFIED',
    ]);
    expect(said(given())).toBe('PASS');
  });

  test.each<[string, Partial<GateFacts>, string]>([
    ['no build is ever overridden', { builds: read([]) }, 'FAIL RECORD_MISSING EVIDENCE_MISSING'],
    [
      'other images',
      { builds: read([build({ subject: { commit: COMMIT, tree: TREE, images: {} } })]) },
      'FAIL EVIDENCE_MISSING',
    ],
    ['no time of GitHub', { apiTime: null }, 'ERROR EVIDENCE_MISSING GITHUB_UNREADABLE'],
    ['overrides that were not read', { overrides: undefined as never }, 'ERROR EVIDENCE_MISSING GITHUB_UNREADABLE'],
    [
      'overrides that could not be read',
      { overrides: { found: unavailable('403'), validations: {} } },
      'ERROR EVIDENCE_MISSING GITHUB_UNREADABLE',
    ],
    [
      'one that could not be read',
      {
        overrides: {
          found: read([{ ...override(), record: unavailable('altered', 'RECORD_UNREADABLE') }]),
          validations: {},
        },
      },
      'ERROR EVIDENCE_MISSING RECORD_UNREADABLE',
    ],
  ])('%s', (_, change, outcome) => expect(said(given(change))).toBe(outcome));

  test('a stranger’s artifact of that name is no error: anybody could stop every release by one', () => {
    const run = { ...done({ id: 50, event: 'pull_request' }), actor: ada, triggeringActor: ada };
    const found = read([{ ...override(), run: read(run), record: null }]);
    expect(said(given({ overrides: { found, validations: {} } }))).toBe('FAIL EVIDENCE_MISSING');
  });

  test('a checkpoint that asks for nothing stays an error, with an override and outside of a freeze', () => {
    const freeze = [{ from: '2030-01-01T00:00:00Z', to: '2030-01-02T00:00:00Z', reason: 'x', except: [] }];
    expect(said(given({ evidence: [] }, { evidence: [], freeze }))).toBe('ERROR NOTHING_REQUIRED');
  });

  test('before the merge no override counts', () => {
    const open = pull({ head: COMMIT });
    const pullRequests = {
      query: { commit: COMMIT, base: null, number: 7 },
      related: read([open]),
      reading: read(reading({ pull: open })),
    };
    const run = { ...facts().run, event: 'pull_request_review' };
    expect(said(given({ pullRequests, run }))).toBe('FAIL EVIDENCE_MISSING');
  });
});

const ask = (change: Partial<OverrideAsk> = {}): OverrideAsk => {
  const base = given();
  const { record } = override();
  if (record?.kind !== 'read') throw new Error('unread');
  const chief = { ...role(1, 2), via: 'environment' as const, environment: null };
  return {
    now: base.now,
    repository: base.repository,
    environment: base.environment,
    policy: base.policy,
    subject: base.subject,
    builds: base.builds,
    rules: { ...base.rules, roles: { chief } },
    rule: { lasts: 1, validateWithin: null, seats: [{ id: 'sign-off/chief', roles: ['chief'], line: 0 }] },
    run: {
      ...base.run,
      event: 'workflow_dispatch',
      actor: { id: 77, login: 'ada' },
      triggeringActor: 'ada',
    },
    request: record.value.request,
    approvals: read({
      reviews: [{ state: 'approved', user: person(1), comment: '', environments: ['sign-off-chief'] }],
      from: NOW,
      to: NOW,
      url: 'https://x',
    }),
    ...change,
  };
};

const granted = (change: Partial<OverrideAsk> = {}): string => {
  const { decision } = decideOverride(ask(change));
  return [decision.verdict, ...decision.reasonCodes].join(' ');
};

const approvedBy = (...reviews: { state?: 'approved' | 'rejected'; id: number; environment?: string }[]) =>
  read({
    reviews: reviews.map(({ state = 'approved', id, environment = 'sign-off-chief' }) => ({
      state,
      user: person(id),
      comment: '',
      environments: [environment],
    })),
    from: NOW,
    to: NOW,
    url: 'https://x',
  });

describe('asking for an override', () => {
  test('is granted by who holds the role, for the images of the build, and can be replayed', () => {
    expect(granted()).toBe('PASS');
    expect(decideOverride(ask()).subject.images).toEqual(images);
    const { tool, run } = exampleRecord();
    const context = { ...run, runId: run.id, runAttempt: 1, serverUrl: 'https://x' } as never;
    const record = overrideRecord(ask(), decideOverride(ask()), { tool, context });
    expect(replayRecord(seal(record).text).kind).toBe('identical');
    expect(replayRecord(seal({ ...record, facts: ask({ builds: read([]) }) }).text).kind).toBe('different');
  });

  test.each<[string, Partial<OverrideAsk>, string]>([
    ['without a build', { builds: read([]) }, 'FAIL RECORD_MISSING'],
    ['by nobody', { approvals: approvedBy() }, 'FAIL SIGNOFF_MISSING'],
    ['by a stranger', { approvals: approvedBy({ id: 9 }) }, 'FAIL SIGNOFF_MISSING'],
    ['through another environment', { approvals: approvedBy({ id: 1, environment: 'x' }) }, 'FAIL SIGNOFF_MISSING'],
    [
      'against a rejection',
      { approvals: approvedBy({ id: 1 }, { id: 2, state: 'rejected' }) },
      'FAIL SIGNOFF_OBJECTION',
    ],
    ['when approvals cannot be read', { approvals: unavailable('403') }, 'ERROR GITHUB_UNREADABLE'],
    ['to who approves', { run: { ...ask().run, triggeringActor: 'USER1' } }, 'FAIL OVERRIDE_UNTRUSTED SIGNOFF_SELF'],
    ['on a tag', { run: { ...ask().run, ref: 'refs/tags/main' } }, 'FAIL OVERRIDE_UNTRUSTED'],
  ])('%s is not', (_, change, outcome) => expect(granted(change)).toBe(outcome));

  test('names requirements that there are', () => {
    const asked = { ...ask().rules, after: ['BUILD'] };
    expect(requirementIds('evidence/tests, record/BUILD\nobjections evidence/tests', asked)).toEqual([
      'evidence/tests',
      'record/BUILD',
      'objections',
    ]);
    expect(() => requirementIds('record/BUILT', asked)).toThrow('did you mean "record/BUILD"');
    expect(() => requirementIds('evidence/test', asked)).toThrow('did you mean "evidence/tests"');
    expect(() => requirementIds('all record/build', asked)).toThrow('cannot be overridden');
    expect(() => requirementIds(' ,', asked)).toThrow('"requirements"');
  });
});

describe('the comment', () => {
  const one = facts({ pullRequests: { ...facts().pullRequests, reading: read(reading()) } });
  const marker = markerOf(one);
  const bot = { id: 1, login: 'github-actions', type: 'Bot' as const };

  test('is written once and then changed in place, ours before one that a person pasted', async () => {
    const world = emptyWorld();
    world.comments = [
      { id: 4, author: person(9), body: `${marker}\npasted`, pullRequest: 7 },
      { id: 5, author: bot, body: `${marker}\nold`, pullRequest: 7 },
      { id: 6, author: bot, body: `see ${marker}`, pullRequest: 7 },
    ];
    expect(await keepComment(fakeGitHub(world), one, 'new')).toEqual([]);
    expect(world.comments.map(({ id, body }) => [id, body.split('\n')[1]])).toEqual([
      [4, 'pasted'],
      [5, 'new'],
      [6, undefined],
    ]);
    const github = fakeGitHub(world);
    await keepComment(github, one, 'new');
    expect(github.calls()).toBe(1);
  });

  test('is for one checkpoint and environment, and never longer than GitHub takes', async () => {
    const world = emptyWorld();
    await keepComment(fakeGitHub(world), one, 'x'.repeat(99_999));
    await keepComment(fakeGitHub(world), { ...one, environment: 'beta' }, 'b');
    expect(world.comments).toHaveLength(2);
    expect(world.comments[0]?.body.length).toBeLessThan(65_536);
  });

  test('that cannot be written, or has nowhere to go, is a warning', async () => {
    const world = emptyWorld();
    world.faults.comments = unreadable('GET /comments');
    expect(await keepComment(fakeGitHub(world), one, 'x')).toMatchObject([{ level: 'warning' }]);
    const query = { commit: COMMIT, base: null, number: null };
    const none = facts({ pullRequests: { query, related: read([]), reading: null } });
    expect(await keepComment(fakeGitHub(emptyWorld()), none, 'x')).toMatchObject([{ level: 'warning' }]);
  });
});

test('a sign-off is supposed on the channel of its role and in its words', () => {
  const chief = { ...role(1), via: 'environment' as const };
  const qa = { ...role(2), meaning: 'I approve #${number} as ${role}' };
  const seats = ['chief', 'qa'].map((name) => ({ id: `sign-off/${name}`, roles: [name], line: 0 }));
  const open = pull({ head: COMMIT });
  const base = facts(
    {
      pullRequests: { ...facts().pullRequests, reading: read(reading({ reviews: [review(person(2), 'COMMENTED')] })) },
      environmentReviews: read({ reviews: [], from: NOW, to: NOW, url: open.url }),
      run: { ...facts().run, sha: COMMIT },
    },
    { roles: { chief, qa }, seats },
  );
  const statuses = (one: GateFacts) =>
    decide(one)
      .decision.requirements.filter(({ id }) => id.startsWith('sign-off/'))
      .map(({ id, code }) => `${id} ${code}`);
  expect(statuses(base)).toEqual(['sign-off/chief SIGNOFF_MISSING', 'sign-off/qa SIGNOFF_MISSING']);
  const signed = withSignOffs(base, [
    { role: 'chief', login: 'user1' },
    { role: 'qa', login: 'USER2' },
  ]);
  expect(statuses(signed)).toEqual(['sign-off/chief OK', 'sign-off/qa SIGNOFF_AFTER_MERGE']);
});
