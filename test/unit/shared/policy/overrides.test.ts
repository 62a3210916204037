import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StartedRun } from '../../../../shared/adapters/github/port.ts';
import { conclude, type RequirementResult } from '../../../../shared/domain/decision.ts';
import { read, unavailable } from '../../../../shared/domain/fact.ts';
import { judgeFreeze, mayBreak } from '../../../../shared/policy/freeze.ts';
import type {
  LaterCandidate,
  OverrideCandidate,
  OverrideRequest,
  OverrideScope,
  OverrideSummary,
} from '../../../../shared/policy/granted-override.ts';
import { duePromises, judgePromises } from '../../../../shared/policy/override-promises.ts';
import { applyOverrides, judgeOverrides } from '../../../../shared/policy/overrides.ts';
import { exampleArtifact, exampleRun } from '../../../fakes/record.ts';
import { record } from '../../action-validate/facts.ts';
import { person } from './people.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;
const at = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();
const COMMIT = 'c'.repeat(40);
const TREE = 'd'.repeat(40);
const MAIN = 'e'.repeat(40);
const images = { backend: { name: 'ghcr.io/acme/backend', digest: `sha256:${'1'.repeat(64)}` as const } };
const origin = { repositoryId: 9_000, branch: 'main' };
const ada = person(1, 'ada');

const scope: OverrideScope = {
  checkpoint: 'PRE',
  environment: 'production',
  subject: { commit: COMMIT, tree: TREE, images },
  policySha256: 'f'.repeat(64),
  rules: { day: { lasts: 24 * HOUR, validateWithin: 72 * HOUR, seats: [] } },
  now: NOW,
};

const request = (change: Partial<OverrideRequest> = {}): OverrideRequest => ({
  kind: 'day',
  reason: 'patients wait',
  ticket: 'OPS-7',
  requester: { id: 1, login: 'ada' },
  requirements: ['evidence/tests'],
  grantedAt: at(-HOUR),
  expires: at(23 * HOUR),
  validateBy: at(71 * HOUR),
  ...change,
});

type Changes = {
  readonly run?: Partial<StartedRun>;
  readonly artifact?: Parameters<typeof exampleArtifact>[0];
  readonly record?: Partial<OverrideSummary>;
  readonly request?: Partial<OverrideRequest>;
};

function candidate(change: Changes = {}): OverrideCandidate {
  const run: StartedRun = {
    ...exampleRun({ id: 50, event: 'workflow_dispatch', headSha: MAIN, status: 'completed', conclusion: 'success' }),
    actor: ada,
    triggeringActor: ada,
    ...change.run,
  };
  const summary: OverrideSummary = {
    sha256: 'a'.repeat(64),
    application: 'tracker',
    checkpoint: 'PRE',
    environment: 'production',
    verdict: 'PASS',
    subject: scope.subject,
    policySha256: scope.policySha256,
    run: { id: 50, attempt: 1 },
    request: request(change.request),
    approvals: ['Grace Hopper (grace) as operations-lead'],
    ...change.record,
  };
  const artifact = exampleArtifact({
    name: 'countersign-override.tracker',
    runId: 50,
    headSha: MAIN,
    ...change.artifact,
  });
  return { artifact, run: read(run), record: read(summary) };
}

const result = (change: Partial<RequirementResult> = {}): RequirementResult => ({
  id: 'evidence/tests',
  title: 'Evidence tests',
  status: 'UNSATISFIED',
  code: 'EVIDENCE_MISSING',
  seen: 'there is no junit.xml',
  needed: 'failed == 0',
  whoCanFix: ['somebody'],
  links: [],
  observations: [],
  ...change,
});

const apply = (one: RequirementResult, change: Changes = {}, where: Partial<OverrideScope> = {}): RequirementResult =>
  applyOverrides([one], judgeOverrides([candidate(change)], origin, 'tracker', { ...scope, ...where }))[0] ?? one;

test('an override stands in for what it names, and says by whom, why and until when', () => {
  const { status, code, seen, observations } = apply(result());
  expect([status, code]).toEqual(['OVERRIDDEN', 'EVIDENCE_MISSING']);
  expect(seen).toBe(
    `OVERRIDDEN by day until ${at(23 * HOUR)}: patients wait (OPS-7); asked for by ada, approved by Grace Hopper (grace) as operations-lead. Seen: there is no junit.xml`,
  );
  expect(observations[0]).toMatchObject({ what: 'override day of run 50', counted: true });
});

