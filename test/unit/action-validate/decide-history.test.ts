import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import { type HistoryFacts, mergeKey } from '../../../action-validate/history-facts.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import { commit, person, pushed, review } from '../shared/policy/people.ts';
import { change, DEPLOYED, deployed, deployment, event, everything, override } from './everything.ts';
import { COMMIT, images, merged, TREE } from './facts.ts';

type Said = { readonly said: string; readonly seen: string; readonly observations: string };

function of(id: string, given: GateFacts): Said {
  const result = decide(given).decision.requirements.find((one) => one.id === id);
  const observations = (result?.observations ?? []).map(
    ({ what, counted, why }) => `${counted ? '+' : '-'} ${what}: ${why}`,
  );
  return { said: `${result?.status} ${result?.code}`, seen: result?.seen ?? '', observations: observations.join('\n') };
}

const withHistory = (more: Partial<HistoryFacts>, rules: Partial<GateFacts['rules']> = {}): GateFacts => {
  const base = everything();
  return everything({ history: { ...(base.history as HistoryFacts), ...more } }, rules);
};

const yes = 'SATISFIED OK';
const gone = unavailable('GET …: 403');

describe('changes since the last verified deployment', () => {
  const changes = (more: Partial<HistoryFacts>, rules: Partial<GateFacts['rules']> = {}) =>
    of('changes', withHistory(more, rules));
  const approved = (more: Parameters<typeof change>[0]) => changes({ changes: [change(more)] });
  const byUser3 = { submittedAt: '2026-11-20T09:00:00Z', commit: '3'.repeat(40) };

  test('tells how many, since when, and by whom', () => {
    const { said, seen, observations } = changes({});
    expect([said, seen]).toEqual([
      yes,
      `2 of 2 changes since ${DEPLOYED.slice(0, 12)} (deployment 70 to production, verified by run 60)`,
    ]);
    expect(observations.split('\n')).toEqual([
      `+ commit ${COMMIT.slice(0, 12)} by writer: #7, which the sign-offs are for`,
      `+ commit ${'2'.repeat(12)} by writer: #6, approved by user3`,
    ]);
  });

  test.each<[string, Parameters<typeof change>[0], string, string]>([
    ['nobody', { reviews: [] }, 'UNSATISFIED CHANGE_UNREVIEWED', '#6 has 0 of 1 independent approvals'],
    [
      'its author',
      { reviews: [review(person(901), 'APPROVED', byUser3)] },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'nobody signs their own work',
    ],
    [
      'a person who then dismissed it',
      { reviews: [review(person(3), 'DISMISSED', byUser3)] },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'dismissal',
    ],
    [
      'somebody after the merge',
      { reviews: [review(person(3), 'APPROVED', { ...byUser3, submittedAt: '2026-11-20T11:00:00Z' })] },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'user3: approved after the merge',
    ],
    [
      'somebody before the push',
      { reviews: [review(person(3), 'APPROVED', { ...byUser3, submittedAt: '2026-11-20T07:00:00Z' })] },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'not after the head',
    ],
    [
      'somebody, and a role holder objects',
      { reviews: [review(person(3), 'APPROVED', byUser3), review(person(2), 'CHANGES_REQUESTED', byUser3)] },
      'UNSATISFIED CHANGE_UNREVIEWED',
      '#6: user2 requested changes',
    ],
    ['somebody, and the log is not known', { activity: gone }, 'ERROR GITHUB_UNREADABLE', 'GET …: 403'],
    [
      'somebody, and an author is not known',
      {
        commits: [
          commit({
            sha: '3'.repeat(40),
            parents: [DEPLOYED],
            tree: TREE,
            author: null,
            authorEmail: 'who@example.com',
          }),
        ],
      },
      'ERROR AUTHOR_UNKNOWN',
      'belongs to no account',
    ],
    [
      'somebody, and who pushed it is who approved it',
      {
        activity: read([
          {
            ...(pushed('3'.repeat(40), '2026-11-20T08:00:00Z')[0] ?? { after: '', at: '', type: '', by: null }),
            by: person(3),
          },
        ]),
      },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'pushed commit 333333333333',
    ],
  ])('approved by %s', (_, more, said, words) => {
    const found = approved(more);
    expect(found.said).toBe(said);
    expect(found.seen).toContain(`1 of 2 changes since ${DEPLOYED.slice(0, 12)}`);
    expect(found.seen).toContain(`commit ${'2'.repeat(12)} by writer`);
    expect(found.seen).toContain(words);
    expect(found.observations).toContain(`- commit ${'2'.repeat(12)}`);
  });

  test('a stranger who objects does not stop it, more approvals and those after the merge do as the rule says', () => {
    const objected = [review(person(3), 'APPROVED', byUser3), review(person(77), 'CHANGES_REQUESTED', byUser3)];
    expect(approved({ reviews: objected }).said).toBe(yes);
    const two = { changes: { approvals: 2, afterMerge: false, since: null } };
    expect(changes({}, two).seen).toContain('#6 has 1 of 2 independent approvals');
    const both = [review(person(3), 'APPROVED', byUser3), review(person(8), 'APPROVED', byUser3)];
    expect(changes({ changes: [change({ reviews: both })] }, two).said).toBe(yes);
    const late = [review(person(3), 'APPROVED', { ...byUser3, submittedAt: '2026-11-20T11:00:00Z' })];
    const after = { changes: { approvals: 1, afterMerge: true, since: null } };
    expect(changes({ changes: [change({ reviews: late })] }, after).said).toBe(yes);
  });

  test('an approval that would need a carry-over is none', () => {
    const old = '4'.repeat(40);
    const log = [
      { after: '3'.repeat(40), at: '2026-11-20T09:30:00Z', type: 'push', by: person(901) },
      { after: old, at: '2026-11-20T08:00:00Z', type: 'push', by: person(901) },
    ];
    const carried = review(person(3), 'APPROVED', { ...byUser3, commit: old, tree: TREE });
    expect(approved({ activity: read(log), reviews: [carried] }).said).toBe('UNSATISFIED CHANGE_UNREVIEWED');
  });

  test.each<[string, Partial<HistoryFacts>, string, string]>([
    [
      'no pull request',
      { changes: [], related: { ['2'.repeat(40)]: read([]) } },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'no pull request was merged as this commit',
    ],
    ['one that nobody looked for', { changes: [] }, 'ERROR GITHUB_UNREADABLE', 'its pull request was not looked for'],
    [
      'one that could not be asked for',
      { changes: [], related: { ['2'.repeat(40)]: gone } },
      'ERROR GITHUB_UNREADABLE',
      'GET …: 403',
    ],
    [
      'one into another branch',
      {
        changes: [{ ...change(), pull: { ...change().pull, base: 'other' } }],
        related: { ['2'.repeat(40)]: read([]) },
      },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'no pull request was merged',
    ],
    [
      'one that is not merged',
      {
        changes: [{ ...change(), pull: { ...change().pull, mergedAt: null } }],
        related: { ['2'.repeat(40)]: read([]) },
      },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'no pull request was merged',
    ],
    [
      'one whose parts are not known',
      { changes: [{ ...change(), parts: gone }] },
      'ERROR LINK_UNPROVEN',
      '#6: GET …: 403',
    ],
    [
      'another content',
      { changes: [change({ commits: [commit({ sha: '3'.repeat(40), parents: [DEPLOYED], tree: '8'.repeat(40) })] })] },
      'UNSATISFIED LINK_BROKEN',
      '#6: #6 was up to date, so its head gives the tree',
    ],
    [
      'a merge that nobody made again',
      { changes: [change({ commits: [commit({ sha: '3'.repeat(40), parents: ['5'.repeat(40)], tree: TREE })] })] },
      'ERROR LINK_UNPROVEN',
      '#6: the merge was not made again',
    ],
  ])('a commit with %s', (_, more, said, words) => {
    const found = changes(more);
    expect(found.said).toBe(said);
    expect(found.seen).toContain(words);
  });

  test('an error goes before a finding, and every one is told', () => {
    const found = changes({
      changes: [],
      related: { ['2'.repeat(40)]: gone },
      merges: { [mergeKey('2'.repeat(40), merged.head)]: read('9'.repeat(40)) },
    });
    expect(found.said).toBe('ERROR GITHUB_UNREADABLE');
    expect(found.seen).toContain('2 of 2 changes');
  });

  test.each<[string, Partial<HistoryFacts>, string, string]>([
    [
      'behind',
      { between: read({ status: 'behind' as const, commits: [] }) },
      'UNSATISFIED CHANGE_SIDEWAYS',
      '(behind)',
    ],
    [
      'diverged',
      { between: read({ status: 'diverged' as const, commits: [] }) },
      'UNSATISFIED CHANGE_SIDEWAYS',
      '(diverged)',
    ],
    [
      'come in by a merge',
      { between: read({ status: 'ahead' as const, commits: [] }) },
      'UNSATISFIED CHANGE_SIDEWAYS',
      'main never was at',
    ],
    ['without a list of commits', { between: null }, 'ERROR GITHUB_UNREADABLE', 'the commits were not read'],
    [
      'on a branch that nobody protects',
      { baseProtected: read(false) },
      'UNSATISFIED CHANGE_UNREVIEWED',
      'the branch main is not protected',
    ],
    [
      'on a branch of which nothing is known',
      { baseProtected: null },
      'ERROR GITHUB_UNREADABLE',
      'the rules of the branch were not read',
    ],
    ['on no branch', { base: null }, 'ERROR PULL_REQUEST_MISSING', 'run the gate on a push'],
    ['without deployments', { deployments: null }, 'ERROR GITHUB_UNREADABLE', 'the deployments were not read'],
  ])('a history that is %s', (_, more, said, words) => {
    const found = changes(more);
    expect(found.said).toBe(said);
    expect(found.seen).toContain(words);
  });

  test('the verified commit itself needs nothing', () => {
    const own = deployed({ sha: COMMIT });
    const found = changes({
      deployments: read({ looked: [own], more: false }),
      between: read({ status: 'identical' as const, commits: [] }),
    });
    expect([found.said, found.seen]).toEqual([yes, expect.stringContaining(`no commit since ${COMMIT.slice(0, 12)}`)]);
  });

  test('since: begins there, whatever was deployed', () => {
    const since = { changes: { approvals: 1, afterMerge: false, since: DEPLOYED } };
    const found = changes({ deployments: null }, since);
    expect([found.said, found.seen]).toEqual([yes, `2 of 2 changes since ${DEPLOYED.slice(0, 12)}, as configured`]);
  });

  test('without an environment, or without a history, it is an error', () => {
    expect(of('changes', everything({ environment: null })).said).toBe('ERROR INPUT_INVALID');
    const { history: _, ...none } = everything();
    expect(of('changes', none).said).toBe('ERROR GITHUB_UNREADABLE');
    expect(of('link', none).said).toBe('ERROR LINK_UNPROVEN');
    expect(of('promotion', none).said).toBe('ERROR GITHUB_UNREADABLE');
  });

  test('another configuration than then is told, and the same one is not', () => {
    const other = deployed({}, { policy: { ref: 'main', sha256: 'a'.repeat(64) } });
    expect(changes({ deployments: read({ looked: [other], more: false }) }).seen).toContain(
      'THE CONFIGURATION HAS CHANGED since the last verified deployment: sha256 aaaaaaaaaaaa then, ffffffffffff now',
    );
    expect(changes({}).seen).not.toContain('CHANGED');
  });
});

