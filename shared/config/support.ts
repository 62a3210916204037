import { UserError } from '../domain/errors.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import { type ConfigPath, isWithin, showPath } from './finding.ts';
import { suggest } from './nearest.ts';
import { type ActionName, NOT_YET, type NotYet } from './not-yet.ts';
import { rolesOfSignOff } from './schema/people.ts';
import type { Config } from './schema.ts';

/** What the run is about; only this part of the configuration has to be supported. */
export type Scope = {
  readonly checkpoint?: string;
  readonly environment?: string;
  /** Names of services; all of them when absent. */
  readonly services?: readonly string[];
};

/**
 * Refuses a run whose part of the configuration this version cannot carry out, so that nothing is ignored silently.
 * @throws UserError('CONFIG_UNSUPPORTED') that names every such part at once
 * @throws UserError('CHECKPOINT_UNKNOWN' | 'ENVIRONMENT_UNKNOWN' | 'SERVICE_UNKNOWN') when the scope names something
 *   that the configuration does not have
 */
export function refuseUnsupported(config: Config, action: ActionName, scope: Scope): void {
  const rows = NOT_YET.filter(({ only }) => only === undefined || only.includes(action));
  const used = sectionsInScope(config, action, scope).flatMap(([path, value]) => partsOf(path, value));
  const refused = used.filter((part) => rows.some((row) => matches(row, part))).map((part) => part.path);
  const outermost = refused.filter((path) => !refused.some((other) => other !== path && isWithin(path, other)));
  const parts = outermost.map(showPath);
  if (parts.length === 0) return;
  const [are, them] = parts.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const cure = `take ${them} out, or use a version that supports ${them}`;
  throw new UserError(
    'CONFIG_UNSUPPORTED',
    `${parts.join(', ')} ${are} not carried out by this version of action-${action}; ${cure}`,
  );
}

type Section = readonly [path: ConfigPath, value: unknown];

function sectionsInScope(config: Config, action: ActionName, scope: Scope): readonly Section[] {
  const always: Section[] = [[['notifications'], config.notifications]];
  const environment = environmentInScope(config, scope);
  if (action === 'build') return [...always, ...servicesInScope(config, scope)];
  if (action === 'validate') {
    const promotion: Section[] = environment.map(([path, value]) => [
      [...path, 'promotes-from'],
      value['promotes-from'],
    ]);
    return [...always, [['overrides'], config.overrides], ...promotion, ...checkpointInScope(config, scope)];
  }
  // The checkpoint of a rollback is decided by action-validate; action-rollback only reads its record.
  const decided = action === 'deploy' ? (['during', 'after'] as const) : [];
  const checkpoints = environment.flatMap(([, value]) =>
    decided.flatMap((moment) => value.checkpoints?.[moment] ?? []),
  );
  return [...always, ...environment, ...checkpoints.flatMap((checkpoint) => checkpointInScope(config, { checkpoint }))];
}

function environmentInScope(config: Config, { environment }: Scope) {
  if (environment === undefined) return [];
  const all = config.environments ?? {};
  const value = named('ENVIRONMENT_UNKNOWN', 'environment', environment, all);
  return [[['environments', environment], value] as const];
}

function servicesInScope(config: Config, { services }: Scope): readonly Section[] {
  const all = config.services ?? {};
  const names = services ?? Object.keys(all);
  return names.map((name) => [['services', name], named('SERVICE_UNKNOWN', 'service', name, all)]);
}

/** A checkpoint with the evidence and the roles that it names. */
function checkpointInScope(config: Config, { checkpoint: id }: Scope): readonly Section[] {
  if (id === undefined) return [];
  const checkpoint = named('CHECKPOINT_UNKNOWN', 'checkpoint', id, config.checkpoints ?? {});
  const roles = (checkpoint['sign-offs'] ?? []).flatMap(rolesOfSignOff);
  return [
    [['checkpoints', id], checkpoint],
    ...(checkpoint.evidence ?? []).map((name): Section => [['evidence', name], config.evidence?.[name]]),
    ...[...new Set(roles)].map((name): Section => [['roles', name], config.roles?.[name]]),
  ];
}

function named<T>(code: ReasonCode, what: string, name: string, all: Readonly<Record<string, T>>): T {
  const value = Object.hasOwn(all, name) ? all[name] : undefined;
  if (value !== undefined) return value;
  const hint = suggest(name, Object.keys(all)) || `; the configuration has no ${what}s`;
  throw new UserError(code, `the configuration has no ${what} "${name}"${hint}`);
}

/** A place in the configuration, and its value when that is a single one. */
type Part = { readonly path: ConfigPath; readonly value: unknown };

/** A section and everything inside it, outer parts first. */
function partsOf(path: ConfigPath, value: unknown): readonly Part[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [{ path, value: undefined }, ...inner.flatMap(([key, one]) => partsOf([...path, key], one))];
}

function matches({ part, holding }: NotYet, { path, value }: Part): boolean {
  const [pattern = '', wanted] = part.split(' = ');
  const keys = pattern.split('.');
  if (keys.length !== path.length || (wanted !== undefined && wanted !== value)) return false;
  if (holding !== undefined && !String(value).includes(holding)) return false;
  return keys.every((key, index) => key === '*' || key === String(path[index]));
}
