import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import { decideOverride } from '../../../action-validate/decide-override.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import type { OverrideAsk } from '../../../action-validate/override-facts.ts';
import { read } from '../../../shared/domain/fact.ts';
import type { OverrideCandidate } from '../../../shared/policy/granted-override.ts';
import { seatsOf } from '../../../shared/policy/roles.ts';
import { sameImages } from '../../../shared/policy/same-images.ts';
import { teamQuestions } from '../../../shared/policy/team-roles.ts';
import { commit, HEAD, person, pull, pushed, review, role } from '../shared/policy/people.ts';
import { everything, override } from './everything.ts';
import { build, COMMIT, done, facts, images, NOW, reading, record, rule, TREE } from './facts.ts';

const of = (id: string, given: GateFacts): string => {
  const found = decide(given).decision.requirements.find((one) => one.id === id);
  return found === undefined ? 'absent' : `${found.status} ${found.code}`;
};

/** An override of this very decision, granted an hour ago. */
function granted(change: Parameters<typeof override>[0] = {}): OverrideCandidate {
  const one = override({
    subject: { commit: COMMIT, tree: TREE, images },
    request: {
      ...{ kind: 'day', reason: 'x', ticket: 'T-1', requester: { id: 1, login: 'user1' }, requirements: ['all'] },
      ...{ grantedAt: '2026-11-21T11:00:00Z', expires: '2026-11-22T11:00:00Z', validateBy: null },
    },
    ...change,
  });
  const run = one.run.kind === 'read' ? read({ ...one.run.value, headSha: COMMIT }) : one.run;
  return { ...one, run, artifact: { ...one.artifact, headSha: COMMIT } };
}
const withOverride = (
  one: OverrideCandidate,
  more: Partial<GateFacts> = {},
  rules: Partial<GateFacts['rules']> = {},
): GateFacts =>
  everything(
    {
      overrides: { found: read([one]), validations: {} },
      environmentReviews: read({ reviews: [], from: NOW, to: NOW, url: 'x' }),
      ...more,
    },
    rules,
  );

