import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAdmission, decideRollout, earlierCheckpoints, judgeGate } from '../../../action-deploy/decide.ts';
import type { DeployFacts } from '../../../action-deploy/facts.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import { build, facts, gate, outcome, withPlan } from './facts.ts';

const said = (given: DeployFacts): string => {
  const { verdict, reasonCodes } = decideAdmission(given);
  return [verdict, ...reasonCodes].join(' ');
};

const ruled = (change: Partial<DeployFacts['rules']>): DeployFacts => facts({ rules: { ...facts().rules, ...change } });

const withGate = (...candidates: readonly ReturnType<typeof gate>[]): DeployFacts =>
  facts({ records: { ...facts().records, PRE: read(candidates) } });

const other = { web: { name: 'ghcr.io/acme/backend', digest: `sha256:${'9'.repeat(64)}` as const } };
const subject = { commit: 'c'.repeat(40), tree: 'd'.repeat(40) };

describe('whether a release may be deployed', () => {
  test('everything in order', () => expect(said(facts())).toBe('PASS'));

  test.each<[string, DeployFacts, string]>([
    ['another commit in the workspace', facts({ checkout: '1'.repeat(40) }), 'FAIL CHECKOUT_MISMATCH'],
    ['no repository in the workspace', facts({ checkout: null }), 'FAIL CHECKOUT_MISMATCH'],
    ['no record of the gate', withGate(), 'FAIL RECORD_MISSING'],
    ['a gate that said no', withGate(gate({ verdict: 'FAIL' })), 'FAIL RECORD_NOT_PASS'],
    ['a newer no', withGate(gate(), gate({ verdict: 'ERROR' }, 13)), 'FAIL RECORD_NOT_PASS'],
    ['a gate for another environment', withGate(gate({ environment: 'beta' })), 'FAIL RECORD_MISMATCH'],
    [
      'a gate of another configuration',
      withGate(gate({ policy: { ref: 'main', sha256: '0' } })),
      'FAIL RECORD_MISMATCH',
    ],
    [
      'a gate of the workspace',
      withGate(gate({ policy: { ref: 'workspace', sha256: 'f'.repeat(64) } })),
      'FAIL RECORD_MISMATCH',
    ],
    ['a gate of another application', withGate(gate({ application: 'pacs' })), 'FAIL RECORD_MISMATCH'],
    [
      'records that could not be listed',
      facts({ records: { ...facts().records, PRE: unavailable('403') } }),
      'ERROR GITHUB_UNREADABLE',
    ],
    ['records that were not read', facts({ records: {} }), 'ERROR RECORD_UNREADABLE'],
    [
      'a record that cannot be read',
      withGate({ ...gate(), record: unavailable('no zip', 'RECORD_UNREADABLE') }),
      'ERROR RECORD_UNREADABLE',
    ],
    [
      'an earlier checkpoint without a record',
      facts({ records: { ...facts().records, SECURITY: read([]) } }),
      'FAIL RECORD_MISSING',
    ],
    ['probes asked for and none there', ruled({ probes: 0 }), 'ERROR NOTHING_REQUIRED'],
    ['a release without an object', withPlan({ objects: [] }), 'ERROR NOTHING_REQUIRED'],
    ['no plan', facts({ plan: null }), 'ERROR NOTHING_REQUIRED'],
    [
      'a plan that is refused',
      withPlan({ problems: [{ code: 'DRY_RUN_REFUSED', message: 'web: no' }] }),
      'FAIL DRY_RUN_REFUSED',
    ],
  ])('%s', (_, given, expected) => expect(said(given)).toBe(expected));

  test('a shut gate is the answer, not the plan that was not made for it', () => {
    expect(said({ ...withGate(), plan: null })).toBe('FAIL RECORD_MISSING');
  });

  test('without a checkpoint before, the record of the build opens the gate', () => {
    const rules = { ...facts().rules, before: null, during: null, after: null };
    const { chain: _, ...given } = facts({ rules, records: { build: read([build()]) } });
    expect(said(given)).toBe('PASS');
    expect(judgeGate(given).record?.kind).toBe('build');
    expect(said({ ...given, records: { build: read([gate()]) } })).toBe('FAIL RECORD_MISMATCH');
  });
});

