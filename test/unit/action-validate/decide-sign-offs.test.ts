import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts, PullRequestReading } from '../../../action-validate/gate-facts.ts';
import type { BranchActivity, Commit, EnvironmentReview, Review } from '../../../shared/adapters/github/port.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import type { RoleHolders } from '../../../shared/policy/roles.ts';
import { commit, HEAD, OLD, person, pull, review, role } from '../shared/policy/people.ts';
import { COMMIT, facts, merged, reading, TREE } from './facts.ts';

type Rules = Partial<GateFacts['rules']>;

const seat = (...roles: string[]) => ({ id: `sign-off/${roles.join('|')}`, roles, line: 0 });
const given = (more: Partial<PullRequestReading>, rules: Rules = {}, also: Partial<GateFacts> = {}): GateFacts => {
  const base = facts();
  return facts({ pullRequests: { ...base.pullRequests, reading: read(reading(more)) }, ...also }, rules);
};
const result = (id: string, one: GateFacts) => decide(one).decision.requirements.find((found) => found.id === id);
const said = (id: string, one: GateFacts): string => {
  const found = result(id, one);
  return found === undefined ? 'absent' : `${found.status} ${found.code}: ${found.seen}`;
};
const qa = (one: GateFacts): string => said('sign-off/qa', one);
const told = (id: string, one: GateFacts): readonly string[] =>
  (result(id, one)?.observations ?? []).map(({ what, counted, why }) => `${counted ? '+' : '-'} ${what}: ${why}`);
const holds = (change: Partial<RoleHolders>): Rules => ({ roles: { qa: { ...role(1, 2), ...change } } });

const at = (time: string): string => `2026-11-20T${time}:00Z`;
const push = (after: string, time: string): BranchActivity => ({ after, at: at(time), type: 'push', by: person(901) });
const approval = (time: string, change: Partial<Review> = {}): Review =>
  review(person(1), 'APPROVED', { submittedAt: at(time), ...change });

describe('an approval and the log of the branch', () => {
  const log = read([push(HEAD, '10:00')]);
  const short = HEAD.slice(0, 12);

  test('after the push, in its very second, and before it', () => {
    const judged = (time: string): string => qa(given({ activity: log, reviews: [approval(time)] }));
    expect(judged('10:01')).toBe(`SATISFIED OK: Person 1 (user1) as qa: approved the head ${short} on ${at('10:01')}`);
    for (const time of ['10:00', '09:59'])
      expect(judged(time)).toBe(
        `UNSATISFIED SIGNOFF_STALE_PUSH: Person 1 approved, but it was submitted at ${at(time)}, not after the head ${short} was pushed at ${at('10:00')}`,
      );
  });

  test('of the same content by another commit, and of another content', () => {
    const other = (tree: string): string =>
      qa(given({ activity: log, reviews: [approval('10:01', { commit: OLD, tree })] }));
    expect(other('c'.repeat(40))).toContain(
      `SATISFIED OK: Person 1 (user1) as qa: approved the same content as the head ${short}`,
    );
    expect(other('d'.repeat(40))).toBe(
      `UNSATISFIED SIGNOFF_STALE_COMMIT: Person 1 approved, but it is about ${OLD.slice(0, 12)}, the head is ${short} with other content`,
    );
    const byList = [commit(), commit({ sha: OLD, tree: 'c'.repeat(40) })];
    const unsaid = approval('10:01', { commit: OLD, tree: null });
    expect(qa(given({ activity: log, reviews: [unsaid], commits: byList }))).toContain('SATISFIED OK');
    expect(qa(given({ activity: log, reviews: [unsaid] }))).toContain('UNSATISFIED SIGNOFF_STALE_COMMIT');
  });

  test('that cannot be read, or does not know the head', () => {
    const gone = unavailable('GET …: 403');
    expect(qa(given({ activity: gone }))).toBe(
      'ERROR SIGNOFF_PUSH_UNKNOWN: Person 1 approved, but when the head was pushed is not known (GET …: 403)',
    );
    expect(qa(given({ activity: read([]) }))).toContain(
      `ERROR SIGNOFF_PUSH_UNKNOWN: Person 1 approved, but GitHub's log of feature does not say when ${short} was pushed`,
    );
    const other = [approval('10:01', { commit: OLD, tree: 'd'.repeat(40) })];
    for (const activity of [gone, read([])])
      expect(qa(given({ activity, reviews: other }))).toContain('UNSATISFIED SIGNOFF_STALE_COMMIT');
  });

  test('a branch that is pushed again after the merge does not count', () => {
    const later = { ...push(HEAD, '10:00'), at: '2026-11-21T10:30:00Z' };
    const again = read([later, push(HEAD, '10:00')]);
    expect(qa(given({ activity: again, reviews: [approval('10:01')] }))).toContain('SATISFIED OK');
    const open = pull({ head: COMMIT, mergedAt: null });
    const before = {
      ...{ pull: open, commits: [commit({ sha: COMMIT })] },
      activity: read([{ ...later, after: COMMIT }, push(COMMIT, '10:00')]),
      reviews: [approval('10:01', { commit: COMMIT })],
    };
    const related = { query: { commit: COMMIT, base: null, number: null }, related: read([open]) };
    const one = facts({ pullRequests: { ...related, reading: read(reading(before)) } });
    expect(qa(one)).toContain('UNSATISFIED SIGNOFF_STALE_PUSH');
    const atMerge = { ...push(HEAD, '10:00'), at: merged.mergedAt ?? '' };
    expect(qa(given({ activity: read([atMerge]), reviews: [approval('10:01')] }))).toContain('SIGNOFF_STALE_PUSH');
  });
});

