import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionName, type ActionRun, runDist } from '../harness/run-dist.ts';
import { type Company, DEVELOPER } from './company.ts';

/** The permissions of each job, as the example's workflows give them. */
const PERMISSIONS = {
  build: { contents: 'read', packages: 'write' },
  validate: { contents: 'read', 'pull-requests': 'read', actions: 'read' },
  deploy: { contents: 'read', actions: 'read', deployments: 'write' },
  rollback: { contents: 'read', actions: 'read', deployments: 'write' },
} as const;

/** One run of a workflow: its steps share a commit and a run id, and leave what they wrote for reading. */
export class Workflow {
  readonly runId: number;
  readonly #company: Company;
  readonly #sha: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #left: string;
  readonly #dispatchedBy: string | undefined;
  #attempt = 1;

  constructor(
    company: Company,
    run: { id: number; sha: string; env: Readonly<Record<string, string>>; left: string; dispatchedBy?: string },
  ) {
    this.#company = company;
    this.runId = run.id;
    this.#sha = run.sha;
    this.#env = run.env;
    this.#left = run.left;
    this.#dispatchedBy = run.dispatchedBy;
  }

  /** The same run once more, as "Re-run failed jobs" does it. */
  rerun(): void {
    this.#attempt += 1;
  }

  /** Runs one of the four actions as a step and keeps its summary and record under `name`. */
  async step(action: ActionName, name: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
    const { github, repository } = this.#company;
    const temp = mkdtempSync(join(tmpdir(), 'countersign-rehearsal-'));
    try {
      const result = await runDist(action, {
        github,
        inputs,
        temp,
        workspace: repository.path,
        env: this.#env,
        token: github.tokenWith(PERMISSIONS[action]),
        context: this.#context(),
        timeout: 600_000,
      });
      this.#keep(name, result);
      return result;
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  }

  #context(): Record<string, string | number> {
    const person = this.#dispatchedBy ?? DEVELOPER;
    const id = [...this.#company.github.world.accounts.values()].find((one) => one.login === person)?.id ?? 0;
    return {
      sha: this.#sha,
      runId: this.runId,
      runAttempt: this.#attempt,
      actor: person,
      actorId: id,
      triggeringActor: person,
      eventName: this.#dispatchedBy === undefined ? 'push' : 'workflow_dispatch',
    };
  }

  #keep(name: string, result: ActionRun): void {
    mkdirSync(this.#left, { recursive: true });
    writeFileSync(join(this.#left, `${name}.log`), result.shown);
    writeFileSync(join(this.#left, `${name}.summary.md`), result.summary);
    const record = result.outputs['record'];
    if (record) copyFileSync(record, join(this.#left, `${name}.record.json`));
  }
}

/** What a step said when it failed: its error lines. */
export const errorsOf = (result: ActionRun): string[] =>
  result.annotations.filter((annotation) => annotation.level === 'error').map((annotation) => annotation.message);