describe('it does not count', () => {
  const other = { commit: 'b'.repeat(40), tree: TREE, images };
  test.each<[string, Changes, Partial<OverrideScope>, string]>([
    ['when it has expired', { request: { expires: at(0) } }, {}, 'it expired'],
    [
      'when the configuration lets it last less',
      {},
      { rules: { day: { lasts: HOUR, validateWithin: null, seats: [] } } },
      'it expired',
    ],
    ['when it begins later', { request: { grantedAt: at(2 * HOUR) } }, {}, 'its times cannot be'],
    [
      'for other images',
      { record: { subject: { commit: COMMIT, tree: TREE, images: {} } } },
      {},
      'it is for other images',
    ],
    [
      'for another digest',
      {
        record: {
          subject: { ...scope.subject, images: { backend: { ...images.backend, digest: `sha256:${'2'.repeat(64)}` } } },
        },
      },
      {},
      'other images',
    ],
    ['for another tree', { record: { subject: { ...scope.subject, tree: 'a'.repeat(40) } } }, {}, 'another commit'],
    ['for another checkpoint', { record: { checkpoint: 'POST' } }, {}, 'checkpoint POST'],
    ['for another environment', { record: { environment: 'beta' } }, {}, 'environment beta'],
    ['for another application', { record: { application: 'pacs' } }, {}, 'application pacs'],
    [
      'of another configuration',
      { record: { policySha256: '0'.repeat(64) } },
      {},
      'another version of the configuration',
    ],
    ['of a kind that is gone', {}, { rules: {} }, 'no override "day"'],
    ['that was refused', { record: { verdict: 'FAIL' } }, {}, 'it was not granted (FAIL)'],
    ['of a rerun', { record: { run: { id: 50, attempt: 2 } } }, {}, 'another run or attempt'],
    ['that names another run', { record: { run: { id: 51, attempt: 1 } } }, {}, 'another run or attempt'],
    ['that somebody else dispatched', { run: { actor: person(2) } }, {}, 'did not start its run'],
    ['that nobody dispatched', { run: { actor: null } }, {}, 'did not start its run'],
    ['that a bot dispatched', { run: { actor: { ...ada, type: 'Bot' } } }, {}, 'did not start its run'],
    ['of a fork', { run: { headRepositoryId: 8 } }, {}, 'another repository'],
    ['of a fork that is gone', { artifact: { headRepositoryId: null } }, {}, 'another repository'],
    ['of a push', { run: { event: 'push' } }, {}, 'started by push'],
    ['of another branch', { run: { headBranch: 'feature' } }, {}, 'dispatched on feature'],
    ['of another run', { artifact: { runId: 7 } }, {}, 'belongs to another run'],
  ])('%s', (_, change, where, why) => {
    const { status, observations } = apply(result(), change, where);
    expect(status).toBe('UNSATISFIED');
    expect(observations.map((one) => one.why).join()).toContain(why);
  });

  test('for another commit, of which nothing is said', () => {
    expect(apply(result(), { record: { subject: other } })).toEqual(result());
  });

  test('for a requirement that it does not name', () => {
    const objections = result({ id: 'objections', code: 'SIGNOFF_OBJECTION' });
    expect(apply(objections)).toEqual(objections);
    expect(apply(objections, { request: { requirements: ['all'] } }).status).toBe('OVERRIDDEN');
  });
});

describe('whatever it names', () => {
  const all = { request: { requirements: ['all', 'record/build', 'overrides', 'link'] } };
  test.each<[string, Partial<RequirementResult>]>([
    ['the build', { id: 'record/build', code: 'RECORD_MISSING' }],
    ['what was merged', { id: 'link', code: 'LINK_BROKEN' }],
    ['what GitHub did not tell', { status: 'ERROR', code: 'GITHUB_UNREADABLE' }],
    ['a record that cannot be read', { status: 'ERROR', code: 'RECORD_UNREADABLE' }],
    ['overrides that cannot be read', { id: 'overrides', code: 'RECORD_UNREADABLE' }],
    ['the promise of an earlier one', { id: 'overrides/validation', code: 'OVERRIDE_VALIDATION_OVERDUE' }],
    ['what is satisfied', { status: 'SATISFIED', code: 'OK' }],
    ['what does not apply', { status: 'NOT_APPLICABLE', code: 'OK' }],
  ])('%s stays as it is', (_, change) => {
    expect(apply(result(change), all).status).toBe(result(change).status);
  });

  test('evidence that is no evidence can be overridden, and a promise when it is named', () => {
    expect(apply(result({ status: 'ERROR', code: 'EVIDENCE_UNREADABLE' }), all).status).toBe('OVERRIDDEN');
    const due = result({ id: 'overrides/validation', code: 'OVERRIDE_VALIDATION_OVERDUE' });
    expect(apply(due, { request: { requirements: ['overrides/validation'] } }).status).toBe('OVERRIDDEN');
  });
});

