import * as z from 'zod';
import { probe } from './probes.ts';
import { command, duration, name, path } from './words.ts';

const workload = z
  .string()
  .regex(/^(?:deployment|statefulset|daemonset)\/[a-z0-9-]+$/, 'kind/name, such as deployment/backend')
  .meta({ title: 'kind/name, such as deployment/backend' });

/** What a step can do; exactly one of these keys. */
const action = {
  apply: path.optional().describe('A manifest, or a folder of manifests.'),
  job: z
    .strictObject({
      from: workload.describe('The workload whose image, environment and volumes it gets.'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are what the user writes
      command: command.describe('Program and arguments; ${name} is what an earlier step saved.'),
    })
    .optional()
    .describe("A Job made from a workload's own pod template with another command."),
  scale: z.record(workload, z.int().min(0)).optional().describe('Replicas by workload.'),
  command: command.optional().describe('A program on the runner.'),
  restart: workload.optional().describe('A rolling restart.'),
};

const undo = z.strictObject({
  ...action,
  'loses-data': z.boolean().optional().describe('Needs allow-data-loss at the rollback.'),
});

/** One step of a deployment, carried out in the order of the list. */
export const step = z.strictObject({
  id: name.describe('Unique among the steps of the environment.'),
  ...action,
  probe: probe.omit({ id: true }).optional().describe('A probe that must pass before the next step.'),
  saves: name.optional().describe('Name under which the last line of the output is kept.'),
  timeout: duration.optional().describe('5m unless said otherwise.'),
  when: z.string().min(1).optional().describe('Expression (CEL); the step is left out when it is false.'),
  undo: undo.optional().describe('Done on a rollback, in reverse order of the steps.'),
});

export const STEP_KINDS = ['apply', 'job', 'scale', 'command', 'probe', 'restart'] as const;

export type Step = z.output<typeof step>;
