import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordArtifactName } from '../../shared/domain/artifact-names.ts';
import { seal, sha256 } from '../../shared/domain/record.ts';
import { exampleRecord } from '../fakes/record.ts';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import { runWorkflow } from '../harness/act-workflow.ts';
import { findAct } from '../harness/need-act.ts';
import { makeRepository, type TestRepository } from '../harness/repository.ts';
import { type StagedActions, stageActions } from '../harness/staged-actions.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../workflows-examples/medication-tracker');
const CONFIG = '.github/countersign.yml';
const OVERRIDE = 50;

const act = await findAct("the example's override workflow");

/** Every file of the example, by its path in the user's repository. */
function exampleFiles(): Record<string, Uint8Array> {
  const entries = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(EXAMPLE.length + 1), readFileSync(path)]));
}

let repository: TestRepository;
let github: StandIn;
let staged: StagedActions;

beforeAll(async () => {
  repository = await makeRepository(exampleFiles());
  github = await startGitHub({ repository: 'acme/medication-tracker', git: repository.path });
  staged = await stageActions(['action-validate']);
  const people = ['ada', 'grace', 'linus', 'margaret'];
  for (const [index, login] of people.entries()) github.world.addAccount({ id: 1001 + index, login });
  const tree = (await repository.git('rev-parse', `${repository.head}^{tree}`)).trim();
  const run = github.world.addRun({ headSha: repository.head });
  const example = exampleRecord();
  const record = exampleRecord({
    ...{
      kind: 'build',
      application: 'medication-tracker',
      checkpoint: null,
      environment: null,
      facts: { services: [] },
    },
    policy: { path: CONFIG, ref: 'main', commit: repository.head, sha256: sha256(readFileSync(join(EXAMPLE, CONFIG))) },
    subject: { ...example.subject, commit: repository.head, tree },
    run: { ...example.run, id: run.id, attempt: 1 },
  });
  const name = recordArtifactName({ subject: 'build', environment: null, run: run.id, attempt: 1 });
  github.world.addArtifact({ run, name, files: { 'record.json': seal(record).text } });
});
afterAll(async () => {
  await staged[Symbol.asyncDispose]();
  await repository[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

/** A person's dispatch of one of the example's workflows on main. */
async function dispatch(workflow: string, runId: number, inputs: Readonly<Record<string, string>>) {
  const result = await runWorkflow({
    ...{ act: act ?? '', repository: repository.path, workflow: `.github/workflows/${workflow}`, github },
    ...{ event: 'workflow_dispatch', branch: 'main', actions: { 'acme/countersign@v1': staged.path } },
    ...{ context: { runId, actor: 'margaret', event: { inputs } }, timeout: 100_000 },
  });
  const steps = Object.values(result.jobs).flatMap((job) => job?.steps ?? []);
  const step = steps.find((one) => one.stage === 'Main' && one.outputs['verdict'] !== undefined);
  if (step === undefined) throw new Error(`the workflow did not reach the action:\n${result.log}`);
  return { result, step };
}

test.skipIf(act === undefined)(
  'the emergency protocol of the example: asked for, approved, and made up for',
  async () => {
    const run = github.world.addRun({
      ...{ id: OVERRIDE, event: 'workflow_dispatch', headSha: repository.head, actor: 'margaret' },
      ...{ status: 'in_progress', conclusion: null },
    });
    github.world.approveEnvironment(run, { environment: 'sign-off-duty-lead', by: 'linus' });
    github.world.approveEnvironment(run, { environment: 'sign-off-duty-compliance', by: 'grace' });
    const asked = await dispatch('override.yml', OVERRIDE, {
      ...{ kind: 'day', reason: 'doses are late', ticket: 'OPS-7', commit: repository.head, requirements: 'all' },
    });
    expect(asked.step.outputs['verdict'], asked.result.log).toBe('PASS');
    expect(asked.step.summary).toContain('doses are late');
    expect(asked.step.outputs['record-artifact']).toBe('countersign-override.medication-tracker');
    // The matrix of roles comes from the kind.
    expect(Object.keys(asked.result.jobs).filter((name) => name.startsWith('approve'))).not.toEqual([]);

    const later = await dispatch('validate-later.yml', 51, { commit: repository.head });
    // Nobody has signed it, and while the override lasts it stands in for that; a promise is not kept by it.
    expect(JSON.parse(later.step.outputs['result'] ?? '{}')).toMatchObject({
      overridden: expect.arrayContaining(['sign-offs']),
    });
  },
);