describe('carry-over', () => {
  const log = read([push(OLD, '08:00'), push(HEAD, '10:00')]);
  const old = { commit: OLD, tree: 'c'.repeat(40) };
  const carried = (carryOver: RoleHolders['carryOver'], more: Partial<PullRequestReading>): string =>
    qa(given({ activity: log, ...more }, holds({ carryOver })));

  test('same-tree: from the commit that the branch was at, when its files are the same', () => {
    const same = { reviews: [approval('09:00', old)] };
    expect(carried('same-tree', same)).toContain('SATISFIED OK');
    expect(carried('same-tree', same)).toContain('which has the same tree');
    expect(carried('clean-update', same)).toContain('SATISFIED OK');
    expect(carried('none', same)).toContain('UNSATISFIED SIGNOFF_STALE_PUSH: Person 1 approved, but it approved');
    const listed = {
      reviews: [approval('09:00', { ...old, tree: null })],
      commits: [commit(), commit({ sha: OLD, tree: 'c'.repeat(40) })],
    };
    expect(carried('same-tree', listed)).toContain('SATISFIED OK');
    expect(carried('same-tree', { reviews: [approval('09:00', { ...old, tree: null })] })).toContain('STALE_COMMIT');
    expect(carried('same-tree', { reviews: [approval('09:00', { ...old, tree: 'd'.repeat(40) })] })).toContain(
      'STALE_COMMIT',
    );
  });

  test('same-tree: not in the second of a push, nor before the branch was there', () => {
    for (const time of ['08:00', '07:00'])
      expect(carried('same-tree', { reviews: [approval(time, old)] })).toContain('SIGNOFF_STALE_PUSH');
  });

  test('clean-update: over merges of the base alone that git makes again', () => {
    const BASE = '7'.repeat(40);
    const merge = (change: Partial<Commit> = {}) => commit({ parents: [OLD, BASE], tree: 'd'.repeat(40), ...change });
    const first = commit({ sha: OLD, tree: 'e'.repeat(40), parents: ['6'.repeat(40)] });
    const update = (
      head: Commit,
      updates: Record<string, string>,
      carryOver: RoleHolders['carryOver'] = 'clean-update',
    ) =>
      carried(carryOver, {
        ...{ commits: [first, head], updates },
        reviews: [approval('09:00', { commit: OLD, tree: 'e'.repeat(40) })],
      });
    expect(update(merge(), { [HEAD]: 'clean' })).toContain('which only merges main without a hand');
    expect(update(merge(), { [HEAD]: 'clean' }, 'same-tree')).toContain('UNSATISFIED SIGNOFF_STALE');
    expect(update(merge(), { [HEAD]: 'somebody had a hand in it' })).toContain('STALE_COMMIT');
    expect(update(merge(), {})).toContain('STALE_COMMIT');
    expect(update(merge({ parents: [OLD] }), { [HEAD]: 'clean' })).toContain('STALE_COMMIT');
    expect(update(merge({ parents: [OLD, BASE, '8'.repeat(40)] }), { [HEAD]: 'clean' })).toContain('STALE_COMMIT');
    expect(update(merge({ parents: ['5'.repeat(40), BASE] }), { [HEAD]: 'clean' })).toContain('STALE_COMMIT');
    expect(update(merge({ parents: [OLD, OLD] }), { [HEAD]: 'clean' })).toContain('STALE_COMMIT');
  });

  test('clean-update: over two merges, and not when one of them is not clean', () => {
    const MIDDLE = '9'.repeat(40);
    const commits = [
      commit({ sha: OLD, tree: 'e'.repeat(40), parents: ['6'.repeat(40)] }),
      commit({ sha: MIDDLE, tree: '1'.repeat(40), parents: [OLD, '7'.repeat(40)] }),
      commit({ parents: [MIDDLE, '8'.repeat(40)], tree: 'd'.repeat(40) }),
    ];
    const reviews = [approval('09:00', { commit: OLD, tree: 'e'.repeat(40) })];
    const both = (updates: Record<string, string>): string => carried('clean-update', { commits, reviews, updates });
    expect(both({ [HEAD]: 'clean', [MIDDLE]: 'clean' })).toContain('SATISFIED OK');
    expect(both({ [HEAD]: 'clean' })).toContain('STALE_COMMIT');
    expect(both({ [MIDDLE]: 'clean' })).toContain('STALE_COMMIT');
  });
});