test('an override that was not read counts for nothing and is told', () => {
  const unread: OverrideCandidate = { ...candidate(), record: unavailable('not sealed', 'RECORD_UNREADABLE') };
  const [told] = applyOverrides([result()], judgeOverrides([unread], origin, 'tracker', scope));
  expect(told).toMatchObject({ status: 'UNSATISFIED', observations: [{ counted: false, why: 'not sealed' }] });
});

const status = fc.constantFrom('SATISFIED', 'UNSATISFIED', 'ERROR', 'NOT_APPLICABLE' as const);
const results = fc.array(
  fc.record({
    id: fc.constantFrom('evidence/tests', 'record/build', 'sign-off/qa', 'overrides', 'overrides/validation', 'x'),
    status,
    code: fc.constantFrom('OK', 'EVIDENCE_MISSING', 'GITHUB_UNREADABLE', 'EVIDENCE_UNREADABLE' as const),
  }),
  { maxLength: 6 },
);

test('property: overriding makes nothing SATISFIED, and without one that counts no verdict gets better', () => {
  fc.assert(
    fc.property(
      results,
      fc.boolean(),
      fc.subarray(['all', 'evidence/tests', 'record/build', 'x']),
      (some, valid, ids) => {
        const before = some.map((one) => result(one));
        const change = { request: { requirements: ids, ...(valid ? {} : { expires: at(-1) }) } };
        const after = applyOverrides(before, judgeOverrides([candidate(change)], origin, 'tracker', scope));
        for (const [index, one] of after.entries()) {
          expect([before[index]?.status, 'OVERRIDDEN']).toContain(one.status);
          if (one.id === 'record/build' || !valid) expect(one.status).toBe(before[index]?.status);
        }
        if (!valid) expect(conclude(after).verdict).toBe(conclude(before).verdict);
      },
    ),
  );
});

