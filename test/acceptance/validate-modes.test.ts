import { expect, test } from 'vitest';
import type { ActionRun } from '../harness/run-dist.ts';
import { CONFIG, makeValidateWorld, type ValidateWorld } from './validate-world.ts';

const said = (run: ActionRun): string => `${run.exitCode} ${run.outputs['verdict']}`;
const result = (run: ActionRun) => JSON.parse(run.outputs['result'] ?? '{}') as Record<string, unknown>;
const stored = ({ github }: ValidateWorld): string[] => github.world.artifacts.all().map((one) => one.name);

/** A run on the open pull request, as reviews start it. */
const onReview = (world: ValidateWorld, runId: number) => ({
  eventName: 'pull_request_review',
  event: { pull_request: { number: world.pull.number, head: { sha: world.sha } } },
  sha: world.repository.head,
  actor: 'linus',
  runId,
});

test('explain tells the state of an open pull request, ends well, decides and stores nothing', async () => {
  await using world = await makeValidateWorld({ merge: false });
  await world.github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
  const context = onReview(world, 1);
  const run = await world.validate({ checkpoint: 'SIGNED', mode: 'explain' }, { context });
  expect(said(run)).toBe('0 EXPLAINED');
  expect(result(run)).toMatchObject({ verdict: 'EXPLAINED', 'would-be': 'FAIL' });
  expect([run.outputs['record'], run.outputs['record-sha256'], run.outputs['record-artifact']]).toEqual(['', '', '']);
  expect(run.summary).toContain('EXPLAINED, nothing was decided');
  expect(run.summary).toContain('Grace Hopper');
  expect(run.annotations.filter((one) => one.level === 'error')).toEqual([]);
  expect(stored(world)).toEqual([]);
});

test('explain is refused behind the merge, where somebody could take it for a gate', async () => {
  await using world = await makeValidateWorld();
  const run = await world.validate({ checkpoint: 'SIGNED', mode: 'explain' });
  expect(said(run)).toBe('1 ERROR');
  expect(run.annotations.map((one) => one.message).join()).toContain('mode explain is for open pull requests');
});

test('simulate tells what sign-offs would change, and never ends well', async () => {
  await using world = await makeValidateWorld({ merge: false });
  const context = onReview(world, 1);
  const supposed = { checkpoint: 'SIGNED', mode: 'simulate', 'sign-offs': 'technical-lead=ada, qa-lead=Grace' };
  const run = await world.validate(supposed, { context });
  expect(said(run)).toBe('1 SIMULATED');
  expect(result(run)).toMatchObject({ verdict: 'SIMULATED', 'would-be': 'PASS' });
  expect(run.summary).toMatch(/^## 🔍 SIMULATED, nothing was decided: Signed: would pass/);
  expect(run.summary).toContain('had ada as technical-lead, Grace as qa-lead signed just now');
  expect(result(run)).toMatchObject({ 'would-be-without': 'FAIL' });
  expect(stored(world)).toEqual([]);
  const wrong = await world.validate(
    { ...supposed, 'sign-offs': 'qa-lead=linus' },
    { context: { ...context, runId: 2 } },
  );
  expect(said(wrong)).toBe('1 ERROR');
  expect(wrong.annotations.map((one) => one.message).join()).toContain('"linus" does not hold the role qa-lead');
  const stray = await world.validate({ ...supposed, mode: 'gate' }, { context: { ...context, runId: 3 } });
  expect(stray.annotations.map((one) => one.message).join()).toContain('input "sign-offs" is for mode simulate');
});

test('simulate supposes the sentence too that a role asks for', async () => {
  const meaning = '    meaning: "I approve ${head} of ${application} for ${checkpoint}"\n';
  const config = CONFIG.replace('    after-merge: true\n', `    after-merge: true\n${meaning}`);
  await using world = await makeValidateWorld({ merge: false, config });
  const supposed = { checkpoint: 'SIGNED', mode: 'simulate', 'sign-offs': 'technical-lead=ada, qa-lead=grace' };
  const run = await world.validate(supposed, { context: onReview(world, 1) });
  expect(result(run)).toMatchObject({ 'would-be': 'PASS' });
  expect(run.summary).toContain(`I approve ${world.sha.slice(0, 12)} of tracker for SIGNED`);
});

test('one comment is kept up to date in place; that it cannot be written is a warning and no more', async () => {
  await using world = await makeValidateWorld({ merge: false });
  const { github, pull } = world;
  const gate = (runId: number, token?: string) =>
    world.validate(
      { checkpoint: 'SIGNED', comment: 'true' },
      { context: onReview(world, runId), ...(token === undefined ? {} : { token }) },
    );
  const comments = () => github.world.comments.filter((one) => one.issue === pull.number);

  expect(said(await gate(1))).toBe('1 FAIL');
  expect(comments()).toHaveLength(1);
  const [first] = comments();
  expect(first?.body).toMatch(/^<!-- countersign tracker SIGNED _ -->\n## ❌/);

  await github.world.addReview(pull, { by: 'ada', state: 'APPROVED' });
  await github.world.addReview(pull, { by: 'grace', state: 'APPROVED' });
  expect(said(await gate(2))).toBe('0 PASS');
  expect(comments().map((one) => one.id)).toEqual([first?.id]);
  expect(comments()[0]?.body).toMatch(/^<!-- countersign tracker SIGNED _ -->\n## ✅/);

  const token = github.tokenWith({ contents: 'read', actions: 'read', 'pull-requests': 'read' });
  const silent = await gate(3, token);
  expect(said(silent)).toBe('0 PASS');
  expect(
    silent.annotations
      .filter((one) => one.level === 'warning')
      .map((one) => one.message)
      .join(),
  ).toContain('the comment was not written');
  expect(comments()).toHaveLength(1);
});
