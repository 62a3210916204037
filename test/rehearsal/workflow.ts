import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionName, type ActionRun, runDist } from '../harness/run-dist.ts';
import { type Company, DEVELOPER } from './company.ts';

/** The permissions of each job, as the example's workflows give them. */
const PERMISSIONS = {
  build: { contents: 'read', packages: 'write' },
  validate: { contents: 'read', 'pull-requests': 'read', actions: 'read', deployments: 'read' },
  deploy: { contents: 'read', actions: 'read', deployments: 'write' },
  rollback: { contents: 'read', actions: 'read', deployments: 'write' },
} as const;

export type WorkflowRun = {
  readonly id: number;
  readonly sha: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder that keeps records, summaries and logs. */
  readonly left: string;
  readonly cancel: AbortSignal;
  /** Login of the person who dispatched it; a push by the developer when nobody did. */
  readonly dispatchedBy?: string;
};

/** One run of a workflow: its steps share a commit and a run id, and leave what they wrote for reading. */
export class Workflow {
  readonly run: WorkflowRun;
  readonly #company: Company;
  #attempt = 1;

  constructor(company: Company, run: WorkflowRun) {
    this.#company = company;
    this.run = run;
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
        env: this.run.env,
        token: github.tokenWith(PERMISSIONS[action]),
        context: this.#context(),
        timeout: 600_000,
        cancel: this.run.cancel,
      });
      this.#keep(name, result);
      return result;
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  }

  #context(): Record<string, string | number> {
    const { dispatchedBy } = this.run;
    const person = dispatchedBy ?? DEVELOPER;
    const id = [...this.#company.github.world.accounts.values()].find((one) => one.login === person)?.id ?? 0;
    return {
      sha: this.run.sha,
      runId: this.run.id,
      runAttempt: this.#attempt,
      actor: person,
      actorId: id,
      triggeringActor: person,
      eventName: dispatchedBy === undefined ? 'push' : 'workflow_dispatch',
    };
  }

  #keep(name: string, result: ActionRun): void {
    const { left } = this.run;
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, `${name}.log`), result.shown);
    writeFileSync(join(left, `${name}.summary.md`), result.summary);
    const record = result.outputs['record'];
    if (record) copyFileSync(record, join(left, `${name}.record.json`));
  }
}

/** What a step said when it failed: its error lines. */
export const errorsOf = (result: ActionRun): string[] =>
  result.annotations.filter((annotation) => annotation.level === 'error').map((annotation) => annotation.message);
