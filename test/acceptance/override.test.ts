import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replayRecord } from '../../scripts/policy/replay.ts';
import type { ActionRun } from '../harness/run-dist.ts';
import { GATE, makeOverrideWorld, OVERRIDE_CONFIG, REQUEST } from './override-world.ts';

const DAY = 86_400_000;

/** The same, where every change has to be reviewed as well. */
const COVERED = OVERRIDE_CONFIG.replace(', changes: { approvals: 0 }', '');

const said = (run: ActionRun): string => {
  const codes = JSON.parse(run.outputs['reason-codes'] ?? '[]') as string[];
  return [run.exitCode, run.outputs['verdict'], ...codes].join(' ');
};
const result = (run: ActionRun) => JSON.parse(run.outputs['result'] ?? '{}') as Record<string, unknown>;

describe('an override that was granted', () => {
  test('lets the gate pass loudly for a day and no longer, and is owed afterwards', async () => {
    await using world = await makeOverrideWorld();
    expect(said(await world.gate(1))).toBe('1 FAIL EVIDENCE_MISSING');

    const asked = await world.ask(50);
    expect(said(asked)).toBe('0 PASS');
    expect(asked.outputs['record-artifact']).toBe('countersign-override.tracker');
    expect(asked.summary).toContain('patients wait for their doses');
    expect(asked.summary).toContain('Grace Hopper');
    expect(asked.summary).toContain('Override day of RELEASE → production: granted');
    expect(asked.summary).toContain('run the gate of this commit again before');

    const passed = await world.gate(2);
    expect(said(passed)).toBe('0 PASS');
    expect(passed.summary).toContain('OVERRIDDEN by day');
    expect(passed.summary).toMatch(/^## 🟠 Release → production: passed, 1 OVERRIDDEN, 3 of 4 hold/);
    expect(passed.summary).toContain('Seen: no run of commit');
    expect(result(passed)).toMatchObject({ overridden: ['evidence/unit-tests'] });
    expect(passed.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('patients wait for their doses') }),
    );

    world.wait(DAY);
    const expired = await world.gate(3);
    expect(said(expired)).toBe('1 FAIL EVIDENCE_MISSING');
    expect(expired.summary).toContain('it expired');
  });

  test('is owed by every other commit when nobody has validated it in time', async () => {
    await using world = await makeOverrideWorld();
    await world.ask(50);
    expect(said(await world.gate(2))).toBe('0 PASS');
    const { github } = world;
    await github.world.commit('next', { by: 'linus', parent: world.sha, files: { 'b.txt': 'y' } });
    const pull = await github.world.addPullRequest({ head: 'next', base: 'main', opener: 'linus', title: 'Next' });
    await github.world.addReview(pull, { by: 'ada', state: 'APPROVED' });
    const sha = (await github.world.merge(pull, { method: 'merge', by: 'linus' })).trim();
    const tests = { 'junit.xml': '<testsuite><testcase name="a"/></testsuite>' };
    const evidence = (headSha: string) =>
      github.world.addArtifact({ run: github.world.addRun({ headSha }), name: 'tests', files: tests });
    evidence(sha);
    const next = (runId: number) => world.validate(GATE, { context: { runId, sha } });

    expect(said(await next(10))).toBe('0 PASS');
    world.wait(3 * DAY);
    const owed = await next(11);
    expect(said(owed)).toBe('1 FAIL OVERRIDE_VALIDATION_OVERDUE');
    expect(owed.summary).toContain(`RELEASE of ${world.sha.slice(0, 12)} was overridden`);

    evidence(world.sha);
    expect(said(await world.gate(12))).toBe('0 PASS');
    expect(said(await next(13))).toBe('0 PASS');
  });

  test('can be made up for on main, for its commit, without running that commit again', async () => {
    await using world = await makeOverrideWorld(COVERED);
    await world.ask(50, { inputs: { requirements: 'all' } });
    expect(said(await world.gate(2))).toBe('0 PASS');
    const { github } = world;
    const pushed = await github.world.commit('main', { by: 'linus', files: { 'b.txt': 'y' } });
    const sha = pushed.trim();
    world.wait(3 * DAY);
    const others = await world.validate(GATE, { context: { runId: 10, sha } });
    expect(said(others)).toContain('OVERRIDE_VALIDATION_OVERDUE');

    world.addTests({ 'junit.xml': '<testsuite><testcase name="a"/></testsuite>' });
    const later = { eventName: 'workflow_dispatch', ref: 'refs/heads/main', sha, actor: 'mallory' };
    const dispatch = async (runId: number) => {
      github.world.addRun({ id: runId, event: 'workflow_dispatch', headSha: sha, actor: 'mallory' });
      return world.validate({ ...GATE, commit: world.sha }, { context: { ...later, runId } });
    };
    const made = await dispatch(60);
    expect(said(made)).toBe('0 PASS');
    expect(made.outputs['record-artifact']).toBe(
      `countersign-validation.tracker.RELEASE.production.c${world.sha.slice(0, 12)}`,
    );
    expect(made.summary).toContain('of 1 changes');
    const after = await world.validate(GATE, { context: { runId: 11, sha } });
    expect(said(after)).not.toContain('OVERRIDE_VALIDATION_OVERDUE');
  });

  test('is a record that can be replayed, and so is the gate that used it', async () => {
    await using world = await makeOverrideWorld();
    await world.ask(50);
    const temp = await mkdtemp(join(tmpdir(), 'countersign-override-'));
    try {
      const run = await world.gate(2, { temp });
      const replayed = replayRecord(await readFile(run.outputs['record'] ?? '', 'utf8'));
      expect(replayed).toMatchObject({ kind: 'identical', record: { decision: { verdict: 'PASS' } } });
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  });
});

