import type { ConfigPath, Finding } from '../finding.ts';
import type { Environment } from '../schema/environments.ts';
import type { Config } from '../schema.ts';
import { type Names, reference } from './names.ts';
import { probeListFindings } from './probes.ts';
import { stepFindings } from './steps.ts';

const MOMENTS = ['before', 'during', 'after', 'rollback'] as const;

/** Environments: one place to deploy to, checkpoints and promotions that exist, steps and probes that can be carried out. */
export function environmentFindings(config: Config, names: Names): readonly Finding[] {
  return Object.entries(config.environments ?? {}).flatMap(([id, environment]) => {
    const path = ['environments', id];
    return [
      ...targetFindings(path, environment),
      ...MOMENTS.flatMap((moment) => {
        const checkpoint = environment.checkpoints?.[moment];
        const at = [...path, 'checkpoints', moment];
        return checkpoint === undefined ? [] : reference(at, checkpoint, names.checkpoints, 'checkpoint');
      }),
      ...promotionFindings(path, id, environment, names),
      ...stepFindings(path, environment),
      ...probeListFindings([...path, 'verify'], environment.verify ?? []),
      ...probeListFindings([...path, 'rollback', 'when'], environment.rollback?.when ?? []),
    ];
  });
}

function targetFindings(path: ConfigPath, environment: Environment): readonly Finding[] {
  if ((environment.kubernetes === undefined) !== (environment.compose === undefined)) return [];
  return [{ path, at: 'key', message: `environment "${path.at(-1)}" needs exactly one of kubernetes and compose` }];
}

function promotionFindings(path: ConfigPath, id: string, environment: Environment, names: Names): readonly Finding[] {
  const from = environment['promotes-from']?.environment;
  if (from === undefined) return [];
  const undecided: readonly Finding[] =
    environment.checkpoints?.before === undefined
      ? [
          {
            path: [...path, 'promotes-from'],
            message: 'promotes-from is decided with the checkpoint before; name it in checkpoints',
          },
        ]
      : [];
  const here = [...path, 'promotes-from', 'environment'];
  if (from === id) return [{ path: here, message: `environment "${id}" cannot be promoted from itself` }];
  return [...undecided, ...reference(here, from, names.environments, 'environment')];
}