describe('a granted override', () => {
  test('stands in for a sign-off that is missing', () => {
    expect(of('sign-off/release', withOverride(granted()))).toBe('OVERRIDDEN SIGNOFF_MISSING');
    expect(decide(withOverride(granted())).decision.verdict).toBe('PASS');
  });
  test('not before the merge, and nothing of the past is asked there', () => {
    const before = withOverride(granted(), { run: { ...facts().run, event: 'pull_request' } });
    expect(of('sign-off/release', before)).toBe('UNSATISFIED SIGNOFF_MISSING');
    for (const id of ['link', 'changes', 'promotion', 'record/build']) expect(of(id, before)).toBe('absent');
  });
  test.each<[string, Parameters<typeof override>[0]]>([
    ['of other images', { subject: { commit: COMMIT, tree: TREE, images: { ...images, other: images.backend } } }],
    ['of another tree', { subject: { commit: COMMIT, tree: 'e'.repeat(40), images } }],
    ['of another configuration', { policySha256: '0'.repeat(64) }],
    ['that was not granted', { verdict: 'FAIL' }],
    ['of a rerun', { run: { id: 30, attempt: 2 } }],
  ])('not one %s', (_, change) => {
    expect(of('sign-off/release', withOverride(granted(change)))).toBe('UNSATISFIED SIGNOFF_MISSING');
  });
  test('breaks only the freeze whose exception it is', () => {
    const frozen = (except: string[]): string =>
      of(
        'freeze',
        withOverride(
          granted(),
          {},
          { freeze: [{ from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z', reason: 'x', except }] },
        ),
      );
    expect(frozen(['day'])).toBe('OVERRIDDEN CODE_FREEZE');
    expect(frozen(['quick'])).toBe('UNSATISFIED CODE_FREEZE');
    expect(frozen([])).toBe('UNSATISFIED CODE_FREEZE');
  });
  test('never for what cannot be read, the build or the link', () => {
    const gone = { kind: 'unavailable' as const, code: 'GITHUB_UNREADABLE' as const, reason: 'GET …: 403' };
    expect(of('record/build', withOverride(granted(), { builds: gone }))).toBe('ERROR GITHUB_UNREADABLE');
    const base = everything();
    const broken = {
      ...base.history,
      merges: { [Object.keys(base.history?.merges ?? {})[0] ?? '']: read('9'.repeat(40)) },
    };
    expect(of('link', withOverride(granted(), { history: broken as GateFacts['history'] & object }))).toBe(
      'UNSATISFIED LINK_BROKEN',
    );
  });
});

describe('a promise', () => {
  const promised = (...validations: ReturnType<typeof record>[]): string =>
    of(
      'overrides/validation',
      everything({ overrides: { found: read([override()]), validations: { ['7'.repeat(64)]: read(validations) } } }),
    );
  const run = done({ id: 32, headSha: '1'.repeat(40) });
  const made = (change: Parameters<typeof record>[0]): ReturnType<typeof record> => {
    const subject = { commit: '1'.repeat(40), tree: TREE, images: {} };
    const one = record({ checkpoint: 'PRE', environment: 'production', subject, ...change }, { run });
    return { ...one, artifact: { ...one.artifact, headSha: '1'.repeat(40) } };
  };
  test('is open while only an overridden gate has passed, and kept by one that was not', () => {
    expect(promised(made({ overridden: ['sign-off/qa'] }))).toBe('UNSATISFIED OVERRIDE_VALIDATION_OVERDUE');
    expect(promised(made({ overridden: ['sign-off/qa'] }), made({}))).toBe('absent');
    expect(promised(made({ overridden: ['sign-off/qa'] }), made({ verdict: 'FAIL' }))).toBe(
      'UNSATISFIED OVERRIDE_VALIDATION_OVERDUE',
    );
    expect(promised(made({ overridden: ['sign-off/qa'] }), made({ environment: 'beta' }))).toBe(
      'UNSATISFIED OVERRIDE_VALIDATION_OVERDUE',
    );
  });
  test('is not kept by a record of a fork', () => {
    const one = made({});
    const fork = { ...one, artifact: { ...one.artifact, headRepositoryId: 1 } };
    expect(promised(made({ overridden: ['x'] }), fork)).toBe('UNSATISFIED OVERRIDE_VALIDATION_OVERDUE');
  });
});

describe('asking for an override', () => {
  const base = facts();
  const ask = (change: Partial<OverrideAsk> = {}, run: Partial<OverrideAsk['run']> = {}): OverrideAsk => ({
    ...{ now: NOW, repository: base.repository, environment: 'production', policy: base.policy, subject: base.subject },
    ...{
      builds: read([build()]),
      rules: {
        ...base.rules,
        builds: 'required' as const,
        roles: { chief: { ...role(5), via: 'environment' as const } },
      },
    },
    rule: { lasts: 1, validateWithin: null, seats: seatsOf(['chief']) },
    request: {
      ...{ kind: 'day', reason: 'x', ticket: 'T-1', requester: { id: 9, login: 'user9' }, requirements: ['all'] },
      ...{ grantedAt: NOW, expires: NOW, validateBy: null },
    },
    approvals: read({
      reviews: [{ state: 'approved', user: person(5), comment: '', environments: ['sign-off-chief'] }],
      ...{ from: NOW, to: NOW, url: 'https://x' },
    }),
    run: {
      ...base.run,
      event: 'workflow_dispatch',
      ref: 'refs/heads/main',
      actor: { id: 9, login: 'user9' },
      triggeringActor: 'user9',
      ...run,
    },
    ...change,
  });
  const asked = (...given: Parameters<typeof ask>) => {
    const { decision, subject, previous, stage } = decideOverride(ask(...given));
    const codes = decision.requirements.map(({ id, status, code }) => `${id} ${status} ${code}`);
    return { verdict: decision.verdict, codes, subject, previous, stage };
  };

  test('is granted for the images that were built', () => {
    expect(asked()).toMatchObject({
      verdict: 'PASS',
      subject: { commit: COMMIT, images },
      previous: 'b'.repeat(64),
      stage: 'merged',
    });
    expect(asked().codes).toEqual([
      'override/dispatched SATISFIED OK',
      'record/build SATISFIED OK',
      'sign-off/chief SATISFIED OK',
      'objections SATISFIED OK',
    ]);
  });
  test.each<[string, Partial<OverrideAsk['run']>]>([
    ['by a push', { event: 'push' }],
    ['on another branch', { ref: 'refs/heads/other' }],
    ['on a tag', { ref: 'refs/tags/main' }],
    ['by a rerun', { attempt: 2 }],
    ['in the name of somebody else', { triggeringActor: 'user5' }],
  ])('not %s', (_, run) => {
    expect(asked({}, run)).toMatchObject({
      verdict: 'FAIL',
      codes: expect.arrayContaining(['override/dispatched UNSATISFIED OVERRIDE_UNTRUSTED']),
    });
  });
  test('not by whoever approves it, not without approvals, and not without the build', () => {
    const own = { request: { ...ask().request, requester: { id: 5, login: 'user5' } } };
    expect(asked(own).codes).toContain('sign-off/chief UNSATISFIED SIGNOFF_SELF');
    const gone = { kind: 'unavailable' as const, code: 'ROLE_UNRESOLVED' as const, reason: 'x' };
    expect(asked({ approvals: gone }).codes).toContain('sign-offs ERROR ROLE_UNRESOLVED');
    expect(asked({ builds: read([]) }).codes).toContain('record/build UNSATISFIED RECORD_MISSING');
    const none = asked({ builds: read([]), rules: { ...ask().rules, builds: 'none' } });
    expect(none).toMatchObject({ verdict: 'PASS', subject: { images: {} }, previous: null });
    const bad = asked({ builds: read([build({ verdict: 'FAIL' })]), rules: { ...ask().rules, builds: 'optional' } });
    expect(bad.codes).toContain('record/build UNSATISFIED RECORD_NOT_PASS');
  });
});

test('of several images every one has to be the same', () => {
  const other = { name: 'ghcr.io/acme/other', digest: `sha256:${'3'.repeat(64)}` as const };
  expect(sameImages({ ...images, other }, { ...images, other })).toBe(true);
  expect(sameImages({ ...images, other }, { ...images, other: images.backend })).toBe(false);
  expect(sameImages({ backend: other, other }, { ...images, other })).toBe(false);
  expect(sameImages(images, { other: images.backend })).toBe(false);
});

test('teams are asked about those who could sign or have objected, each once', () => {
  const roles = { qa: { ...role(), team: 'acme/qa' }, safety: { ...role(), team: 'acme/safety' }, lead: role(1) };
  const signature = (id: number, standing: 'signed' | 'unproven' | 'objected' | 'stale') => ({
    ...{
      person: { id, login: `user${id}` },
      channel: 'review' as const,
      environment: null,
      standing,
      code: 'OK' as const,
    },
    ...{ what: '', why: '', link: '', needs: 'none' as const, afterMerge: null, body: '', edited: null },
  });
  const all = [
    signature(1, 'signed'),
    signature(2, 'unproven'),
    signature(3, 'objected'),
    signature(4, 'stale'),
    signature(1, 'signed'),
  ];
  const asked = teamQuestions(seatsOf(['qa', 'lead']), roles, all).map(({ role: name, team, person: { id } }) => [
    name,
    team,
    id,
  ]);
  expect(asked).toEqual([
    ['qa', 'acme/qa', 1],
    ['qa', 'acme/qa', 2],
    ['qa', 'acme/qa', 3],
    ['safety', 'acme/safety', 3],
  ]);
});

test('who pushed other commits to the branch is no author of this one', () => {
  const base = facts();
  const log = [...pushed(), { after: '4'.repeat(40), at: '2023-11-13T00:00:00Z', type: 'push', by: person(1) }];
  const given = (activity: typeof log): GateFacts =>
    facts({ pullRequests: { ...base.pullRequests, reading: read(reading({ activity: read(activity) })) } });
  expect(of('sign-off/qa', given(log))).toBe('SATISFIED OK');
  expect(of('sign-off/qa', given([{ after: HEAD, at: '2023-11-14T00:00:00Z', type: 'push', by: person(1) }]))).toBe(
    'UNSATISFIED SIGNOFF_SELF',
  );
  expect(of('sign-off/qa', given([{ after: HEAD, at: '2023-11-14T00:00:00Z', type: 'push', by: null as never }]))).toBe(
    'SATISFIED OK',
  );
});

test('an approval in the very second of a push is not carried over it', () => {
  const old = '4'.repeat(40);
  const at = (time: string): string => `2026-11-20T${time}:00Z`;
  const log = [
    { after: HEAD, at: at('10:00'), type: 'push', by: person(901) },
    { after: old, at: at('08:00'), type: 'push', by: person(901) },
  ];
  const judged = (time: string): string => {
    const one = review(person(1), 'APPROVED', { submittedAt: at(time), commit: old });
    const base = facts();
    const open = reading({ activity: read(log), reviews: [one], commits: [commit()] });
    return of(
      'sign-off/qa',
      facts(
        { pullRequests: { ...base.pullRequests, reading: read(open) } },
        { roles: { qa: { ...role(1), carryOver: 'same-tree' } } },
      ),
    );
  };
  expect(judged('09:59')).toBe('SATISFIED OK');
  expect(judged('10:00')).toBe('UNSATISFIED SIGNOFF_STALE_PUSH');
  expect([pull().number, rule().name]).toEqual([7, 'tests']);
});