describe('an override is not granted', () => {
  test.each([
    ['to the one who asks', { by: 'grace' }, 'SIGNOFF_SELF'],
    ['when nobody approved', { approvedBy: '' }, 'SIGNOFF_MISSING'],
    ['by somebody without the role', { approvedBy: 'ada' }, 'SIGNOFF_MISSING'],
    ['by a rerun', { context: { runAttempt: 2 } }, 'OVERRIDE_UNTRUSTED'],
    ['by a push', { context: { eventName: 'push' } }, 'OVERRIDE_UNTRUSTED'],
    ['on another branch', { context: { ref: 'refs/heads/feature' } }, 'OVERRIDE_UNTRUSTED'],
    ['in the name of another', { context: { triggeringActor: 'linus' } }, 'OVERRIDE_UNTRUSTED'],
  ])('%s', async (_, dispatch, code) => {
    await using world = await makeOverrideWorld();
    expect(said(await world.ask(50, dispatch))).toBe(`1 FAIL ${code}`);
    expect(said(await world.gate(2))).toBe('1 FAIL EVIDENCE_MISSING');
  });

  test.each([
    ['without a reason', { reason: ' ' }, 'INPUT_INVALID', '"reason"'],
    ['without a ticket', { ticket: '' }, 'INPUT_INVALID', '"ticket"'],
    ['for nothing', { requirements: '' }, 'INPUT_INVALID', '"requirements"'],
    ['of an unknown kind', { override: 'dya' }, 'OVERRIDE_UNKNOWN', 'no override "dya"'],
    ['for a requirement that is not asked', { requirements: 'evidence/unit-test' }, 'OVERRIDE_UNKNOWN', 'did you mean'],
    ['for the build', { requirements: 'record/build' }, 'OVERRIDE_UNKNOWN', 'cannot be overridden'],
    ['for the content of the merge', { requirements: 'link' }, 'OVERRIDE_UNKNOWN', 'cannot be overridden'],
    ['in another mode', { mode: 'gate' }, 'INPUT_INVALID', 'is for mode override'],
  ])('%s: nothing is stored', async (_, inputs, code, words) => {
    await using world = await makeOverrideWorld();
    const run = await world.ask(50, { inputs });
    expect(said(run)).toBe(`1 ERROR ${code}`);
    expect(run.annotations.map((one) => one.message).join()).toContain(words);
    expect(world.github.world.artifacts.all()).toEqual([]);
  });
});

