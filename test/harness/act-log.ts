import { type Annotation, annotationsOf, parseCommands } from './commands.ts';

/** What happened to one step of a job. */
type WorkflowStep = {
  readonly name: string;
  readonly id: string;
  readonly stage: 'Pre' | 'Main' | 'Post';
  result: 'success' | 'failure' | 'skipped' | undefined;
  readonly outputs: Record<string, string>;
  readonly annotations: Annotation[];
  summary: string;
  /** What the step printed. */
  log: string;
};

type WorkflowJob = { result: 'success' | 'failure' | undefined; readonly steps: WorkflowStep[] };

/** Jobs by id; a job that never started is not among them. */
export type WorkflowJobs = Readonly<Record<string, WorkflowJob>>;

/** One line of `act --json`. */
type Line = {
  readonly jobID?: string;
  readonly jobResult?: WorkflowJob['result'];
  readonly step?: string;
  readonly stepID?: readonly string[];
  readonly stage?: WorkflowStep['stage'];
  readonly stepResult?: WorkflowStep['result'];
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly raw?: string;
  readonly raw_output?: boolean;
  readonly msg?: string;
};

function parseLine(text: string): Line | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined; // a step may print what looks like JSON through act's own standard error
  }
}

/** The step that a line is about; it is made at its first line. */
function stepOf(job: WorkflowJob, line: Line): WorkflowStep | undefined {
  const { stage, step: name } = line;
  if (stage === undefined || name === undefined || line.stepID === undefined) return undefined;
  const id = line.stepID.join('.');
  const known = job.steps.find((one) => one.id === id && one.stage === stage);
  if (known !== undefined) return known;
  const made: WorkflowStep = { name, id, stage, result: undefined, outputs: {}, annotations: [], summary: '', log: '' };
  job.steps.push(made);
  return made;
}

function apply(step: WorkflowStep, line: Line): void {
  if (line.stepResult !== undefined) step.result = line.stepResult;
  if (line.raw_output === true) step.log += line.msg ?? '';
  if (line.command === 'set-output' && line.name !== undefined) step.outputs[line.name] = line.arg ?? '';
  if (line.command === 'summary') step.summary += line.content ?? '';
  if (line.raw !== undefined) step.annotations.push(...annotationsOf(parseCommands(line.raw)));
}

/** Reads the log of `act --json`. */
export function readActLog(log: string): WorkflowJobs {
  const jobs: Record<string, WorkflowJob> = {};
  for (const text of log.split('\n')) {
    const line = parseLine(text);
    if (line?.jobID === undefined) continue;
    jobs[line.jobID] ??= { result: undefined, steps: [] };
    const job = jobs[line.jobID] as WorkflowJob;
    if (line.jobResult !== undefined) job.result = line.jobResult;
    const step = stepOf(job, line);
    if (step !== undefined) apply(step, line);
  }
  // act tells of a step's `pre` even where it has none: what has neither result nor words was none.
  for (const job of Object.values(jobs)) {
    const real = job.steps.filter((step) => step.result !== undefined || step.log !== '');
    job.steps.splice(0, job.steps.length, ...real);
  }
  return jobs;
}