describe('after the merge', () => {
  const MERGED = merged.mergedAt ?? '';
  const late = (change: Partial<Review> = {}): Review =>
    review(person(1), 'APPROVED', { submittedAt: '2026-11-21T10:30:00Z', ...change });
  test('an approval counts where the role says so, and says it', () => {
    expect(qa(given({ reviews: [late()] }))).toBe(
      `UNSATISFIED SIGNOFF_AFTER_MERGE: Person 1 approved, but after the merge at ${MERGED}, which qa does not accept`,
    );
    expect(qa(given({ reviews: [late()] }, holds({ afterMerge: true })))).toContain(`, after the merge at ${MERGED}`);
    expect(qa(given({ reviews: [late({ submittedAt: MERGED })] }))).toContain('SATISFIED OK');
  });
  test('what was signed before is not undone by an approval, but by a change request or a dismissal', () => {
    const before = review(person(1), 'APPROVED', { submittedAt: at('12:00') });
    const twice = given({ reviews: [before, late()] });
    expect(qa(twice)).toContain(
      `SATISFIED OK: Person 1 (user1) as qa: approved the head aaaaaaaaaaaa on ${at('12:00')}`,
    );
    expect(told('objections', twice)).toEqual([]);
    expect(qa(given({ reviews: [before, late({ state: 'DISMISSED' })] }))).toContain('UNSATISFIED SIGNOFF_MISSING');
    const objected = given({ reviews: [review(person(1), 'CHANGES_REQUESTED', { submittedAt: at('12:00') }), late()] });
    expect(qa(objected)).toContain('SIGNOFF_AFTER_MERGE');
    expect(told('objections', objected)).toEqual(['- review by user1: a later review by the same person replaces it']);
  });
});

