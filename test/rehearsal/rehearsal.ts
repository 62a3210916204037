import type { ActionRun } from '../harness/run-dist.ts';
import type { Change } from './application.ts';
import { type Company, mergeIntoMain, type PullRequest, propose } from './company.ts';
import { runUnitTests } from './evidence.ts';
import { askService, type Kubectl } from './platform.ts';
import { expect, type Stages } from './stages.ts';
import { errorsOf, Workflow } from './workflow.ts';

/** What a rehearsal works on. */
export type Setting = {
  readonly company: Company;
  readonly stages: Stages;
  readonly env: Readonly<Record<string, string>>;
  /** Folder that keeps records, summaries and logs. */
  readonly left: string;
  readonly dockerHost: string;
  readonly ask: Kubectl;
  readonly namespace: string;
  /** Ends the running step. */
  readonly cancel: AbortSignal;
};

const BUILD = 'image build, checks, push | GitHub, artifacts';
const GATE = 'decision on real reviews and evidence | GitHub, artifacts';
const CLUSTER = 'cluster, service | GitHub, artifacts';

/** The story: four releases of one application, one of them broken, and a person who goes back. */
export class Rehearsal {
  readonly #setting: Setting;
  #run = 9000;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** Release 1: refused until the second signature is there, then deployed. */
  async firstRelease(): Promise<void> {
    const pull = await propose(this.#setting.company, {
      branch: 'first-release',
      title: 'First release',
      files: (read) => ({ 'README.md': `${read('README.md')}\nReleased.\n` }),
    });
    await this.#review(pull, 'linus', 'CHANGES_REQUESTED', 'Who restores the database?');
    await this.#review(pull, 'ada', 'APPROVED', 'Reviewed, tests are green.');
    const workflow = await this.#merged(pull);
    await this.#build(workflow, 'release 1');
    await this.#gate(workflow, 'release 1', 'VALIDATION-BUILD');
    await this.#setting.stages.run('release 1: gate without the second signature', GATE, async () => {
      const result = await workflow.step('validate', 'release-1-gate-refused', gateInputs('VALIDATION-DEP-PRE'));
      expect('exit code', result.exitCode, 1);
      expect('verdict', result.outputs['verdict'], 'FAIL');
      for (const line of errorsOf(result)) console.log(`  ✗ ${line}`);
      return `refused: ${result.outputs['reason-codes']}`;
    });
    await this.#review(pull, 'linus', 'APPROVED', 'The backup job answers it.');
    workflow.rerun();
    await this.#gate(workflow, 'release 1', 'VALIDATION-DEP-PRE');
    await this.#deploy(workflow, 'release 1', '1.0.0');
  }

  /** Release 2 crashes on start: the deployment fails, shows the log line and restores release 1 by itself. */
  async brokenRelease(change: Change): Promise<void> {
    const workflow = await this.#approved(change);
    await this.#build(workflow, 'release 2');
    await this.#gate(workflow, 'release 2', 'VALIDATION-BUILD');
    await this.#gate(workflow, 'release 2', 'VALIDATION-DEP-PRE');
    await this.#setting.stages.run('release 2: deploy, crashes on start', CLUSTER, async () => {
      const result = await workflow.step('deploy', 'release-2-deploy', { environment: 'production' });
      expect('exit code', result.exitCode, 1);
      expect('verdict', result.outputs['verdict'], 'FAIL');
      expect('restored release', result.outputs['restored-release'], '1');
      if (!result.shown.includes('REMINDER_CHANNEL')) throw new Error('the log line of the crash was not shown');
      for (const line of errorsOf(result)) console.log(`  ✗ ${line}`);
      this.#askVersion('1.0.0', '0001');
      return 'failed as it should; release 1 restored, version 1.0.0 answers';
    });
  }

  /** Release 3: good, with a migration. */
  async goodRelease(change: Change): Promise<void> {
    const workflow = await this.#approved(change);
    await this.#build(workflow, 'release 3');
    await this.#gate(workflow, 'release 3', 'VALIDATION-BUILD');
    await this.#gate(workflow, 'release 3', 'VALIDATION-DEP-PRE');
    await this.#deploy(workflow, 'release 3', '3.0.0', '0002');
  }

  /** A person dispatches the rollback from release 3 to release 1. */
  async rollback(): Promise<void> {
    const { company, stages } = this.#setting;
    const sha = await company.repository.git('rev-parse', 'main');
    const workflow = this.#workflow(sha, 'linus');
    await stages.run('rollback to release 1, dispatched by linus', CLUSTER, async () => {
      const inputs = {
        environment: 'production',
        to: '1',
        reason: 'Reminders reach the wrong channel since release 3',
      };
      const result = await workflow.step('rollback', 'rollback', inputs);
      this.#mustPass(result);
      this.#askVersion('1.0.0', '0002');
      return 'PASS, version 1.0.0 answers';
    });
  }

  async #approved(change: Change): Promise<Workflow> {
    const pull = await propose(this.#setting.company, change);
    await this.#review(pull, 'ada', 'APPROVED', 'Looks right.');
    await this.#review(pull, 'grace', 'APPROVED', 'Tested.');
    return this.#merged(pull);
  }

  /** Merges, starts the run of the merged commit, and runs the tests that are its evidence. */
  async #merged(pull: PullRequest): Promise<Workflow> {
    const { company, dockerHost } = this.#setting;
    const sha = await mergeIntoMain(company, pull);
    const workflow = this.#workflow(sha);
    const { world } = company.github;
    const run = world.addRun({
      id: workflow.run.id,
      headSha: sha,
      path: '.github/workflows/deploy.yml',
      status: 'in_progress',
      conclusion: null,
    });
    world.addArtifact({
      run,
      name: 'tests',
      files: { 'junit.xml': runUnitTests(dockerHost, company.repository.path) },
    });
    return workflow;
  }

  #workflow(sha: string, dispatchedBy?: string): Workflow {
    this.#run += 1;
    const { company, env, left, cancel } = this.#setting;
    return new Workflow(company, {
      id: this.#run,
      sha,
      env,
      left,
      cancel,
      ...(dispatchedBy === undefined ? {} : { dispatchedBy }),
    });
  }

  async #review(pull: PullRequest, by: string, state: 'APPROVED' | 'CHANGES_REQUESTED', body: string): Promise<void> {
    await this.#setting.company.github.world.addReview(pull, { by, state, body });
  }

  async #build(workflow: Workflow, release: string): Promise<void> {
    await this.#setting.stages.run(`${release}: build`, BUILD, async () => {
      const result = await workflow.step('build', `${slug(release)}-build`, {});
      this.#mustPass(result);
      const images = Object.keys(JSON.parse(result.outputs['images'] ?? '{}'));
      expect('services pushed', images.sort().join(' '), 'backend frontend worker');
      return `PASS, ${images.length} images pushed`;
    });
  }

  async #gate(workflow: Workflow, release: string, checkpoint: string): Promise<void> {
    await this.#setting.stages.run(`${release}: gate ${checkpoint}`, GATE, async () => {
      this.#mustPass(await workflow.step('validate', `${slug(release)}-${checkpoint}`, gateInputs(checkpoint)));
      return 'PASS';
    });
  }

  async #deploy(workflow: Workflow, release: string, version: string, schema = '0001'): Promise<void> {
    await this.#setting.stages.run(`${release}: deploy`, CLUSTER, async () => {
      const result = await workflow.step('deploy', `${slug(release)}-deploy`, { environment: 'production' });
      this.#mustPass(result);
      this.#askVersion(version, schema);
      return `PASS, version ${version} answers`;
    });
  }

  #askVersion(version: string, schema: string): void {
    const answer = askService(this.#setting.ask, this.#setting.namespace, 'backend:8000', '/version');
    expect('answer of the running service', JSON.stringify(answer), JSON.stringify({ version, schema }));
  }

  #mustPass(result: ActionRun): void {
    if (result.exitCode === 0 && result.outputs['verdict'] === 'PASS') return;
    throw new Error(
      `the step ended with ${result.exitCode}: ${errorsOf(result).join('; ') || result.shown.slice(-2000)}`,
    );
  }
}

const gateInputs = (checkpoint: string): Record<string, string> => ({ checkpoint, environment: 'production' });
const slug = (release: string): string => release.replaceAll(' ', '-');