describe('the records hang together by their hashes', () => {
  test.each<[string, Partial<DeployFacts>, string]>([
    ['the build that the gate names is gone', { chain: read([]) }, 'FAIL RECORD_CHAIN'],
    ['it was altered', { chain: read([build({ sha256: '7'.repeat(64) })]) }, 'FAIL RECORD_CHAIN'],
    ['it failed', { chain: read([build({ verdict: 'FAIL' })]) }, 'FAIL RECORD_CHAIN'],
    [
      'it built other images',
      { chain: read([build({ subject: { ...subject, images: other } })]) },
      'FAIL RECORD_CHAIN',
    ],
    ['it is of another application', { chain: read([build({ application: 'pacs' })]) }, 'FAIL RECORD_CHAIN'],
    ['it names one that is gone', { chain: read([build({ previous: '8'.repeat(64) })]) }, 'FAIL RECORD_CHAIN'],
    ['the records could not be listed', { chain: unavailable('403') }, 'ERROR GITHUB_UNREADABLE'],
    [
      'it may be one that cannot be read',
      { chain: read([{ ...build(), record: unavailable('expired', 'RECORD_UNREADABLE') }]) },
      'ERROR RECORD_CHAIN',
    ],
  ])('%s', (_, change, expected) => expect(said(facts(change))).toBe(expected));
});

const FAILING: readonly DeployFacts[] = [
  facts({ checkout: null }),
  withGate(gate({ verdict: 'FAIL' })),
  withGate(gate({ environment: 'beta' })),
  facts({ chain: read([build({ verdict: 'FAIL' })]) }),
  facts({ chain: read([]) }),
  facts({ records: { ...facts().records, SECURITY: read([gate({ checkpoint: 'SECURITY', verdict: 'FAIL' })]) } }),
  ruled({ probes: 0 }),
  withPlan({ problems: [{ code: 'GITOPS_OWNED', message: 'x' }] }),
];

type Removal = (given: DeployFacts) => DeployFacts;

const without =
  (key: string): Removal =>
  (given) => {
    const { [key]: _, ...records } = given.records;
    return { ...given, records };
  };

const unread =
  (key: string): Removal =>
  (given) => ({
    ...given,
    records: { ...given.records, [key]: unavailable('not read', 'RECORD_UNREADABLE') },
  });

const REMOVALS: readonly Removal[] = [
  without('PRE'),
  without('SECURITY'),
  unread('PRE'),
  unread('SECURITY'),
  ({ chain: _, ...given }) => given,
  (given) => ({ ...given, chain: unavailable('not read') }),
  (given) => ({ ...given, checkout: null }),
  (given) => ({ ...given, plan: null }),
  (given) => ({ ...given, plan: given.plan === null ? null : { ...given.plan, objects: [] } }),
];

test('a fact that is taken away never turns a no into a yes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FAILING), fc.subarray([...REMOVALS]), (given, removals) => {
      const less = removals.reduce((left, remove) => remove(left), given);
      expect(decideAdmission(less).verdict).not.toBe('PASS');
    }),
    { numRuns: 500 },
  );
});

test('every fact that is taken away from a yes makes it a no', () => {
  for (const remove of REMOVALS) expect(decideAdmission(remove(facts())).verdict).not.toBe('PASS');
});

describe('what the rollout decided', () => {
  const failed = { status: 'failed', code: 'CONTAINER_CRASHED', seen: 'exit 1' } as const;
  const decided = (...args: Parameters<typeof decideRollout>) => {
    const { overall, during, after } = decideRollout(...args);
    return [overall, during, after].map((one) => (one === null ? '-' : [one.verdict, ...one.reasonCodes].join(' ')));
  };

  test('steps decide the checkpoint during, probes the one after, and that one comes after the other', () => {
    const [step, probe] = [outcome('web'), outcome('health')];
    expect(decided(facts(), [step], [probe])).toEqual(['PASS', 'PASS', 'PASS']);
    expect(decided(facts(), [step], [outcome('health', failed)])).toEqual([
      'FAIL CONTAINER_CRASHED',
      'PASS',
      'FAIL CONTAINER_CRASHED',
    ]);
    expect(
      decided(facts(), [outcome('web', failed)], [outcome('health', { status: 'not-run', code: 'STEP_NOT_RUN' })]),
    ).toEqual(['FAIL CONTAINER_CRASHED STEP_NOT_RUN', 'FAIL CONTAINER_CRASHED', 'FAIL RECORD_NOT_PASS STEP_NOT_RUN']);
  });

  test('a checkpoint that is not configured is not decided', () => {
    const given = ruled({ during: null, after: null });
    expect(decided(given, [outcome('web')], [])).toEqual(['PASS', '-', '-']);
  });

  test('checkpoints that this deployment decides itself are not looked for among the records', () => {
    expect(earlierCheckpoints(facts().rules)).toEqual(['SECURITY']);
  });
});