describe('what a role asks for', () => {
  const PHRASE = 'I approve it';
  const saying = (body: string, edited: Review['edited'] = null): string =>
    qa(given({ reviews: [review(person(1), 'APPROVED', { body, edited })] }, holds({ meaning: PHRASE })));
  test('words, never edited', () => {
    expect(saying(PHRASE)).toContain(`SATISFIED OK`);
    expect(saying(PHRASE)).toContain(`, saying "${PHRASE}"`);
    expect(saying('yes')).toBe(`UNSATISFIED SIGNOFF_MEANING: Person 1 approved, but without the line "${PHRASE}"`);
    expect(saying(PHRASE, 'unknown')).toContain(
      'ERROR SIGNOFF_EDIT_UNKNOWN: Person 1 approved, but whether the review was edited',
    );
    expect(saying(PHRASE, { at: at('11:00'), by: person(9) })).toBe(
      `UNSATISFIED SIGNOFF_EDITED: Person 1 approved, but the review was edited at ${at('11:00')} by user9`,
    );
  });

  test('is told as it is needed', () => {
    const needed = (rules: Rules): string => result('sign-off/qa', given({}, rules))?.needed ?? '';
    expect(needed({})).toBe('an approval of the head by someone who holds qa and is not an author');
    expect(needed(holds({ meaning: PHRASE }))).toContain(`not an author, saying "${PHRASE}"`);
    expect(needed(holds({ via: 'environment' }))).toContain('an approval of the environment in this run by someone');
    const any = {
      seats: [seat('qa', 'lead')],
      roles: { qa: { ...role(1), via: 'environment' as const }, lead: role(2) },
    };
    expect(result('sign-off/qa|lead', given({}, any))?.needed).toContain(
      'an approval of the head by someone who holds qa or lead',
    );
  });

  test('and of several reasons the one that tells most is shown', () => {
    const both = (...states: Review[]): string => qa(given({ reviews: states }));
    const stale = review(person(1), 'APPROVED', { commit: OLD, tree: 'd'.repeat(40) });
    const withdrawn = review(person(2), 'DISMISSED');
    expect(both(withdrawn, stale)).toContain('SIGNOFF_STALE_COMMIT: Person 1 approved, but');
    expect(both(withdrawn)).toBe(
      'UNSATISFIED SIGNOFF_MISSING: the review of Person 2 does not count: it was dismissed, and a dismissal does not bring an older approval back',
    );
    expect(both(review(person(2), 'CHANGES_REQUESTED'), stale)).toBe(
      'UNSATISFIED SIGNOFF_OBJECTION: Person 2 requested changes',
    );
    expect(both(review(person(1), 'APPROVED', { submittedAt: null }))).toContain('GitHub gives no time of submission');
    expect(both()).toBe('UNSATISFIED SIGNOFF_MISSING: nobody has signed');
  });

  test('who can act: not an author, nobody who signs elsewhere, a member of a team, or whoever keeps the roles', () => {
    const who = (more: Partial<PullRequestReading>, rules: Rules, id = 'sign-off/qa') =>
      result(id, given(more, rules))?.whoCanFix;
    expect(who({ reviews: [] }, {})).toEqual(['Person 1 (user1)', 'Person 2 (user2)']);
    const author = { roles: { qa: { ...role(1), holders: [{ id: 901, login: 'writer', name: 'writer' }] } } };
    expect(who({ reviews: [review(person(901, 'writer'), 'APPROVED')] }, author)).toEqual([
      'whoever keeps the roles: no holder is left who may sign',
    ]);
    expect(who({ reviews: [] }, author)).toEqual(['writer']);
    const two = { seats: [seat('qa'), seat('lead')], roles: { qa: role(1), lead: role(1, 2) } };
    expect(who({ reviews: [review(person(1), 'APPROVED')] }, two, 'sign-off/lead')).toEqual(['Person 2 (user2)']);
    const team = { roles: { qa: { ...role(), team: 'acme/qa' } } };
    expect(result('sign-off/qa', given({ reviews: [] }, team, { teams: { qa: read([]) } }))?.whoCanFix).toEqual([
      'a member of acme/qa',
    ]);
    expect(said('sign-off/qa', given({ reviews: [] }, team))).toBe('ERROR ROLE_UNRESOLVED: qa: nobody was asked about');
  });

  test('reviews that are not needed, and those of who signs elsewhere, are told', () => {
    const rules = { seats: [seat('qa'), seat('lead')], roles: { qa: role(1, 2), lead: role(1) } };
    const one = given({ reviews: [review(person(1), 'APPROVED'), review(person(2), 'APPROVED')] }, rules);
    expect(told('sign-off/qa', one)).toEqual([
      '- review by user1: the same person signs as lead',
      expect.stringMatching(/^\+ review by user2: approved the head/),
    ]);
    const spare = given({ reviews: [review(person(1), 'APPROVED'), review(person(2), 'APPROVED')] });
    expect(told('sign-off/qa', spare)[1]).toBe('- review by user2: it is not needed: the sign-off is there already');
    expect(
      said(
        'sign-off/lead',
        given({ reviews: [review(person(1), 'APPROVED')] }, { ...rules, roles: { qa: role(1), lead: role(1) } }),
      ),
    ).toContain('SIGNOFF_DISTINCT: Person 1 signs as qa already');
  });
});

