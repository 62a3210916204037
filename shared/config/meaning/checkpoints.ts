import type { Finding } from '../finding.ts';
import type { Checkpoint } from '../schema/checkpoints.ts';
import type { Config } from '../schema.ts';
import { cycles } from './cycles.ts';
import { type Names, reference, repeated } from './names.ts';
import { signOffFindings } from './roles.ts';

/** Checkpoints and overrides: every name refers to something, the order ends, and something is asked for. */
export function checkpointFindings(config: Config, names: Names): readonly Finding[] {
  const checkpoints = Object.entries(config.checkpoints ?? {});
  const overrides = Object.entries(config.overrides ?? {});
  return [
    ...checkpoints.flatMap(([id, checkpoint]) => findingsOf(id, checkpoint, names)),
    ...checkpoints.flatMap(([id, checkpoint]) => emptyFindings(id, checkpoint, config)),
    ...cycleFindings(config),
    ...overrides.flatMap(([id, override]) =>
      signOffFindings(['overrides', id, 'sign-offs'], override['sign-offs'], names),
    ),
  ];
}

function findingsOf(id: string, checkpoint: Checkpoint, names: Names): readonly Finding[] {
  const path = ['checkpoints', id];
  const { after = [], evidence = [] } = checkpoint;
  return [
    ...after.flatMap((other, index) => reference([...path, 'after', index], other, names.checkpoints, 'checkpoint')),
    ...repeated([...path, 'after'], after, 'checkpoint'),
    ...evidence.flatMap((one, index) => reference([...path, 'evidence', index], one, names.evidence, 'evidence')),
    ...repeated([...path, 'evidence'], evidence, 'evidence'),
    ...signOffFindings([...path, 'sign-offs'], checkpoint['sign-offs'] ?? [], names),
  ];
}

/**
 * A checkpoint that asks for nothing would be a way to say yes. One that only stands during or after a deployment is
 * decided by the deployment's own steps and probes, so it may leave the rest out.
 */
function emptyFindings(id: string, checkpoint: Checkpoint, config: Config): readonly Finding[] {
  const asked =
    [checkpoint.after, checkpoint.evidence, checkpoint['sign-offs']].some((list) => (list?.length ?? 0) > 0) ||
    (checkpoint.changes !== undefined && checkpoint.changes.approvals !== 0);
  const uses = Object.values(config.environments ?? {}).flatMap((environment) =>
    Object.entries(environment.checkpoints ?? {}),
  );
  const moments = uses.filter(([, checkpointId]) => checkpointId === id).map(([moment]) => moment);
  const byDeployment = moments.length > 0 && moments.every((moment) => moment === 'during' || moment === 'after');
  if (asked || byDeployment) return [];
  return [
    {
      path: ['checkpoints', id],
      at: 'key',
      message: `checkpoint "${id}" asks for nothing; give it after, evidence or sign-offs`,
    },
  ];
}

function cycleFindings(config: Config): readonly Finding[] {
  const after = new Map(
    Object.entries(config.checkpoints ?? {}).map(([id, checkpoint]) => [id, checkpoint.after ?? []]),
  );
  return cycles(after).map((cycle) => {
    const [first = ''] = cycle;
    return {
      path: ['checkpoints', first, 'after'],
      message: `"after" goes in a circle: ${[...cycle, first].join(' -> ')}`,
    };
  });
}