describe('where the commits begin', () => {
  const start = (looked: readonly ReturnType<typeof deployed>[], more = false): Said =>
    of('changes', withHistory({ deployments: read({ looked, more }) }));
  const none = { ...deployed(), records: null };

  test('with no deployment at all it is the first, and says so', () => {
    const found = start([]);
    expect([found.said, found.seen]).toEqual([
      yes,
      expect.stringMatching(/^1 of 1 changes of this merge alone: FIRST DEPLOYMENT to production/),
    ]);
    expect(start([], true)).toMatchObject({
      said: 'ERROR COVERAGE_START_UNKNOWN',
      seen: 'there are more deployments than are looked at',
    });
  });

  test('deployments that never succeeded are none', () => {
    const failed = { ...deployed({}, {}, [event({ state: 'failure' })]), records: null };
    expect(start([failed])).toMatchObject({
      said: yes,
      observations: expect.stringContaining('- deployment 70 of 111111111111: it did not succeed (failure)'),
    });
    const silent = { ...deployed({}, {}, []), records: null };
    expect(start([silent]).observations).toContain('it did not succeed (no status)');
  });

  test.each<[string, ReturnType<typeof deployed>, string]>([
    ['names no run', { ...deployed(), deployment: deployment({ run: null }) }, 'it names no run'],
    ['has no record', { ...deployed(), records: read([]) }, 'run 60 has no record of it'],
    ['has a record that was not looked at', none, 'its record was not looked at'],
    ['has a record that cannot be read', { ...deployed(), records: gone }, 'GET …: 403'],
    ['has a record of a gate', deployed({}, { kind: 'gate' }), 'its record is of something else'],
    ['has a record of another checkpoint', deployed({}, { checkpoint: 'OTHER' }), 'its record is of something else'],
    ['has a record of another application', deployed({}, { application: 'other' }), 'is for the application other'],
    ['has a record for another environment', deployed({}, { environment: 'beta' }), 'its record is for beta'],
    ['has a record for none', deployed({}, { environment: null }), 'its record is for no environment'],
    ['has a record of another run', deployed({}, { runId: 9 }), 'says that run 9 made it'],
    [
      'has a record of another commit',
      deployed({}, { subject: { commit: COMMIT, tree: TREE, images: {} } }),
      'is about another commit',
    ],
    [
      'has a record by its own configuration',
      deployed({}, { policy: { ref: 'workspace', sha256: 'f'.repeat(64) } }),
      'the configuration of its own change',
    ],
    ['has a record that says no', deployed({}, { verdict: 'FAIL' }), 'its record says FAIL'],
  ])('a success that %s is not believed', (_, one, words) => {
    const found = start([one]);
    expect(found.said).toBe('ERROR COVERAGE_START_UNKNOWN');
    expect(found.seen).toContain(words);
  });

  test('an older one that is shown is enough, and what was not looked at is not nothing', () => {
    const older = start([{ ...deployed({ id: 71 }), records: read([]) }, deployed()]);
    expect([older.said, older.seen]).toEqual([yes, expect.stringContaining('deployment 70 to production')]);
    expect(older.observations).toContain('- deployment 71 of 111111111111: run 60 has no record of it');
    expect(start([{ ...deployed(), events: null }])).toMatchObject({
      said: 'ERROR COVERAGE_START_UNKNOWN',
      seen: expect.stringContaining('deployment 70 of 111111111111 could not be read'),
    });
    expect(start([{ ...deployed(), events: gone }]).said).toBe('ERROR COVERAGE_START_UNKNOWN');
  });

  test('of several records of a run the newest attempt counts', () => {
    const one = deployed();
    const [first] = one.records?.kind === 'read' ? one.records.value : [];
    if (first?.record.kind !== 'read') throw new Error('no record');
    const later = { ...first, attempt: 2, record: read({ ...first.record.value, verdict: 'FAIL' as const }) };
    expect(start([{ ...one, records: read([first, later]) }]).said).toBe('ERROR COVERAGE_START_UNKNOWN');
    expect(start([{ ...one, records: read([later, { ...first, attempt: 3 }]) }]).said).toBe(yes);
    const foreign = { ...first, artifact: { ...first.artifact, repositoryId: 1 } };
    expect(start([{ ...one, records: read([foreign]) }]).said).toBe('ERROR COVERAGE_START_UNKNOWN');
    const ofOther = { ...first, run: { ...first.run, id: 61 }, artifact: { ...first.artifact, runId: 61 } };
    expect(start([{ ...one, records: read([ofOther]) }]).said).toBe('ERROR COVERAGE_START_UNKNOWN');
  });
});

