import type { ConfigPath, Finding } from '../finding.ts';
import type { Role, SignOff } from '../schema/people.ts';
import type { Config } from '../schema.ts';
import { type Names, reference, repeated } from './names.ts';

/** Roles: exactly one source of people, and nobody twice. */
export function roleFindings(config: Config): readonly Finding[] {
  return Object.entries(config.roles ?? {}).flatMap(([id, role]) => findingsOf(['roles', id], role));
}

function findingsOf(path: ConfigPath, role: Role): readonly Finding[] {
  const findings: Finding[] = [];
  if ((role.people === undefined) === (role.team === undefined))
    findings.push({ path, at: 'key', message: `role "${path.at(-1)}" needs exactly one of people and team` });
  const ids = role.people?.map((person) => person.id) ?? [];
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) !== index)
      findings.push({ path: [...path, 'people', index, 'id'], message: `person ${id} is listed twice in this role` });
  if (role.environment !== undefined && role.via !== 'environment')
    findings.push({
      path: [...path, 'environment'],
      at: 'key',
      message: 'environment needs via: environment beside it',
    });
  return findings;
}

/** The sign-offs of a checkpoint or override: roles that exist, each asked once. */
export function signOffFindings(path: ConfigPath, signOffs: readonly SignOff[], names: Names): readonly Finding[] {
  const single = signOffs.map((signOff) =>
    typeof signOff === 'string' ? signOff : `any-of/${signOff['any-of'].join('/')}`,
  );
  const unknown = signOffs.flatMap((signOff, index) => {
    if (typeof signOff === 'string') return reference([...path, index], signOff, names.roles, 'role');
    const list = [...path, index, 'any-of'];
    return [
      ...signOff['any-of'].flatMap((role, at) => reference([...list, at], role, names.roles, 'role')),
      ...repeated(list, signOff['any-of'], 'role'),
    ];
  });
  return [...unknown, ...repeated(path, single, 'sign-off')];
}
