import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import type { PullRequestRecord } from '../github/world/state.ts';
import { runWorkflow } from '../harness/act-workflow.ts';
import { findAct } from '../harness/need-act.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';
import { type StagedActions, stageActions } from '../harness/staged-actions.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../workflows-examples/medication-tracker');

const act = await findAct("the example's review workflow");

/** Every file of the example, by its path in the user's repository. */
function exampleFiles(): Record<string, Uint8Array> {
  const entries = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(EXAMPLE.length + 1), readFileSync(path)]));
}

let repository: TestRepository;
let github: StandIn;
let staged: StagedActions;
let pull: PullRequestRecord;

beforeAll(async () => {
  repository = await makeRepository(exampleFiles());
  github = await startGitHub({ repository: 'acme/medication-tracker', git: repository.path });
  staged = await stageActions(['action-validate']);
  const people = ['ada', 'grace', 'linus', 'margaret'];
  for (const [index, login] of people.entries()) github.world.addAccount({ id: 1001 + index, login });
  await github.world.commit('dose', {
    by: 'margaret',
    parent: repository.head,
    files: { 'backend/VERSION': '2.0.0\n' },
  });
  pull = await github.world.addPullRequest({ head: 'dose', base: 'main', opener: 'margaret', title: 'Doses' });
});
afterAll(async () => {
  await staged[Symbol.asyncDispose]();
  await repository[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

/** What GitHub sends along when a review was submitted. */
async function reviewEvent() {
  const [head, base] = [await repository.git('rev-parse', pull.head), await repository.git('rev-parse', pull.base)];
  const side = (ref: string, sha: string) => ({ ref, sha, repo: { id: github.world.repository.id } });
  return {
    action: 'submitted',
    pull_request: { number: pull.number, head: side(pull.head, head), base: side(pull.base, base) },
  };
}

async function review(runId: number) {
  const result = await runWorkflow({
    ...{ act: act ?? '', repository: repository.path, workflow: '.github/workflows/review.yml', github },
    ...{ event: 'pull_request_review', branch: 'dose', actions: { 'acme/countersign@v1': staged.path } },
    ...{ context: { runId, actor: 'ada', event: await reviewEvent() }, timeout: 50_000 },
  });
  const step = result.jobs['state']?.steps.find((one) => one.stage === 'Main');
  if (step === undefined) throw new Error(`the workflow did not reach the action:\n${result.log}`);
  return { result, step };
}

const codes = (outputs: Readonly<Record<string, string>>): unknown => JSON.parse(outputs['reason-codes'] ?? 'null');
/** Surely after the push of the head, whose time has whole seconds. */
const later = (): string => new Date(Date.now() + 2000).toISOString();

test.skipIf(act === undefined)('the example shows reviewers what a pull request still needs', async () => {
  const before = await review(901);
  expect(before.step.outputs['verdict'], before.result.log).toBe('FAIL');
  expect(codes(before.step.outputs)).toEqual(['RECORD_MISSING', 'SIGNOFF_MISSING']);
  expect(before.step.summary).toContain('Ada Byron');
  expect(before.result.jobs['state']?.result).toBe('failure');

  await github.world.addReview(pull, { by: 'ada', state: 'APPROVED', submittedAt: later() });
  await github.world.addReview(pull, { by: 'margaret', state: 'APPROVED', submittedAt: later() });
  const half = await review(902);
  expect(codes(half.step.outputs)).toEqual(['RECORD_MISSING', 'SIGNOFF_MISSING']);
  expect(half.step.annotations.map((one) => one.message).join('\n')).not.toContain('Ada Byron');

  await github.world.addReview(pull, { by: 'grace', state: 'APPROVED', submittedAt: later() });
  const signed = await review(903);
  expect(codes(signed.step.outputs)).toEqual(['RECORD_MISSING']);
  for (const run of [901, 902, 903]) {
    const names = github.world.artifacts.ofRun(run).map((artifact) => artifact.name);
    expect(names).toEqual([expect.stringContaining(`.${run}.1`)]);
  }
});