describe('promotion', () => {
  const BETA = { id: 80, sha: COMMIT, environment: 'beta', run: 61, createdAt: '2026-11-21T10:30:00Z' };
  const ABOUT = { subject: { commit: COMMIT, tree: TREE, images }, environment: 'beta' };
  const good = (
    more: Partial<typeof BETA> = {},
    about: Parameters<typeof deployed>[1] = {},
    events = [event({ at: '2026-11-21T10:35:00Z' })],
  ) => deployed({ ...BETA, ...more }, { ...ABOUT, ...about }, events);
  const promoted = (looked: readonly ReturnType<typeof deployed>[], more: Partial<GateFacts> = {}): Said => {
    const base = everything();
    return of(
      'promotion',
      everything({ history: { ...(base.history as HistoryFacts), promotion: read({ looked, more: false }) }, ...more }),
    );
  };
  const at = (id: number, state: string, time: string, logUrl: string | null = null) =>
    event({ id, state, at: time, logUrl });
  const EARLY = '2026-11-21T10:35:00Z';

  test('of the same images, for long enough', () => {
    expect(promoted([good()])).toMatchObject({
      said: yes,
      seen: 'verified in beta since 2026-11-21T10:35:00Z, by deployment 80 of cccccccccccc',
    });
  });

  test('to the very millisecond', () => {
    expect(promoted([good()], { apiTime: '2026-11-21T11:35:00.000Z' }).said).toBe(yes);
    expect(promoted([good()], { apiTime: '2026-11-21T11:34:59.999Z' })).toMatchObject({
      said: 'UNSATISFIED PROMOTION_TOO_EARLY',
      seen: 'verified in beta since 2026-11-21T10:35:00Z; long enough at 2026-11-21T11:35:00.000Z',
    });
    expect(promoted([good()], { apiTime: null }).said).toBe('UNSATISFIED PROMOTION_TOO_EARLY');
  });

  test.each<[string, readonly ReturnType<typeof deployed>[], string]>([
    ['nothing there', [], 'nothing was deployed to beta by action-deploy'],
    [
      'only a deployment by other means',
      [{ ...good(), deployment: deployment({ ...BETA, run: null }) }],
      'nothing was deployed to beta by action-deploy',
    ],
    [
      'another digest',
      [
        good(
          {},
          {
            subject: {
              commit: COMMIT,
              tree: TREE,
              images: { backend: { name: 'ghcr.io/acme/backend', digest: `sha256:${'2'.repeat(64)}` } },
            },
          },
        ),
      ],
      'beta has other images',
    ],
    [
      'another service more',
      [good({}, { subject: { commit: COMMIT, tree: TREE, images: { ...images, other: images.backend } } })],
      'beta has other images',
    ],
    ['a record that says no', [good({}, { verdict: 'FAIL' })], 'its record says FAIL'],
    ['a newer deployment', [good(), good({ id: 81, run: 62 })], 'deployment 81 of cccccccccccc came after it'],
    [
      'a failure afterwards',
      [good({}, {}, [at(1, 'success', EARLY), at(2, 'failure', '2026-11-21T11:00:00Z')])],
      'it was given the status failure at 2026-11-21T11:00:00Z',
    ],
    [
      'an error afterwards',
      [good({}, {}, [at(1, 'success', EARLY), at(2, 'error', '2026-11-21T11:00:00Z')])],
      'it was given the status error',
    ],
    [
      'retired',
      [good({}, {}, [at(1, 'success', EARLY), at(2, 'inactive', '2026-11-21T11:00:00Z')])],
      'it is inactive since 2026-11-21T11:00:00Z',
    ],
  ])('not with %s', (_, looked, words) => {
    const found = promoted(looked);
    expect(found.said).toBe('UNSATISFIED PROMOTION_MISSING');
    expect(found.seen).toContain(words);
  });

  test('a failure before the success, and an older deployment, do not matter', () => {
    expect(promoted([good({}, {}, [at(1, 'failure', '2026-11-21T10:31:00Z'), at(2, 'success', EARLY)])]).said).toBe(
      yes,
    );
    expect(promoted([good(), good({ id: 79, run: 55 })]).said).toBe(yes);
  });

  test('retired by the deployment of its own job it still stands; by that of another run it does not', () => {
    const own = good({}, {}, [at(1, 'success', EARLY), at(2, 'inactive', '2026-11-21T10:36:00Z')]);
    const log = (run: number): string => `https://github.com/acme/tracker/actions/runs/${run}/job/7`;
    const twin = (run: number, state = 'success', id = 79) => ({
      ...good({ id }, {}, [at(3, state, '2026-11-21T10:36:00Z', log(run))]),
      deployment: deployment({ ...BETA, id, run: null }),
    });
    expect(promoted([own, twin(61)]).said).toBe(yes);
    expect(promoted([own, twin(62)]).said).toBe('UNSATISFIED PROMOTION_MISSING');
    expect(promoted([own, twin(61, 'failure')]).said).toBe('UNSATISFIED PROMOTION_MISSING');
    expect(promoted([own, twin(61, 'success', 81)]).said).toBe(yes);
    expect(promoted([own, twin(62, 'success', 81)]).said).toBe('UNSATISFIED PROMOTION_MISSING');
    const torn = { ...twin(61), events: read([at(3, 'success', EARLY, log(61)), at(4, 'success', EARLY, log(62))]) };
    expect(promoted([own, { ...torn, deployment: deployment({ ...BETA, id: 81, run: null }) }]).said).toBe(
      'UNSATISFIED PROMOTION_MISSING',
    );
  });

  test('what could not be read is an error', () => {
    expect(promoted([{ ...good(), events: gone }]).said).toBe('ERROR GITHUB_UNREADABLE');
    expect(promoted([good(), { ...good({ id: 79 }), events: gone }]).said).toBe('ERROR GITHUB_UNREADABLE');
    expect(promoted([{ ...good(), records: gone }]).said).toBe('ERROR GITHUB_UNREADABLE');
    expect(promoted([good()], { builds: read([]) }).seen).toBe('no image is known for this commit');
  });
});

test('an override whose promise is open stops every later gate', () => {
  const late = everything({ overrides: { found: read([override()]), validations: { ['7'.repeat(64)]: read([]) } } });
  expect(of('overrides/validation', late).said).toBe('undefined undefined');
  const unread = everything({ overrides: { found: read([override()]), validations: {} } });
  expect(of('overrides/validation', unread).said).toBe('ERROR RECORD_UNREADABLE');
});