describe('a promised validation', () => {
  const late = {
    request: { validateBy: at(-1), expires: at(-HOUR) },
    record: { subject: { ...scope.subject, commit: 'b'.repeat(40) } },
  };
  const due = (change: Changes = late, now = NOW, commit = COMMIT) =>
    duePromises([candidate(change)], origin, 'tracker', { ...scope, now, subject: { commit } });
  const gate = (change: Parameters<typeof record>[0]) => {
    const found = record({ checkpoint: 'PRE', environment: 'production', subject: late.record.subject, ...change });
    const theirs = { headSha: 'b'.repeat(40) };
    return {
      ...found,
      artifact: { ...found.artifact, createdAt: at(-1), ...theirs },
      run: { ...found.run, ...theirs },
    };
  };
  const judged = (...gates: Parameters<typeof record>[0][]) =>
    judgePromises(due(), { validations: { ['a'.repeat(64)]: read(gates.map(gate)) } }, origin);

  test('is due from its very moment on, for every other gate', () => {
    expect(due()).toHaveLength(1);
    expect(due(late, NOW - 2)).toHaveLength(0);
    expect(due({ ...late, request: { validateBy: null } })).toHaveLength(0);
    expect(due(late, NOW, 'b'.repeat(40))).toHaveLength(0);
    expect(due({ ...late, run: { event: 'push' } })).toHaveLength(0);
    expect(due({ ...late, record: { ...late.record, verdict: 'FAIL' } })).toHaveLength(0);
  });

  test('that nobody made is overdue when the override was used', () => {
    expect(judged({ overridden: ['evidence/tests'] })[0]).toMatchObject({
      id: 'overrides/validation',
      status: 'UNSATISFIED',
      code: 'OVERRIDE_VALIDATION_OVERDUE',
    });
    expect(judged({ overridden: ['evidence/tests'] }, { verdict: 'FAIL' })[0]?.status).toBe('UNSATISFIED');
    expect(judged({ overridden: ['evidence/tests'] }, { environment: 'beta' })[0]?.status).toBe('UNSATISFIED');
  });

  test('is kept by a PASS with nothing overridden, and not asked for an override that nobody used', () => {
    expect(judged({ overridden: ['evidence/tests'] }, {})).toEqual([]);
    expect(judged({ verdict: 'FAIL' })).toEqual([]);
  });

  test.each([
    ['other images', { subject: { ...late.record.subject, images: {} } }],
    ['another tree', { subject: { ...late.record.subject, tree: 'a'.repeat(40) } }],
    ['another checkpoint', { checkpoint: 'BUILD' }],
    ['the deployment', { kind: 'deploy' }],
  ])('is not kept by a PASS of %s', (_, change) => {
    expect(judged({ overridden: ['evidence/tests'] }, change)[0]?.code).toBe('OVERRIDE_VALIDATION_OVERDUE');
  });

  test('is not kept by what had passed before the override was granted', () => {
    const before = { ...gate({}), artifact: { ...gate({}).artifact, createdAt: request().grantedAt } };
    const own = read([gate({ overridden: ['evidence/tests'] }), before]);
    const [found] = judgePromises(due(), { validations: { ['a'.repeat(64)]: own } }, origin);
    expect(found?.code).toBe('OVERRIDE_VALIDATION_OVERDUE');
  });

  describe('made up for by a dispatched run of another commit', () => {
    const used = { ['a'.repeat(64)]: read([gate({ overridden: ['evidence/tests'] })]) };
    const code = (later: LaterCandidate): string | undefined =>
      judgePromises(due(), { validations: used, later: { ['a'.repeat(64)]: read([later]) } }, origin)[0]?.code;
    const later = (change: Partial<StartedRun> = {}, summary: Parameters<typeof record>[0] = {}): LaterCandidate => {
      const { artifact, run } = candidate({ run: change });
      return { artifact: { ...artifact, createdAt: at(-1) }, run, record: gate({ runId: 50, ...summary }).record };
    };

    test('is kept', () => expect(code(later())).toBeUndefined());

    test.each([
      ['of a push', { event: 'push' }, {}],
      ['of another branch', { headBranch: 'feature' }, {}],
      ['of a fork', { headRepositoryId: 1 }, {}],
      ['whose record another run made', {}, { runId: 51 }],
      ['that failed', {}, { verdict: 'FAIL' as const }],
      ['with something overridden', {}, { overridden: ['link'] }],
    ])('is not kept by one %s', (_, run, summary) =>
      expect(code(later(run, summary))).toBe('OVERRIDE_VALIDATION_OVERDUE'),
    );

    test('is an error when they cannot be listed', () => {
      const refused = unavailable('no', 'GITHUB_UNREADABLE');
      const [found] = judgePromises(due(), { validations: used, later: { ['a'.repeat(64)]: refused } }, origin);
      expect(found?.status).toBe('ERROR');
    });
  });

  test('is an error when its records cannot be read', () => {
    expect(judgePromises(due(), { validations: {} }, origin)[0]?.status).toBe('ERROR');
    const unread = { ...gate({}), record: unavailable('altered', 'RECORD_UNREADABLE') };
    expect(judgePromises(due(), { validations: { ['a'.repeat(64)]: read([unread]) } }, origin)[0]?.status).toBe(
      'ERROR',
    );
  });
});

describe('a freeze', () => {
  const window = { from: '2026-11-21T13:00:00+01:00', to: at(HOUR), reason: 'audit', except: ['day'] };
  const on = (now: number | null, ...windows: (typeof window)[]) =>
    judgeFreeze(windows.length > 0 ? windows : [window], now).map(({ status: one, code }) => `${one} ${code}`);

  test('holds from its first moment to its last', () => {
    expect(on(NOW - 1)).toEqual(['SATISFIED OK']);
    expect(on(NOW)).toEqual(['UNSATISFIED CODE_FREEZE']);
    expect(on(NOW + HOUR - 1)).toEqual(['UNSATISFIED CODE_FREEZE']);
    expect(on(NOW + HOUR)).toEqual(['SATISFIED OK']);
  });
  test('is an error without GitHub’s clock, and nothing when none is configured', () => {
    expect(on(null)).toEqual(['ERROR GITHUB_UNREADABLE']);
    expect(judgeFreeze([], null)).toEqual([]);
  });
  test('is broken only by a kind that every window excepts', () => {
    expect(mayBreak([window], 'day')).toBe(true);
    expect(mayBreak([window, { ...window, except: [] }], 'day')).toBe(false);
    expect(mayBreak([], 'day')).toBe(false);
  });
});
