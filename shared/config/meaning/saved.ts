import type { ConfigPath, Finding } from '../finding.ts';
import { suggest } from '../nearest.ts';
import type { Step } from '../schema/steps.ts';

type PlacedStep = { readonly path: ConfigPath; readonly step: Step };

const REFERENCE = /\$\{([^}]*)\}/g;

/**
 * `${name}` in the arguments of a job or command, which must be what an earlier step saves: a name that nothing fills
 * would reach the program as an empty or literal text. An undo runs later, so it may use what its own step saved.
 * @param steps in the order in which they run
 */
export function savedReferences(steps: readonly PlacedStep[]): readonly Finding[] {
  const saved: string[] = [];
  return steps.flatMap(({ path, step }) => {
    const findings = [...argumentFindings(path, step, saved)];
    if (step.saves !== undefined) {
      if (saved.includes(step.saves))
        findings.push({ path: [...path, 'saves'], message: `an earlier step saves "${step.saves}" already` });
      saved.push(step.saves);
    }
    return step.undo === undefined ? findings : [...findings, ...argumentFindings([...path, 'undo'], step.undo, saved)];
  });
}

function argumentFindings(
  path: ConfigPath,
  step: Pick<Step, 'job' | 'command'>,
  saved: readonly string[],
): readonly Finding[] {
  const lists: readonly (readonly [ConfigPath, readonly string[]])[] = [
    [[...path, 'job', 'command'], step.job?.command ?? []],
    [[...path, 'command'], step.command ?? []],
  ];
  return lists.flatMap(([at, list]) =>
    list.flatMap((argument, index) =>
      [...argument.matchAll(REFERENCE)]
        .filter(([, name = '']) => !saved.includes(name))
        .map(([, name = '']) => ({ path: [...at, index], message: unsaved(name, saved) })),
    ),
  );
}

const unsaved = (name: string, saved: readonly string[]): string =>
  `\${${name}} is not saved by an earlier step${suggest(name, saved) || '; no earlier step saves anything'}`;