describe('by environment', () => {
  const qaReview = (change: Partial<EnvironmentReview> = {}): EnvironmentReview => ({
    ...{ state: 'approved', user: person(1), comment: '', environments: ['sign-off-qa'] },
    ...change,
  });
  const run = (...reviews: EnvironmentReview[]) =>
    read({ reviews, from: at('08:00'), to: at('09:00'), url: 'https://x' });
  const judged = (rules: Rules, ...reviews: EnvironmentReview[]): GateFacts =>
    given({ reviews: [] }, { ...holds({ via: 'environment' }), ...rules }, { environmentReviews: run(...reviews) });

  test.each<[string, Partial<EnvironmentReview>, string]>([
    [
      'an approval',
      {},
      'SATISFIED OK: Person 1 (user1) as qa: approved the environment sign-off-qa in this run, between',
    ],
    ['one of another environment', { environments: ['other'] }, 'UNSATISFIED SIGNOFF_MISSING: nobody has signed'],
    ['one of several', { environments: ['other', 'sign-off-qa'] }, 'SATISFIED OK'],
    ['one by a deleted account', { user: null }, 'UNSATISFIED SIGNOFF_MISSING: nobody has signed'],
    ['one by a bot', { user: { ...person(1), type: 'Bot' } }, 'UNSATISFIED SIGNOFF_MISSING: nobody has signed'],
    ['one that waits', { state: 'pending' }, 'UNSATISFIED SIGNOFF_MISSING: nobody has signed'],
    ['one by an author', { user: person(901) }, 'UNSATISFIED SIGNOFF_MISSING: nobody has signed'],
    [
      'a rejection',
      { state: 'rejected' },
      'UNSATISFIED SIGNOFF_OBJECTION: Person 1 rejected the environment sign-off-qa',
    ],
  ])('%s', (_, change, expected) => {
    expect(qa(judged({}, qaReview(change)))).toContain(expected);
  });

  test('an author who holds the role is told so', () => {
    const author = judged({ roles: { qa: { ...role(901), via: 'environment' } } }, qaReview({ user: person(901) }));
    expect(qa(author)).toContain('UNSATISFIED SIGNOFF_SELF: Person 901 approved, but wrote commit aaaaaaaaaaaa');
  });

  test('what cannot count is told with its reason', () => {
    const passed = judged(
      {},
      qaReview({ user: null }),
      qaReview({ user: { ...person(1), type: 'Bot' } }),
      qaReview({ state: 'pending' }),
    );
    expect(told('objections', passed)).toEqual([
      '- approved of sign-off-qa by a deleted account: the account is deleted',
      '- approved of sign-off-qa by user1: bot accounts cannot sign',
      '- pending of sign-off-qa by user1: it is not decided',
    ]);
  });

  test('a rejection undoes the approval of the same person and environment, and no other', () => {
    const undone = judged({}, qaReview(), qaReview({ state: 'rejected' }));
    expect(qa(undone)).toContain('SIGNOFF_OBJECTION');
    expect(told('objections', undone)).toContain(
      '- approved of sign-off-qa by user1: the same person rejected it in this run',
    );
    const other = judged({}, qaReview(), qaReview({ state: 'rejected', user: person(2), environments: ['other'] }));
    expect(qa(other)).toContain('SATISFIED OK');
    expect(said('objections', other)).toContain('SIGNOFF_OBJECTION');
    const elsewhere = judged({}, qaReview(), qaReview({ state: 'rejected', environments: ['other'] }));
    expect(qa(elsewhere)).toContain('SATISFIED OK');
  });

  test('a named environment, a run of another commit, and approvals that were not read', () => {
    const named = { roles: { qa: { ...role(1), via: 'environment' as const, environment: 'quality' } } };
    expect(qa(judged(named, qaReview()))).toContain('SIGNOFF_MISSING');
    expect(qa(judged(named, qaReview({ environments: ['quality'] })))).toContain('SATISFIED OK');
    const base = judged({}, qaReview());
    expect(qa({ ...base, run: { ...base.run, sha: OLD } })).toContain(
      'ERROR ROLE_UNRESOLVED: qa: this run is of commit bbbbbbbbbbbb',
    );
    expect(qa({ ...base, environmentReviews: null })).toContain(
      'ERROR ROLE_UNRESOLVED: qa: approvals of environments were not read',
    );
    expect(qa({ ...base, environmentReviews: unavailable('GET …: 403') })).toContain(
      'ERROR ROLE_UNRESOLVED: qa: GET …: 403',
    );
  });
});

