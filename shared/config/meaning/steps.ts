import type { ConfigPath, Finding } from '../finding.ts';
import type { Environment } from '../schema/environments.ts';
import { STEP_KINDS, type Step } from '../schema/steps.ts';
import { given } from './names.ts';
import { probeFindings } from './probes.ts';
import { savedReferences } from './saved.ts';

type Undo = NonNullable<Step['undo']>;

/** Kinds that print something which can be kept. */
const SAVING: ReadonlySet<string> = new Set(['job', 'command']);
const UNDO_KINDS = STEP_KINDS.filter((kind) => kind !== 'probe');

/** All step lists of an environment: their form, ids once across the lists, and `${name}` only for what is saved before. */
export function stepFindings(path: ConfigPath, environment: Environment): readonly Finding[] {
  const lists: readonly (readonly [ConfigPath, readonly Step[]])[] = [
    [[...path, 'deploy'], environment.deploy],
    [[...path, 'rollback', 'first'], environment.rollback?.first ?? []],
    [[...path, 'rollback', 'after'], environment.rollback?.after ?? []],
  ];
  const steps = lists.flatMap(([at, list]) => list.map((step, index) => ({ path: [...at, index], step })));
  const ids = steps.map(({ step }) => step.id);
  const repeatedIds = steps.filter(({ step }, index) => ids.indexOf(step.id) !== index);
  return [
    ...steps.flatMap(({ path: at, step }) => findingsOf(at, step)),
    ...repeatedIds.map(({ path: at, step }) => ({
      path: [...at, 'id'],
      message: `step id "${step.id}" is used twice in this environment`,
    })),
    ...savedReferences(steps),
  ];
}

function findingsOf(path: ConfigPath, step: Step): readonly Finding[] {
  const kinds = given(step, STEP_KINDS);
  const findings: Finding[] = [
    ...exactlyOne(path, kinds, STEP_KINDS, `step "${step.id}"`),
    ...scaleFindings(path, step),
  ];
  if (step.probe !== undefined) findings.push(...probeFindings([...path, 'probe'], step.probe));
  if (step.probe !== undefined && step.timeout !== undefined)
    findings.push({
      path: [...path, 'timeout'],
      at: 'key',
      message: 'a probe step ends by "within" of its probe, not by timeout',
    });
  if (step.saves !== undefined && kinds.length > 0 && !kinds.some((kind) => SAVING.has(kind)))
    findings.push({
      path: [...path, 'saves'],
      at: 'key',
      message: 'saves belongs to a job or command step; this one prints nothing',
    });
  if (step.undo === undefined) return findings;
  const undo = [...path, 'undo'];
  const undoKinds = given<keyof Undo>(step.undo, UNDO_KINDS);
  return [
    ...findings,
    ...exactlyOne(undo, undoKinds, UNDO_KINDS, `the undo of step "${step.id}"`),
    ...scaleFindings(undo, step.undo),
  ];
}

function exactlyOne(
  path: ConfigPath,
  kinds: readonly string[],
  all: readonly string[],
  what: string,
): readonly Finding[] {
  if (kinds.length === 1) return [];
  const seen = kinds.length === 0 ? 'has none' : `has ${kinds.join(' and ')}`;
  return [{ path, message: `${what} needs exactly one of ${all.join(', ')}; it ${seen}` }];
}

function scaleFindings(path: ConfigPath, { scale }: Pick<Step, 'scale'>): readonly Finding[] {
  if (scale === undefined) return [];
  const workloads = Object.keys(scale);
  if (workloads.length === 0) return [{ path: [...path, 'scale'], at: 'key', message: 'scale names no workload' }];
  return workloads
    .filter((workload) => workload.startsWith('daemonset/'))
    .map((workload) => ({
      path: [...path, 'scale', workload],
      at: 'key',
      message: `${workload} cannot be scaled: it runs on every node`,
    }));
}