describe('an artifact that only goes by the name of an override', () => {
  test.each([
    ['of a push', { event: 'push' }],
    ['of another branch', { headBranch: 'feature' }],
    ['of a fork', { headRepositoryId: 99 }],
    ['of somebody else’s run', { actor: 'linus' }],
  ])('%s counts for nothing', async (_, change) => {
    await using world = await makeOverrideWorld();
    const asked = await world.ask(50);
    const { github } = world;
    const stored = github.world.artifacts.all().find((one) => one.name === asked.outputs['record-artifact']);
    const run = github.world.runs.get(50);
    if (stored === undefined || run === undefined) throw new Error('there is no override');
    expect(said(await world.gate(2))).toBe('0 PASS');
    const { actor, ...rest } = change as { actor?: string };
    const by = actor === undefined ? {} : { actor: github.world.account(actor).id };
    Object.assign(run, rest, by);
    expect(said(await world.gate(3))).toBe('1 FAIL EVIDENCE_MISSING');
  });

  test('whose bytes were altered is an error', async () => {
    await using world = await makeOverrideWorld();
    await world.ask(50);
    for (const one of world.github.world.artifacts.all()) {
      if (one.name === 'countersign-override.tracker') one.digest = `sha256:${'0'.repeat(64)}`;
    }
    expect(said(await world.gate(2))).toBe('1 ERROR EVIDENCE_MISSING RECORD_UNREADABLE');
  });
});

test('overrides that cannot be listed are an error, not none', async () => {
  await using world = await makeOverrideWorld();
  world.github.faults.add({ operation: 'actions/list-artifacts-for-repo', status: 403, times: 9 });
  expect(said(await world.gate(2))).toBe('1 ERROR EVIDENCE_MISSING GITHUB_UNREADABLE');
});

describe('a code freeze', () => {
  const window = (from: number, to: number, more = '') => {
    const at = (day: number): string => `${new Date(Date.now() + day * DAY).toISOString().slice(0, 19)}Z`;
    return `${OVERRIDE_CONFIG}freeze: [{ from: ${at(from)}, to: ${at(to)}, reason: audit${more} }]\n`;
  };
  const files = { 'junit.xml': '<testsuite><testcase name="a"/></testsuite>' };

  test('refuses by GitHub’s clock, and an override of the excepted kind breaks it', async () => {
    await using world = await makeOverrideWorld(window(1, 3, ', except: [day]'));
    world.addTests(files);
    expect(said(await world.gate(1))).toBe('0 PASS');
    world.wait(2 * DAY);
    const frozen = await world.gate(2);
    expect(said(frozen)).toBe('1 FAIL CODE_FREEZE');
    expect(frozen.summary).toContain('audit');
    await world.ask(50, { inputs: { requirements: 'freeze' } });
    const broken = await world.gate(3);
    expect([said(broken), result(broken)['overridden']]).toEqual(['0 PASS', ['freeze']]);
  });

  test('is not broken by a kind that it does not except, and does not hold elsewhere', async () => {
    await using world = await makeOverrideWorld(window(-1, 1));
    world.addTests(files);
    await world.ask(50, { inputs: { requirements: 'all' } });
    expect(said(await world.gate(2))).toBe('1 FAIL CODE_FREEZE');
    await using other = await makeOverrideWorld(window(-1, 1, ', environments: [production]'));
    other.addTests(files);
    expect(said(await other.validate({ checkpoint: 'RELEASE' }, { context: { runId: 3 } }))).toBe('0 PASS');
    expect(said(await other.gate(4))).toBe('1 FAIL CODE_FREEZE');
  });
});

test('without overrides in the configuration nobody asks for them', async () => {
  await using world = await makeOverrideWorld(OVERRIDE_CONFIG.replace(/overrides:\n.*\n/, ''));
  await world.gate(1);
  expect(world.github.requests.map((one) => one.path).filter((path) => /actions\/artifacts\?/.test(path))).toEqual([]);
  expect(said(await world.validate(REQUEST, { context: { runId: 2 } }))).toBe('1 ERROR OVERRIDE_UNKNOWN');
});