describe('objections', () => {
  test('of who could hold a role whose team was not read are an error', () => {
    const rules = { roles: { qa: role(1), team: { ...role(), team: 'acme/qa' } } };
    const objected = [review(person(1), 'APPROVED'), review(person(9), 'CHANGES_REQUESTED')];
    const one = given({ reviews: objected }, rules);
    expect(said('objections', one)).toBe(
      'ERROR ROLE_UNRESOLVED: user9 objected and could hold team: nobody was asked about',
    );
    const member = { teams: { team: read([{ id: 9, login: 'user9', name: 'user9' }]) } };
    expect(said('objections', given({ reviews: objected }, rules, member))).toContain(
      'changes requested by user9 (team)',
    );
    expect(said('objections', given({ reviews: objected }, rules, { teams: { team: read([]) } }))).toContain(
      'SATISFIED OK',
    );
    const holder = [review(person(1), 'CHANGES_REQUESTED'), review(person(9), 'CHANGES_REQUESTED')];
    expect(said('objections', given({ reviews: holder }, rules))).toContain(
      'UNSATISFIED SIGNOFF_OBJECTION: changes requested by user1 (qa)',
    );
    expect(said('objections', given({}, rules))).toContain('SATISFIED OK: no change request stands');
  });
  test('list the reviews that belong to no role', () => {
    const one = given({ reviews: [review(person(1), 'APPROVED'), review(person(78), 'APPROVED')] });
    expect(told('objections', one)).toEqual([
      expect.stringMatching(/^- review by user78: holds no role of the configuration \(approved the head/),
    ]);
  });
});

describe('the pull request of the commit', () => {
  const base = facts();
  const related = (...pulls: (typeof merged)[]): GateFacts =>
    facts({ pullRequests: { ...base.pullRequests, related: read(pulls) } });
  test('two that fit, none, one that is not protected, one that is another one', () => {
    expect(said('sign-offs', related(merged, { ...merged, number: 8 }))).toContain(
      'ERROR PULL_REQUEST_AMBIGUOUS: #7, #8 all fit commit',
    );
    expect(said('sign-offs', related())).toContain('UNSATISFIED PULL_REQUEST_MISSING: no pull request made commit');
    expect(said('sign-offs', given({ baseProtected: false }))).toBe(
      'UNSATISFIED PULL_REQUEST_MISSING: #7 goes into main, which is not protected',
    );
    expect(said('sign-offs', given({ pull: { ...merged, number: 8 } }))).toBe(
      'ERROR PULL_REQUEST_MOVED: #8 was read for #7',
    );
    expect(said('sign-offs', given({ pull: { ...merged, base: 'other' } }))).toContain(
      'ERROR PULL_REQUEST_MOVED: no pull request made commit',
    );
    expect(said('sign-offs', given({ commits: [commit({ sha: OLD })] }))).toBe(
      'ERROR PULL_REQUEST_MOVED: the head of #7 is not among its commits',
    );
    expect(qa(given({ commits: [commit({ sha: OLD }), commit()] }))).toContain('SATISFIED OK');
    expect(told('sign-offs', related({ ...merged, mergeCommit: OLD }))).toEqual([
      `- pull request #7: its merge made ${OLD.slice(0, 12)}, not this commit`,
    ]);
  });
  test('authors on no account are told, the first three of them', () => {
    const nobody = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        commit({
          sha: index === 0 ? HEAD : String(index).repeat(40),
          author: null,
          authorEmail: `who${index}@example.com`,
        }),
      );
    expect(said('authors', given({ commits: nobody(4) }))).toMatch(/^ERROR AUTHOR_UNKNOWN: .*; 1 more$/);
    expect(said('authors', given({ commits: nobody(3) }))).not.toContain('more');
  });
  test('the stage: merged, before the merge, or none', () => {
    const stage = (one: GateFacts): string => decide(one).stage;
    expect(stage(base)).toBe('merged');
    expect(stage(related())).toBe('none');
    expect(stage({ ...base, run: { ...base.run, event: 'pull_request' } })).toBe('before-merge');
    expect(stage(related(pull({ head: COMMIT })))).toBe('before-merge');
    expect(TREE).toHaveLength(40);
  });
});
