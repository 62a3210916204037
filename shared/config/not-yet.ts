/** The action that asks. */
export type ActionName = 'validate' | 'build' | 'deploy' | 'rollback';

/** A part of the configuration that is parsed and checked but that no action carries out yet. */
export type NotYet = {
  /** Path with `*` for any name or list entry; ` = value` at the end for one value of a setting. */
  readonly part: string;
  /** Only values that contain this text. */
  readonly holding?: string;
  /** The actions that would have to carry it out; all of them unless named. */
  readonly only?: readonly ActionName[];
};

const STEPS = ['deploy.*', 'rollback.first.*', 'rollback.after.*'];
const PROBES = ['verify.*', 'rollback.when.*', ...STEPS.map((step) => `${step}.probe`)];

const inEach = (places: readonly string[], keys: readonly string[]): readonly NotYet[] =>
  places.flatMap((place) => keys.map((key) => ({ part: `environments.*.${place}.${key}` })));

/**
 * One row for each part that is refused. A part leaves this list in the commit that carries it out, never before; a
 * part that is new in the schema is either carried out at once or enters here.
 */
export const NOT_YET: readonly NotYet[] = [
  // The checkpoints during and after a deployment are decided by its steps and probes alone.
  { part: 'checkpoints.*.evidence', only: ['deploy'] },
  { part: 'checkpoints.*.sign-offs', only: ['deploy'] },
  { part: 'checkpoints.*.changes', only: ['deploy'] },
  { part: 'notifications' },
  { part: 'environments.*.compose' },
  { part: 'environments.*.rollback' },
  // What a step saved is not put into a later command yet; the program would get the braces.
  { part: 'environments.*.deploy.*.job.command.*', holding: '${' },
  ...inEach(STEPS, ['scale', 'command', 'restart', 'when', 'undo']),
  ...inEach(PROBES, ['tcp', 'tls', 'websocket', 'exec', 'prometheus', 'alertmanager', 'redis-queue', 'k6']),
  ...inEach(PROBES, ['availability', 'max', 'min', 'failures', 'for']),
];
